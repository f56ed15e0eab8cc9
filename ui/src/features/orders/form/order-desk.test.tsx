// Beside the form: orders like this one, order again, templates, known customers. By visible names, on the fake backend.
import { describe, expect, it } from "vitest";
import type { Backend, DraftForm, DraftView } from "../../../backend";
import { blankForm, draft, formFor } from "../../../testing/fake/drafts";
import { noTwins, oneTwin } from "../../../testing/fake/order-desk";
import { ago } from "../../../testing/fake/time";
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
import { openPack, replaceProduct } from "./draft-form";

const nora = formFor("Nora", "Feldman");

function open(form: DraftForm = nora, but: Partial<Backend> = {}) {
  let view: DraftView = { ...draft("key-1", form), check: { problems: [], warnings: [] } };
  let saves = 0;
  return showInPractice("/drafts/key-1", {
    but: {
      getDraft: async () => view,
      saveDraft: async (_stamp, _key, form, focus) => {
        saves += 1;
        view = { ...view, form, focus, savedAt: `2026-11-17T10:42:0${saves}Z` };
        return view;
      },
      sendDraft: async () => ({ ...view.send, state: "leaving", leavesInMs: 5_000 }),
      getSend: async () => view.send,
      ...but,
    },
  });
}

const sent = (calls: readonly { name: string }[]) => calls.filter(({ name }) => name === "sendDraft").length;
const send = () => fireEvent.click(screen.getByRole("button", { name: /^Send 1 order/ }));

