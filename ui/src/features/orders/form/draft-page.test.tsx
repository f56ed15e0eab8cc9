// The new order by visible names: what is typed is kept, problems stand at their fields, and every outcome of a send has its sentence.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Backend, CheckView, DraftView, FieldProblem, SendView } from "../../../backend";
import { catalog } from "../../../testing/fake/catalog";
import { blankForm, draft, formFor, send } from "../../../testing/fake/drafts";
import { session } from "../../../testing/fake/session";
import { failure } from "../../../testing/fake-backend";
import {
  expectAccessible,
  fireEvent,
  heading,
  screen,
  showInPractice,
  waitFor,
  within,
} from "../../../testing/show";

const root = join(import.meta.dirname, "../../../../..");

interface Refused {
  status: number;
  message: string;
  path: string | null;
  rule: string;
  said: string | null;
  field: string | null;
  section: string | null;
  sentence: string;
}
const refusals: { rows: Refused[] } = JSON.parse(
  readFileSync(join(root, "tests/fixtures/refusals.json"), "utf8"),
);

const nora = () => draft("key-1", formFor("Nora", "Feldman"), { customer: "Nora Feldman" });

/** Opens this draft; what is saved is answered with `check`. */
function openDraft(view: DraftView = nora(), but: Partial<Backend> = {}, check: CheckView = view.check) {
  return showInPractice(`/drafts/${view.key}`, {
    but: {
      getDraft: async () => view,
      // Only what a test tells moves a send on.
      getSend: () => new Promise<SendView>(() => {}),
      saveDraft: async (_stamp, key, form, focus) => ({ ...view, key, form, focus, check }),
      ...but,
    },
  });
}

function withProblems(problems: Partial<FieldProblem>[], warnings: Partial<FieldProblem>[] = []): CheckView {
  const whole = (part: Partial<FieldProblem>) => ({ path: "", rule: "", said: null, ...part });
  return { problems: problems.map(whole), warnings: warnings.map(whole) };
}

/** Types a whole text into a field at once. */
function put(field: HTMLElement, value: string): void {
  field.focus();
  fireEvent.change(field, { target: { value } });
}

/** The sentence that is read with a field. */
function saidAt(field: HTMLElement): string {
  const ids = (field.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean);
  return ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
}

const sendButton = () => screen.getByRole("button", { name: "Send 1 order to Practice" });
const panel = () => within(screen.getByRole("complementary", { name: "Review and send" }));

describe("the list of drafts", () => {
  it("has what was just typed, however soon one goes back", async () => {
    const { user } = showInPractice("/orders");
    await screen.findByText("Draft for Nora Feldman");
    await user.click(screen.getByRole("link", { name: "New order" }));
    await user.type(await screen.findByLabelText("First name"), "Wilma");
    await user.type(screen.getByLabelText("Last name"), "Quist");
    await user.click(screen.getByRole("link", { name: "Orders" }));
    await screen.findByText("Draft for Wilma Quist");
  });
});

describe("a new order", () => {
  it("begins as a draft of its own address, with nothing marked", async () => {
    const { backend } = showInPractice("/orders/new");
    const title = await heading("New order");
    expect(await screen.findByLabelText("First name")).toBeTruthy();
    await waitFor(() =>
      expect(document.activeElement).toBe(
        title.isConnected ? title : screen.getByRole("heading", { level: 1 }),
      ),
    );
    expect(backend.calls.filter(({ name }) => name === "newDraft")).toHaveLength(1);
    expect(document.querySelectorAll('[aria-invalid="true"]')).toHaveLength(0);
    expect(screen.getByLabelText("Country")).toHaveProperty("value", "United States");
    await expectAccessible();
  });

  it("in which nobody typed is not kept", async () => {
    const { backend, user } = showInPractice("/orders/new");
    await screen.findByLabelText("First name");
    await user.click(screen.getByRole("link", { name: "Orders" }));
    await heading("Orders");
    await waitFor(() => expect(backend.calls.map(({ name }) => name)).toContain("discardDraft"));
  });

  it("that is gone says so, and what to do", async () => {
    showInPractice("/drafts/nothing", {
      but: { getDraft: () => Promise.reject(failure("draft_gone", { next: "check_first" })) },
    });
    await heading("The draft could not be opened");
    expect(screen.getByRole("alert").textContent).toContain("This draft is no longer here.");
    expect(screen.getByRole("button", { name: "Go to Orders" })).toBeTruthy();
    await expectAccessible();
  });

  it("opens where the cursor was", async () => {
    openDraft({ ...nora(), focus: "address.city" });
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("City")));
  });
});

describe("what is typed", () => {
  it("is saved a moment after the last key, once, with the field the cursor is in", async () => {
    const { backend, user } = openDraft();
    const city = await screen.findByLabelText("City");
    await user.click(city);
    for (const value of ["S", "Sa", "Salem"]) fireEvent.change(city, { target: { value } });
    await waitFor(() => expect(backend.calls.some(({ name }) => name === "saveDraft")).toBe(true));
    const saves = backend.calls.filter(({ name }) => name === "saveDraft");
    expect(saves).toHaveLength(1);
    const [stamp, key, form, focus] = saves[0]?.args ?? [];
    expect([stamp, key, focus]).toEqual(["stamp-practice", "key-1", "address.city"]);
    expect(form).toMatchObject({ address: { city: "Salem" } });
    expect(await screen.findByText(/^Draft saved .* on this computer$/)).toBeTruthy();
  });

  it("is never overwritten by an older answer", async () => {
    let answer: (view: DraftView) => void = () => {};
    openDraft(nora(), {
      saveDraft: () =>
        new Promise((done) => {
          answer = done;
        }),
    });
    const city = await screen.findByLabelText("City");
    put(city, "Portland!");
    await screen.findByText("Saving the draft…");
    put(city, "Portland!?");
    answer({ ...nora(), form: formFor("Somebody", "Else") });
    await waitFor(() => expect(city).toHaveProperty("value", "Portland!?"));
    expect(screen.getByLabelText("First name")).toHaveProperty("value", "Nora");
  });

  it("stays on screen when it cannot be saved, with the way to try again", async () => {
    let full = true;
    const { user } = openDraft(nora(), {
      saveDraft: async () => {
        if (full) throw failure("disk_full", { next: "fix" });
        return nora();
      },
    });
    put(await screen.findByLabelText("City"), "Portlands");
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("This computer’s disk is full.");
    expect(alert.textContent).toContain("The last words are not saved yet.");
    expect(screen.getByLabelText("City")).toHaveProperty("value", "Portlands");
    await expectAccessible();
    full = false;
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  });

  it("is saved when one leaves the page before the moment is over", async () => {
    const { backend, user } = openDraft();
    put(await screen.findByLabelText("City"), "Portlandx");
    await user.click(screen.getByRole("link", { name: "Orders" }));
    await heading("Orders");
    expect(backend.calls.findLast(({ name }) => name === "saveDraft")?.args[2]).toMatchObject({
      address: { city: "Portlandx" },
    });
  });
});