describe("an order like this one", () => {
  it("is said in the checks and stands beside this one on a press", async () => {
    open(nora, { checkTwins: async () => oneTwin() });
    expect(await screen.findByText(/OR-1029 is like this one/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Compare" }));
    const table = within(await screen.findByRole("table", { name: "This order beside the earlier one" }));
    expect(table.getAllByRole("columnheader").map((cell) => cell.textContent)).toEqual([
      "This order",
      "OR-1029",
    ]);
    expect(table.getAllByText("2 Vitamin D3 2000 IU")).toHaveLength(2);
    expect(table.getByText("Delivered")).toBeTruthy();
    expect(table.getByText("418 Alder St, Apt 3B, 97205")).toBeTruthy();
    expect(
      screen.getByText(/same person with the same contents, placed 3 days ago. It lasts 30 days/),
    ).toBeTruthy();
    await expectAccessible();
    fireEvent.click(screen.getByRole("button", { name: "It is another order" }));
    expect(await screen.findByText("Compared: it is another order.")).toBeTruthy();
  });

  it("found just before sending, stops the order until a person has looked, and the person's word sends it", async () => {
    const { backend } = open(nora, {
      checkTwins: async (_key, asked) => (asked === "leaving" ? oneTwin() : noTwins),
    });
    expect(await screen.findByText(/No order like this one, as of/)).toBeTruthy();
    send();
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText("Not sent yet. Is this the same order again?")).toBeTruthy();
    expect(sent(backend.calls)).toBe(0);
    fireEvent.click(dialog.getByRole("button", { name: "Do not send" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent(backend.calls)).toBe(0);
    send();
    fireEvent.click(await screen.findByRole("button", { name: "It is another order, send it" }));
    await waitFor(() => expect(sent(backend.calls)).toBe(1));
  });

  it("once looked at and found to be another order, does not ask again", async () => {
    const { backend } = open(nora, { checkTwins: async () => oneTwin() });
    fireEvent.click(await screen.findByRole("button", { name: "Compare" }));
    fireEvent.click(await screen.findByRole("button", { name: "It is another order" }));
    await screen.findByText("Compared: it is another order.");
    send();
    await waitFor(() => expect(sent(backend.calls)).toBe(1));
  });

  it("says how old the comparison is when OK Capsule did not answer, and sends", async () => {
    const { backend } = open(nora, {
      checkTwins: async (_key, asked) => ({ ...noTwins, notAsked: asked === "leaving" ? "timed_out" : null }),
    });
    await screen.findByText(/No order like this one/);
    send();
    expect(await screen.findByText("Compared with older orders only.")).toBeTruthy();
    expect(screen.getByText(/OK Capsule did not answer in 3 seconds/)).toBeTruthy();
    await waitFor(() => expect(sent(backend.calls)).toBe(1));
  });

  it("a check that fails is said and stops nothing", async () => {
    const { backend } = open(nora, { checkTwins: () => Promise.reject(failure("unexpected")) });
    expect(await screen.findByText("Could not look for an order like this one.")).toBeTruthy();
    send();
    await waitFor(() => expect(sent(backend.calls)).toBe(1));
  });
});

describe("order again", () => {
  it("begins from the order's page as a new draft that says what it is like", async () => {
    const { backend } = showInPractice("/orders/order-OR-1042");
    await heading(/^OR-1042/);
    fireEvent.click(screen.getByRole("button", { name: "Order again" }));
    await heading("New order");
    expect(await screen.findByText(/^Like OR-1042/)).toBeTruthy();
    expect(screen.getAllByText("Ana Lindqvist").length).toBeGreaterThan(0);
    expect(backend.calls.find(({ name }) => name === "orderAgain")?.args).toEqual([
      "stamp-practice",
      "order-OR-1042",
    ]);
  });

  it("begins from the search with Ctrl O", async () => {
    const { user } = showInPractice("/today");
    await heading("Today");
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox", { name: "Search everything" }), "OR-1041");
    await screen.findByRole("option");
    await user.keyboard("{Control>}o{/Control}");
    await heading("New order");
    expect(await screen.findByText(/^Like OR-1041/)).toBeTruthy();
  });

  it("tells what differs, what is gone, and what could stand instead", async () => {
    const zinc: DraftForm = {
      ...nora,
      repeats: { orderId: "order-1", number: "OR-9" },
      lines: [
        {
          days: 60,
          physicianName: "",
          pouches: [
            {
              timeOfDay: "evening",
              customLabel: "",
              filling: { kind: "contents", contents: [{ productId: "product-7", servings: 2 }] },
              cycle: "",
              cycleLength: null,
            },
          ],
        },
      ],
    };
    const item = { id: "product-7", pack: false, name: "Zinc Picolinate 15 mg" };
    open(zinc, {
      compareRepeat: async () => ({
        orderId: "order-1",
        number: "OR-9",
        placedAt: ago(90_000),
        changes: [
          { kind: "days", boxAt: 0, before: 30, now: 60 },
          { kind: "servings", boxAt: 0, timeOfDay: "evening", item, before: 1, now: 2 },
        ],
        moved: true,
        retired: [{ path: "lines.0", item, why: "inactive" }],
        newer: { orderId: "order-OR-1042", number: "OR-1042" },
        lost: ["time_of_day"],
      }),
    });
    const changes = await screen.findByRole("list", { name: "What is different" });
    expect(
      within(changes)
        .getAllByRole("listitem")
        .map((line) => line.textContent),
    ).toEqual([
      "60 days instead of 30",
      "2 Zinc Picolinate 15 mg instead of 1 in the evening",
      "It goes to another address",
    ]);
    expect(screen.getByText("Zinc Picolinate 15 mg is no longer made.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Open OR-1042" })).toBeTruthy();
    await expectAccessible();
    fireEvent.click(screen.getByRole("button", { name: "Use Iron Bisglycinate 25 mg instead" }));
    expect(await screen.findByRole("group", { name: "Iron Bisglycinate 25 mg, servings" })).toBeTruthy();
    expect(screen.queryByRole("group", { name: "Zinc Picolinate 15 mg, servings" })).toBeNull();
  });
});

describe("templates in the form", () => {
  it("fill the pouches and leave who and where alone", async () => {
    open({ ...nora, lines: blankForm().lines ?? [] });
    fireEvent.click(await screen.findByRole("button", { name: "Templates" }));
    fireEvent.click(await screen.findByRole("button", { name: "Use Daily basics" }));
    expect(await screen.findByRole("group", { name: "Vitamin D3 2000 IU, servings" })).toBeTruthy();
    expect((screen.getByLabelText("First name") as HTMLInputElement).value).toBe("Nora");
  });

  it("are made from these pouches, and a refused name is said at its field", async () => {
    const { backend } = open(nora, {
      saveTemplate: (_stamp, { name }) =>
        Promise.reject(
          failure("refused", {
            fields: [{ path: "name", rule: name === "" ? "required" : "taken", said: null }],
          }),
        ),
    });
    fireEvent.click(await screen.findByRole("button", { name: "Templates" }));
    fireEvent.click(await screen.findByRole("button", { name: "Save as template" }));
    expect(await screen.findByText("Give it a name.")).toBeTruthy();
    fireEvent.change(screen.getByLabelText("Name of the template"), { target: { value: "Daily basics" } });
    fireEvent.click(screen.getByRole("button", { name: "Save as template" }));
    expect(await screen.findByText("Another template has this name.")).toBeTruthy();
    await expectAccessible();
    const [, form] = backend.calls.findLast(({ name }) => name === "saveTemplate")?.args ?? [];
    expect(form).toMatchObject({ id: null, customer: "Nora Feldman", lines: nora.lines });
  });
});

describe("customers of the account", () => {
  const row = {
    id: "0d1f9c0e-2f4b-4c7e-9a55-0d8a6f2b7c11",
    name: "Nora Feldman",
    email: "nora.feldman@example.com",
    phone: null,
    lastAddress: null,
  };

  it("somebody typed as new who is one already is offered, and taken by id alone", async () => {
    const { backend } = open(nora, { findCustomers: async () => [row] });
    fireEvent.click(await screen.findByRole("button", { name: "Use this customer" }));
    expect(await screen.findByText("nora.feldman@example.com")).toBeTruthy();
    expect(screen.queryByLabelText("First name")).toBeNull();
    await waitFor(() => {
      const [, , form] = backend.calls.findLast(({ name }) => name === "saveDraft")?.args ?? [];
      expect((form as DraftForm | undefined)?.customer).toEqual({
        kind: "known",
        id: row.id,
        name: row.name,
        email: row.email,
      });
    });
  });

  it("their earlier addresses are one press away", async () => {
    const address = {
      addressee: null,
      address1: "9 Quay Street",
      address2: null,
      city: "Duluth",
      province: "Minnesota",
      postalCode: "55802",
      country: "United States",
    };
    open(
      { ...nora, customer: { kind: "known", id: row.id, name: row.name, email: row.email } },
      {
        getCustomer: async () => ({
          id: row.id,
          name: row.name,
          email: row.email,
          phone: null,
          customId: null,
          addresses: [address],
          orders: [],
          parcels: [],
          orderCount: 1,
          updatedAt: null,
          freshness: { asOf: null, nextLook: null, filling: null, failure: null },
        }),
      },
    );
    fireEvent.click(
      await screen.findByRole("button", { name: "Use 9 Quay Street, Duluth, Minnesota 55802" }),
    );
    expect((screen.getByLabelText("City") as HTMLInputElement).value).toBe("Duluth");
    expect(screen.queryByRole("group", { name: "Earlier addresses" })).toBeNull();
  });
});

describe("the cursor's field and typing without a pause", () => {
  it("are saved: the field soon after the cursor came to it, the words within a second", async () => {
    const { backend } = open();
    const saves = () => backend.calls.filter(({ name }) => name === "saveDraft");
    (await screen.findByLabelText("ZIP code")).focus();
    await waitFor(() => expect(saves().at(-1)?.args[3]).toBe("address.postalCode"));
    const before = saves().length;
    const city = screen.getByLabelText("City");
    const began = Date.now();
    for (let at = 0; Date.now() - began < 1_100; at += 1) {
      fireEvent.change(city, { target: { value: `Portland ${at}` } });
      await new Promise((done) => setTimeout(done, 60));
    }
    expect(saves().length).toBeGreaterThan(before);
  });
});

describe("pure edits", () => {
  const line = { days: 30, physicianName: "", pouches: [] };

  it("a pack opens into its products, each at its own time of day", () => {
    const part = { productName: "", active: true };
    const opened = openPack(
      {
        ...line,
        pouches: [
          {
            timeOfDay: "evening",
            customLabel: "",
            filling: { kind: "pack", packId: "p" },
            cycle: "",
            cycleLength: null,
          },
        ],
      },
      "evening",
      {
        id: "p",
        name: "Pack",
        active: true,
        brandId: null,
        description: null,
        parts: [
          { ...part, productId: "a", servings: 2, timeOfDay: "Morning" },
          { ...part, productId: "b", servings: null, timeOfDay: null },
        ],
      },
    );
    expect(opened.pouches.map(({ timeOfDay, filling }) => [timeOfDay, filling])).toEqual([
      ["morning", { kind: "contents", contents: [{ productId: "a", servings: 2 }] }],
      ["evening", { kind: "contents", contents: [{ productId: "b", servings: 1 }] }],
    ]);
  });

  it("a product put in place of another adds its servings where both stand", () => {
    const pouch = (contents: { productId: string; servings: number }[]) => ({
      timeOfDay: "morning" as const,
      customLabel: "",
      filling: { kind: "contents" as const, contents },
      cycle: "",
      cycleLength: null,
    });
    const before = [
      { ...line, pouches: [pouch([{ productId: "a", servings: 2 }])] },
      {
        ...line,
        pouches: [
          pouch([
            { productId: "a", servings: 1 },
            { productId: "b", servings: 2 },
          ]),
        ],
      },
    ];
    expect(
      replaceProduct(before, "a", "b").flatMap(({ pouches }) => pouches.map(({ filling }) => filling)),
    ).toEqual([
      { kind: "contents", contents: [{ productId: "b", servings: 2 }] },
      { kind: "contents", contents: [{ productId: "b", servings: 3 }] },
    ]);
  });
});