describe("problems", () => {
  /** Each row is one order with all of these wrong: path, rule, the field, and what is said there. */
  const cases: [path: string, rule: string, field: string, sentence: string][][] = [
    [
      ["customer.firstName", "required", "First name", "The first name is missing."],
      ["customer.lastName", "required", "Last name", "The last name is missing."],
      ["customer.email", "email", "E-mail", "The part after @ needs a dot, as in example.com."],
      ["customer.phone", "phone", "Phone", "A phone number is digits only, as in +1 503 555 0142."],
      [
        "address.addressee",
        "at_most_200",
        "Name on the parcel",
        "This is longer than 200 characters. Shorten it.",
      ],
      ["address.address1", "required", "Street address", "The street address is missing."],
      [
        "address.address2",
        "at_most_100",
        "Apartment, suite, unit",
        "This is longer than 100 characters. Shorten it.",
      ],
      ["address.city", "required", "City", "The city is missing."],
      ["address.country", "required", "Country", "The country is missing."],
      ["lines.0.days", "required", "Days", "The number of days is missing."],
      [
        "lines.0.physicianName",
        "at_most_30",
        "Physician’s name",
        "This is longer than 30 characters. Shorten it.",
      ],
      [
        "lines.0.pouches",
        "pouch_missing",
        "Add product to Morning",
        "No pouch has anything in it yet. Add a product or choose a pack.",
      ],
    ],
    [
      ["customer.lastName", "at_most_100", "Last name", "This is longer than 100 characters. Shorten it."],
      ["customer.email", "at_most_100", "E-mail", "This is longer than 100 characters. Shorten it."],
      ["customer.phone", "at_most_15", "Phone", "This is longer than 15 characters. Shorten it."],
      [
        "address.address1",
        "at_most_100",
        "Street address",
        "This is longer than 100 characters. Shorten it.",
      ],
      ["address.city", "at_most_50", "City", "This is longer than 50 characters. Shorten it."],
      ["address.country", "country_in_full", "Country", "Use the country’s full name, as in United States."],
      ["lines.0.days", "days_1_to_60", "Days", "Choose 1 to 60 days."],
      [
        "lines.0.pouches.0.filling",
        "filling_missing",
        "Add product to Morning",
        "This pouch is empty. Add a product, or choose a pack.",
      ],
      [
        "lines.0.pouches.0.customLabel",
        "at_most_30",
        "Label text, Morning",
        "This is longer than 30 characters. Shorten it.",
      ],
      [
        "lines.0.pouches.1.cycle",
        "cycle_days",
        "Days to take, Evening",
        "Choose each day of the round once, and none past its end.",
      ],
    ],
    [
      [
        "customer.phone",
        "phone_country_code",
        "Phone",
        "Begin with + and the country’s code, as in +1 503 555 0142.",
      ],
      [
        "lines.0.pouches.0.customLabel",
        "label_marks",
        "Label text, Morning",
        "Only letters without accents, digits, spaces and ! ? @ # $ % ^ & * ( ) _ - + [ ] { } ' : ; ~ / | . , can be printed.",
      ],
      ["lines.0.pouches.1.cycleLength", "cycle_length", "Days to take, Evening", "A round has 7 or 10 days."],
    ],
  ];

  it.each(cases.map((rows) => [rows]))("are said at their fields once Send was pressed: %j", async (rows) => {
    const { user } = openDraft({
      ...nora(),
      check: withProblems(rows.map(([path, rule]) => ({ path, rule }))),
    });
    expect(await screen.findByLabelText("City")).toBeTruthy();
    expect(document.querySelectorAll('[aria-invalid="true"]')).toHaveLength(0);
    await user.click(sendButton());
    for (const [, , field, sentence] of rows) {
      const marked = await screen.findByLabelText(field);
      await waitFor(() => expect(marked.getAttribute("aria-invalid"), field).toBe("true"));
      expect(saidAt(marked)).toContain(sentence);
    }
    await waitFor(() =>
      expect(document.activeElement).toBe(document.querySelector('form [aria-invalid="true"]')),
    );
    expect(panel().getByText(/^Not sent\. .* you\.$/)).toBeTruthy();
  });

  const inPouches: [path: string, rule: string, sentence: string][] = [
    ["lines.0.pouches.0.filling.contents.0.productId", "product_missing", "Choose a product."],
    [
      "lines.0.pouches.0.filling.contents.0.productId",
      "product_inactive",
      "This product is no longer made. Remove it or choose another one.",
    ],
    [
      "lines.0.pouches.0.filling.contents.0.productId",
      "product_ended",
      "OK Capsule has ended the product behind this one. Remove it, and ask support what replaces it.",
    ],
    [
      "lines.0.pouches.0.filling.contents.0.productId",
      "product_unknown",
      "This product is not in your catalog any more. Remove it or choose another one.",
    ],
    [
      "lines.0.pouches.0.filling.contents.0.productId",
      "not_an_id",
      "OK Capsule does not know this product. Choose it again from the list.",
    ],
    ["lines.0.pouches.0.filling.contents.0.servings", "required", "The number of servings is missing."],
    [
      "lines.0.pouches.0.filling.contents.0.servings",
      "servings_at_least_1",
      "Take at least 1 serving, or remove the product.",
    ],
  ];

  it("each rule of Rust's check has its place here", () => {
    const told = new Set([
      ...cases.flat().map(([, rule]) => rule),
      ...inPouches.map(([, rule]) => rule),
      ...packs.map(([rule]) => rule),
      // Said where there is no field, and only worth a look: in tests of their own below.
      ...["customer_missing", "line_missing", "more_than_8", "twice_in_a_pouch", "exactly_100"],
      ...["email_missing", "phone_missing"],
    ]);
    const check = readFileSync(join(root, "src-tauri/crates/desk/src/orders/check.rs"), "utf8");
    const named = [...check.matchAll(/\.(?:problem|warning)\([^;]*?"([a-z][a-z_0-9]*)"\)/g)].map(
      (match) => match[1] ?? "",
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((rule) => !told.has(rule))).toEqual([]);
  });

  it("are said under their product, and the cursor goes there", async () => {
    const { user } = openDraft(
      { ...nora(), check: withProblems([{ path: "lines.0.days", rule: "" }]) },
      {
        saveDraft: async (_stamp, key, form, focus) => {
          const [path, rule] = inPouches[Math.min(saves++, inPouches.length - 1)] ?? ["", ""];
          return { ...nora(), key, form, focus, check: withProblems([{ path, rule }]) };
        },
      },
    );
    let saves = 0;
    for (const [path, , sentence] of inPouches) {
      const before = saves;
      fireEvent.change(await screen.findByLabelText("City"), { target: { value: `${path} ${saves}` } });
      await waitFor(() => expect(saves).toBe(before + 1));
      await screen.findByText(/^Draft saved/);
      await user.click(sendButton());
      const row = (await screen.findByText(sentence)).closest("li");
      expect(row?.textContent).toContain("Vitamin D3");
      await waitFor(() => expect(row?.contains(document.activeElement)).toBe(true));
    }
  });

  const packs: [rule: string, sentence: string][] = [
    ["pack_missing", "Choose a pack, or use products instead."],
    ["pack_inactive", "OK Capsule has switched this pack off. Choose another one."],
    ["pack_unknown", "This pack is not in your catalog any more. Choose another one."],
    ["not_an_id", "OK Capsule does not know this pack. Choose it again from the list."],
  ];

  it.each(packs)("%s is said at the pack", async (rule, sentence) => {
    const form = formFor("Nora", "Feldman");
    const lines = [
      {
        days: 30,
        pouches: [
          {
            timeOfDay: "morning" as const,
            customLabel: "",
            cycle: "",
            cycleLength: null,
            filling: { kind: "pack" as const, packId: "" },
          },
        ],
      },
    ];
    const view = {
      ...draft("key-1", { ...form, lines }),
      check: withProblems([{ path: "lines.0.pouches.0.filling.packId", rule }]),
    };
    const { user } = openDraft(view);
    await user.click(await screen.findByRole("button", { name: "Send 1 order to Practice" }));
    const marked = screen.getByLabelText("Pack for Morning");
    await waitFor(() => expect(saidAt(marked)).toContain(sentence));
  });

  it("customer and lines without a field of their own are said in their place", async () => {
    const form = {
      ...formFor("", ""),
      customer: { kind: "known" as const, id: "", name: "", email: "" },
      lines: [],
    };
    const view = {
      ...draft("key-1", form),
      check: withProblems([
        { path: "customer", rule: "customer_missing" },
        { path: "lines", rule: "line_missing" },
      ]),
    };
    const { user } = openDraft(view);
    await user.click(await screen.findByRole("button", { name: "Send 1 order to Practice" }));
    expect(saidAt(await screen.findByLabelText("Known customer"))).toContain(
      "Choose a customer from the list, or type a new one.",
    );
    expect(screen.getByText("The order has no box yet. Add one.")).toBeTruthy();
    await expectAccessible();
  });

  it("appear at a field when it was left, and not before", async () => {
    const form = { ...blankForm() };
    const view = {
      ...draft("key-1", form),
      check: withProblems([
        { path: "customer.firstName", rule: "required" },
        { path: "customer.lastName", rule: "required" },
      ]),
    };
    const { user } = openDraft(view);
    await user.click(await screen.findByLabelText("First name"));
    expect(screen.queryByText("The first name is missing.")).toBeNull();
    await user.tab();
    expect(await screen.findByText("The first name is missing.")).toBeTruthy();
    expect(screen.queryByText("The last name is missing.")).toBeNull();
    await expectAccessible();
  });

  it("that are only worth a look stand in the checks and do not keep from sending", async () => {
    const view = {
      ...nora(),
      check: withProblems(
        [],
        [
          { path: "lines.0.pouches.0", rule: "more_than_8" },
          { path: "lines.0.pouches.0.filling.contents.1.productId", rule: "twice_in_a_pouch" },
          { path: "address.address1", rule: "exactly_100" },
          { path: "customer.email", rule: "email_missing" },
          { path: "customer.phone", rule: "phone_missing" },
        ],
      ),
    };
    const { user, backend } = openDraft(view, {
      sendDraft: async () => send("key-1", { state: "leaving", leavesInMs: 5_000 }),
    });
    const checks = within(await screen.findByRole("list", { name: "Checks" }));
    for (const sentence of [
      "Morning holds more than 8. OK Capsule takes at most 8 supplements in one time of day.",
      "This product is twice in one pouch.",
      "This line has exactly 100 characters. OK Capsule may want it shorter.",
      "No e-mail: OK Capsule cannot write to this person about the parcel.",
      "No phone number: some carriers ask for one.",
    ]) {
      expect(checks.getAllByRole("listitem").map((item) => item.textContent)).toContain(
        `Look at this: ${sentence}`,
      );
    }
    await user.click(sendButton());
    await waitFor(() => expect(backend.calls.map(({ name }) => name)).toContain("sendDraft"));
  });
});

describe("pouches", () => {
  it("take products found by typing, with the keyboard alone", async () => {
    const { user, backend } = showInPractice("/orders/new");
    await user.click(await screen.findByLabelText("Add product to Morning"));
    put(screen.getByLabelText("Add product to Morning"), "vit d3");
    await screen.findByRole("option", { name: /Vitamin D3 2000 IU/ });
    await user.keyboard("{Enter}");
    const stepper = within(await screen.findByRole("group", { name: "Vitamin D3 2000 IU, servings" }));
    await user.click(stepper.getByRole("button", { name: "One more Vitamin D3 2000 IU" }));
    await user.keyboard("+");
    expect(screen.getByRole("group", { name: "Morning pouch" }).textContent).toContain("3 of 8");
    await user.keyboard("-");
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "saveDraft")?.args[2]).toMatchObject({
        lines: [
          {
            pouches: [
              { timeOfDay: "morning", filling: { contents: [{ productId: "product-1", servings: 2 }] } },
            ],
          },
        ],
      }),
    );
    await user.keyboard("{Delete}");
    expect(screen.queryByRole("group", { name: "Vitamin D3 2000 IU, servings" })).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Add product to Morning")));
  });

  it("show what is no longer made, with the reason, and do not take it", async () => {
    const { user } = openDraft();
    put(await screen.findByLabelText("Add product to Midday"), "zinc");
    const option = await screen.findByRole("option", { name: /Zinc Picolinate 15 mg/ });
    expect(option.textContent).toContain("No longer made");
    expect(option.getAttribute("aria-disabled")).toBe("true");
    await user.keyboard("{Enter}");
    await user.click(option);
    expect(screen.queryByRole("group", { name: "Zinc Picolinate 15 mg, servings" })).toBeNull();
    await expectAccessible();
  });

  it("go from one time of day to the next with the arrows", async () => {
    const { user } = openDraft();
    await user.click(await screen.findByLabelText("Add product to Morning"));
    await user.keyboard("{Escape}{ArrowRight}");
    expect(document.activeElement).toBe(screen.getByLabelText("Add product to Midday"));
    await user.keyboard("{ArrowLeft}");
    expect(document.activeElement).toBe(screen.getByLabelText("Add product to Morning"));
  });

  it("can be one pack, opened to what it holds, and give the products back", async () => {
    const { user } = openDraft();
    const morning = within(await screen.findByRole("group", { name: "Morning pouch" }));
    await user.click(morning.getByRole("button", { name: "Use a pack instead" }));
    put(await morning.findByLabelText("Pack for Morning"), "calm");
    await user.keyboard("{Enter}");
    expect(
      within(await morning.findByRole("list", { name: "What is in Calm Evening" })).getAllByRole("listitem")
        .length,
    ).toBeGreaterThan(1);
    expect(screen.getByRole("complementary", { name: "Review and send" }).textContent).toContain(
      "every evening 1 Magnesium",
    );
    expect(screen.getByLabelText("Pack for Morning")).toHaveProperty("value", "Calm Evening");
    await expectAccessible();
    await user.click(morning.getByRole("button", { name: "Use products instead" }));
    expect(await morning.findByRole("group", { name: "Vitamin D3 2000 IU, servings" })).toBeTruthy();
  });

  it("can be in several boxes, and a removed box can be put back", async () => {
    const { user } = openDraft();
    await user.click(await screen.findByRole("button", { name: "Add another box" }));
    expect(await screen.findByRole("heading", { level: 3, name: "Box 2" })).toBeTruthy();
    expect(screen.getAllByLabelText("Days")).toHaveLength(2);
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Remove box 1" }));
    expect(screen.queryByRole("group", { name: "Vitamin D3 2000 IU, servings" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Put it back" }));
    expect(await screen.findByRole("group", { name: "Vitamin D3 2000 IU, servings" })).toBeTruthy();
  });

  it("take days by number, and an empty field stays empty", async () => {
    const { backend } = openDraft();
    const days = await screen.findByLabelText("Days");
    put(days, "");
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "saveDraft")?.args[2]).toMatchObject({
        lines: [{ days: null }],
      }),
    );
    put(days, "14");
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "saveDraft")?.args[2]).toMatchObject({
        lines: [{ days: 14 }],
      }),
    );
  });

  it("have label text and days to take behind a fold", async () => {
    const { user, backend } = openDraft();
    await user.click(await screen.findByRole("button", { name: "Label text, days to take, physician" }));
    put(screen.getByLabelText("Label text, Morning"), "Nora");
    await user.selectOptions(screen.getByLabelText("Days to take, Evening"), "Some days of a 7-day round");
    await user.click(
      within(screen.getByRole("group", { name: "Days of the round, Evening" })).getByLabelText("Day 2"),
    );
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "saveDraft")?.args[2]).toMatchObject({
        lines: [{ pouches: [{ customLabel: "Nora" }, { cycle: "1;3;4;5;6;7", cycleLength: 7 }] }],
      }),
    );
    await expectAccessible();
  });

  it("say when there is no catalog", async () => {
    openDraft(nora(), { getCatalog: () => Promise.reject(failure("offline")) });
    put(await screen.findByLabelText("Add product to Midday"), "zinc");
    expect(await screen.findByText("The products could not be read.")).toBeTruthy();
  });

  it("hold a product with a very long name", async () => {
    const name = "Vitamin ".repeat(12).trim();
    const [first, ...rest] = catalog().products;
    openDraft(nora(), {
      getCatalog: async () => ({ ...catalog(), products: first ? [{ ...first, name }, ...rest] : [] }),
    });
    expect(await screen.findByRole("group", { name: `${name}, servings` })).toBeTruthy();
  });
});

describe("customer and address", () => {
  it("a known customer is found by name, brings the last address, and only the id is sent", async () => {
    const { user, backend } = openDraft(draft("key-1", blankForm()));
    await user.click(await screen.findByRole("button", { name: "Choose a known customer" }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Known customer")));
    put(screen.getByLabelText("Known customer"), "lindq");
    await user.click(await screen.findByRole("option", { name: /Ana Lindqvist/ }));
    expect(await screen.findByText("ana.lindqvist@example.com")).toBeTruthy();
    expect(screen.getByLabelText("City")).toHaveProperty("value", "Boise");
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "saveDraft")?.args[2]).toMatchObject({
        customer: { kind: "known", id: "customer-order-OR-1042" },
      }),
    );
    await expectAccessible();
  });

  it("an address that is typed already is not overwritten", async () => {
    const { user } = openDraft();
    await user.click(await screen.findByRole("button", { name: "Choose a known customer" }));
    put(await screen.findByLabelText("Known customer"), "lindq");
    await user.click(await screen.findByRole("option", { name: /Ana Lindqvist/ }));
    expect(screen.getByLabelText("City")).toHaveProperty("value", "Portland");
  });

  it("who was typed comes back when nobody known is wanted after all", async () => {
    const { user } = openDraft();
    await user.click(await screen.findByRole("button", { name: "Choose a known customer" }));
    put(await screen.findByLabelText("Known customer"), "nobody like this");
    expect(await screen.findByText(/Nobody on this computer has “nobody like this”/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Type a new customer" }));
    expect(screen.getByLabelText("First name")).toHaveProperty("value", "Nora");
  });

  it("a state is chosen by its short form, and the labels follow the country", async () => {
    const { user } = openDraft();
    const state = await screen.findByLabelText("State");
    put(state, "TX");
    await user.tab();
    expect(screen.getByLabelText("State")).toHaveProperty("value", "Texas");
    const country = screen.getByLabelText("Country");
    put(country, "canad");
    await user.keyboard("{Enter}");
    expect(await screen.findByLabelText("Province")).toBeTruthy();
    expect(screen.getByLabelText("Postal code")).toBeTruthy();
    put(screen.getByLabelText("Country"), "Germany");
    await user.keyboard("{Enter}");
    expect(await screen.findByLabelText("State, province or region")).toBeTruthy();
  });

  it("a country nobody knows is not taken", async () => {
    const { user } = openDraft();
    const country = await screen.findByLabelText("Country");
    put(country, "Atlantis");
    expect(await screen.findByText("No country is called “Atlantis”.")).toBeTruthy();
    await user.tab();
    await waitFor(() => expect(screen.getByLabelText("Country")).toHaveProperty("value", "United States"));
  });
});

describe("sending", () => {
  const leaving = (part: Partial<SendView> = {}) =>
    send("key-1", { state: "leaving", customer: "Nora Feldman", leavesInMs: 5_000, ...part });
  const placed = send("key-1", {
    state: "placed",
    orderId: "order-OR-1042",
    orderNumber: "OR-1042",
    attempts: 1,
    cutOff: { sureUntil: "2026-11-18T08:00:00Z", maybeUntil: null, secondsLeft: 39_000 },
  });

  it("says where it goes before the press", async () => {
    openDraft();
    expect((await screen.findByText(/^This goes to/)).textContent).toBe(
      "This goes to Practice. The pretend warehouse on this computer will make it; nothing is billed.",
    );
    expect(
      screen.getByText("You can take it back for 5 seconds, then change it until tonight’s cut-off."),
    ).toBeTruthy();
    await expectAccessible();
  });

  it("by Ctrl Enter saves first, then counts down with the cursor on Undo; Ctrl Z takes it back", async () => {
    const { user, backend } = openDraft(nora(), {
      sendDraft: async () => leaving(),
      undoSend: async () => nora(),
    });
    put(await screen.findByLabelText("City"), "Portlands");
    await user.keyboard("{Control>}{Enter}{/Control}");
    const undo = await screen.findByRole("button", { name: "Undo send" });
    await waitFor(() => expect(document.activeElement).toBe(undo));
    const order = backend.calls
      .map(({ name }) => name)
      .filter((name) => name === "saveDraft" || name === "sendDraft");
    expect(order).toEqual(["saveDraft", "sendDraft"]);
    expect(screen.getByRole("timer").textContent).toMatch(/^Leaves in \d s$/);
    expect(screen.getByText("Still on this computer. Nothing has been sent.")).toBeTruthy();
    expect(screen.getByLabelText("City").closest("form")?.hasAttribute("inert")).toBe(true);
    await expectAccessible();
    await user.keyboard("{Control>}z{/Control}");
    expect(
      (await screen.findAllByText("Taken back. The order is a draft again, and nothing was sent.")).length,
    ).toBeGreaterThan(0);
    await waitFor(() => expect(document.activeElement).toBe(sendButton()));
    expect(screen.getByLabelText("City")).toHaveProperty("value", "Portlands");
  });

  it("Send now places it, and the sentence has the number and both clocks", async () => {
    const { user } = openDraft(nora(), { sendDraft: async () => leaving(), sendNow: async () => placed });
    await user.click(await screen.findByRole("button", { name: "Send 1 order to Practice" }));
    await user.click(await screen.findByRole("button", { name: "Send now" }));
    const sentence =
      "Order OR-1042 is with OK Capsule. You can change it until 12:00 AM Pacific (3:00 AM your time).";
    expect(await panel().findByText(sentence)).toBeTruthy();
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole("button", { name: "Open order" })),
    );
    expect(screen.getAllByRole("status").some((one) => one.textContent === sentence)).toBe(true);
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Open order" }));
    await heading(/^OR-1042/);
  });

  it("goes on by itself: what Rust tells is shown, from leaving to placed", async () => {
    const { user, backend } = openDraft(nora(), {
      sendDraft: async () => leaving(),
    });
    await user.click(await screen.findByRole("button", { name: "Send 1 order to Practice" }));
    await screen.findByRole("button", { name: "Undo send" });
    backend.tell("sendChanged", send("key-1", { state: "sending" }));
    expect(await screen.findByText("Sending to OK Capsule…")).toBeTruthy();
    await expectAccessible();
    backend.tell("sendChanged", { ...placed, key: "another-order" });
    expect(screen.getByText("Sending to OK Capsule…")).toBeTruthy();
    backend.tell("sendChanged", placed);
    expect(await panel().findByText(/^Order OR-1042 is with OK Capsule/)).toBeTruthy();
  });

  it("refused: field by field, the form kept, the cursor in the first wrong field, marks gone as they are mended", async () => {
    const { user, backend } = openDraft(nora(), {
      sendDraft: async () => leaving(),
    });
    await user.click(await screen.findByRole("button", { name: "Send 1 order to Practice" }));
    await screen.findByRole("button", { name: "Undo send" });
    backend.tell(
      "sendChanged",
      send("key-1", {
        state: "refused",
        code: "refused",
        problems: [
          { path: "address.city", rule: "string.max", said: "City must be less than 50 characters" },
          { path: "customer.email", rule: "email", said: null },
          { path: "order_type", rule: "any.only", said: "order_type must be one of DTC, Bulk" },
        ],
      }),
    );
    expect(await screen.findByText("OK Capsule refused the order. Nothing was placed.")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("E-mail")));
    expect(saidAt(screen.getByLabelText("City"))).toContain(
      "OK Capsule says: “City must be less than 50 characters”",
    );
    expect(screen.getByText("OK Capsule says: “order_type must be one of DTC, Bulk”")).toBeTruthy();
    expect(screen.getByLabelText("First name")).toHaveProperty("value", "Nora");
    await expectAccessible();
    put(screen.getByLabelText("City"), "Portlands");
    await waitFor(() => expect(screen.getByLabelText("City").getAttribute("aria-invalid")).toBeNull());
    expect(screen.getByLabelText("E-mail").getAttribute("aria-invalid")).toBe("true");
  });

  it("refused without a field says the server's own words", async () => {
    openDraft({
      ...nora(),
      send: send("key-1", {
        state: "refused",
        code: "refused",
        said: "No Packaging Asset Group ID found for the order line",
      }),
    });
    expect(await screen.findByText(/No Packaging Asset Group ID found for the order line/)).toBeTruthy();
    expect(screen.getAllByText(/Everything is kept as you typed it\./).length).toBeGreaterThan(0);
    await expectAccessible();
  });

  // The same rows hold Rust to the place and the rule (`tests/it/orders/reply.rs`).
  it.each(refusals.rows)("refused with $status “$message” says why, at its place", async (row) => {
    const form = formFor("Nora", "Feldman");
    const known = row.section === "Customer";
    const customer = known
      ? { kind: "known" as const, id: "customer-1", name: "Nora Feldman", email: "" }
      : form.customer;
    const problems = row.path === null ? [] : [{ path: row.path, rule: row.rule, said: row.said }];
    const view = draft("key-1", customer ? { ...form, customer } : form, {
      state: "refused",
      code: row.status === 403 && row.path === null ? "forbidden" : "refused",
      said: row.message,
      problems,
    });
    openDraft({ ...view, check: withProblems([]) });
    const title = await screen.findByText("OK Capsule refused the order. Nothing was placed.");
    if (row.field) {
      const field = await screen.findByLabelText(row.field);
      await waitFor(() => expect(saidAt(field)).toContain(row.sentence));
      expect(field.getAttribute("aria-invalid")).toBe("true");
    } else if (row.section) {
      const section = within(screen.getByRole("region", { name: row.section }));
      expect(await section.findByText(row.sentence)).toBeTruthy();
    } else {
      expect(title.closest("[data-tone]")?.textContent).toContain(row.sentence);
    }
    // Plain words: the server's own stand only where nobody has better ones.
    if (row.path !== null) expect(document.body.textContent).not.toContain(row.message);
  });

  it("unsure: what is known, what happens next, and nothing to press before it is safe", async () => {
    const unsure = send("key-1", {
      state: "unsure",
      code: "timed_out",
      startedAt: "2026-11-17T21:21:00Z",
      lastLookAt: "2026-11-17T21:22:00Z",
      nextLookAt: "2026-11-17T21:32:00Z",
      sendAgainFrom: "2026-11-17T21:36:00Z",
      offers: ["keep_waiting", "asked_support"],
    });
    const { user, backend } = openDraft({ ...nora(), send: unsure });
    expect(await screen.findByText("Checking with OK Capsule.")).toBeTruthy();
    expect(
      screen.getByText(
        /The order for Nora Feldman left at 4:21 PM, but the answer was lost\. Please do not type it again\./,
      ),
    ).toBeTruthy();
    expect(screen.getByText("Looked at 4:22 PM: not there yet.")).toBeTruthy();
    expect(
      screen.getByText(/We look again at 4:32 PM\. If it is still not there after 4:36 PM/),
    ).toBeTruthy();
    const again = screen.getByRole("button", { name: "Send again, possible after 4:36 PM" });
    expect(again.getAttribute("aria-disabled")).toBe("true");
    await user.click(again);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(backend.calls.map(({ name }) => name)).not.toContain("sendAgain");
    expect(screen.getByRole("button", { name: "Copy case text for support" })).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Keep waiting" }));
    await heading("Orders");
  });

  it("unsure and offered: sending again asks first, then sends the very same order", async () => {
    const offered = send("key-1", {
      state: "unsure",
      offers: ["send_again", "keep_waiting", "asked_support"],
    });
    const { user, backend } = openDraft({ ...nora(), send: offered }, { sendAgain: async () => placed });
    await user.click(await screen.findByRole("button", { name: "Send again" }));
    const dialog = within(
      await screen.findByRole("dialog", { name: "Send the order for Nora Feldman again?" }),
    );
    expect(dialog.getByText(/We look once more first/)).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Send again" }));
    await waitFor(() =>
      expect(backend.calls).toContainEqual({ name: "sendAgain", args: ["stamp-practice", "key-1"] }),
    );
    expect(await panel().findByText(/^Order OR-1042 is with OK Capsule/)).toBeTruthy();
  });

  it("that fails at the door says what is safe, and the form stays", async () => {
    const { user } = openDraft(nora(), {
      sendDraft: () => Promise.reject(failure("stale_session", { next: "check_first" })),
    });
    await user.click(await screen.findByRole("button", { name: "Send 1 order to Practice" }));
    expect((await screen.findByRole("alert")).textContent).toContain(
      "This page belongs to an earlier sign-in.",
    );
    expect(screen.getByLabelText("City")).toHaveProperty("value", "Portland");
    await expectAccessible();
  });

  it("that Rust finds incomplete marks the fields it names", async () => {
    const fields = [{ path: "address.city", rule: "required", said: null }];
    const view = { ...nora(), check: withProblems([]) };
    const { user } = openDraft(view, {
      sendDraft: () => Promise.reject(failure("draft_invalid", { next: "fix", fields })),
    });
    await user.click(await screen.findByRole("button", { name: "Send 1 order to Practice" }));
    await waitFor(() => expect(saidAt(screen.getByLabelText("City"))).toContain("The city is missing."));
  });

  it("too late to undo is said, and the order is followed on", async () => {
    const { user } = openDraft(nora(), {
      sendDraft: async () => leaving(),
      undoSend: () => Promise.reject(failure("too_late_to_undo", { next: "nothing" })),
    });
    await user.click(await screen.findByRole("button", { name: "Send 1 order to Practice" }));
    await user.click(await screen.findByRole("button", { name: "Undo send" }));
    expect((await screen.findByRole("alert")).textContent).toContain("It was too late to take it back.");
  });

  it("is closed, with the reason, while nobody is signed in", async () => {
    const app = { session: { ...session("practice"), signed: "out" as const } };
    const { user, backend } = showInPractice("/drafts/key-1", { app, but: { getDraft: async () => nora() } });
    const button = await screen.findByRole("button", { name: "Send 1 order to Practice" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    await user.click(button);
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(backend.calls.map(({ name }) => name)).not.toContain("sendDraft");
    await expectAccessible();
  });

  it("signed out in the middle says that the draft is saved", async () => {
    const app = { session: { ...session("practice"), signed: "out" as const } };
    showInPractice("/drafts/key-1", { app, but: { getDraft: async () => nora() } });
    expect(
      await screen.findByText(
        "Your sign-in has ended. Your draft for Nora Feldman is saved, and nothing was sent.",
      ),
    ).toBeTruthy();
  });

  it("the ring steps once a second and never goes below now", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { user } = openDraft(nora(), {
      sendDraft: async () => leaving({ leavesInMs: 2_000 }),
    });
    await user.click(await screen.findByRole("button", { name: "Send 1 order to Practice" }));
    expect((await screen.findByRole("timer")).textContent).toBe("Leaves in 2 s");
    await vi.advanceTimersByTimeAsync(3_000);
    await waitFor(() => expect(screen.getByRole("timer").textContent).toBe("Leaves now"));
    vi.useRealTimers();
  });
});
