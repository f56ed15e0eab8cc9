// Search everything, by visible names: as one types, by key, marked, and honest about what it does not know yet.
import { describe, expect, it } from "vitest";
import type { Backend, SearchHitView, SearchView } from "../../backend";
import { failure } from "../../testing/fake-backend";
import { expectAccessible, heading, screen, showInPractice, waitFor, within } from "../../testing/show";
import { highlight } from "./highlight";

const open = (but: Partial<Backend> = {}) => showInPractice("/settings", { but });

async function search(but: Partial<Backend> = {}) {
  const shown = open(but);
  await heading("Settings");
  await shown.user.keyboard("{Control>}k{/Control}");
  const field = await screen.findByRole("combobox", { name: "Search everything" });
  await waitFor(() => expect(document.activeElement).toBe(field));
  return { ...shown, field };
}

const hit = (id: string, title: string, part: Partial<SearchHitView> = {}): SearchHitView => ({
  id,
  title,
  detail: "",
  mark: null,
  city: null,
  at: null,
  closeness: "beginning",
  ...part,
});

const answering = (view: Partial<SearchView>): Partial<Backend> => ({
  searchEverything: async () => ({ groups: [], filling: null, ...view }),
});

const options = () => screen.getAllByRole("option");
const chosen = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");

describe("search everything", () => {
  it("finds while one types, grouped, with what was typed marked", async () => {
    const { user, field } = await search();
    await user.type(field, "nora");
    expect(await screen.findByRole("group", { name: "Orders" })).toBeTruthy();
    expect(screen.getByRole("group", { name: "Shipments" })).toBeTruthy();
    expect(screen.getByRole("group", { name: "Customers" })).toBeTruthy();
    const order = within(screen.getByRole("group", { name: "Orders" })).getByRole("option");
    expect(order.textContent).toContain("OR-1029");
    expect(order.querySelector("mark")?.textContent).toBe("Nora");
    await expectAccessible();
  });

  it("arrows choose round and round, and the field names the chosen one", async () => {
    const { user, field } = await search();
    await user.type(field, "nora");
    await waitFor(() => expect(options().length).toBeGreaterThan(2));
    const count = options().length;
    expect(chosen()).toBe(0);
    await user.keyboard("{ArrowDown}");
    expect(chosen()).toBe(1);
    expect(field.getAttribute("aria-activedescendant")).toBe(options()[1]?.id);
    await user.keyboard("{ArrowUp}{ArrowUp}");
    expect(chosen()).toBe(count - 1);
    expect(document.activeElement).toBe(field);
  });

  it("part of a tracking number and Enter open the parcel", async () => {
    const { user, field } = await search();
    await user.type(field, "8441706");
    await screen.findByRole("option");
    await user.keyboard("{Enter}");
    await heading("Parcel for Mei-Ling Chou");
    expect(screen.queryByRole("combobox", { name: "Search everything" })).toBeNull();
  });

  it.each([
    ["OR-1042", "Orders", /^OR-1042/],
    ["ana.lindqvist@", "Customers", "Ana Lindqvist"],
    ["Creatine", "Products", "Catalog"],
  ] as const)("%s leads to where it lies", async (text, group, title) => {
    const { user, field } = await search();
    await user.type(field, text);
    await user.click(
      within(await screen.findByRole("group", { name: group })).getAllByRole("option")[0] as HTMLElement,
    );
    await heading(title);
  });

  it("a product opens the catalog at that product", async () => {
    const { user, field } = await search();
    await user.type(field, "Creatine");
    await screen.findByRole("option");
    await user.keyboard("{Enter}");
    expect(await screen.findByText("1 of 18")).toBeTruthy();
    expect(screen.getByText("Creatine Monohydrate 750 mg")).toBeTruthy();
  });

  it("Ctrl L fetches the parcel's label without another press", async () => {
    const { user, field, backend } = await search();
    await user.type(field, "8441706");
    await screen.findByRole("option");
    await user.keyboard("{Control>}l{/Control}");
    await heading("Parcel for Mei-Ling Chou");
    await waitFor(() => expect(backend.calls.filter(({ name }) => name === "getLabel")).toHaveLength(1));
  });

  it("Ctrl P prints the parcel's label once, and opening the parcel later does not", async () => {
    const { user, field, backend } = await search();
    await user.type(field, "8441706");
    await screen.findByRole("option");
    await user.keyboard("{Control>}p{/Control}");
    await heading("Parcel for Mei-Ling Chou");
    const printed = () => backend.calls.filter(({ name }) => name === "printLabels");
    await waitFor(() => expect(printed()).toHaveLength(1));
    expect(printed()[0]?.args[1]).toMatchObject({ shipments: ["shipment-OR-1032"], reason: null });
    await user.click(screen.getByRole("link", { name: "Settings" }));
    await heading("Settings");
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox", { name: "Search everything" }), "8441706");
    await screen.findByRole("option");
    await user.keyboard("{Enter}");
    await heading("Parcel for Mei-Ling Chou");
    await screen.findByText("Printer reports done");
    expect(printed()).toHaveLength(1);
  });

  it("one letter is enough, and several keys in one frame are one question", async () => {
    const { user, field, backend } = await search();
    await user.type(field, "n");
    await waitFor(() => expect(options().length).toBeGreaterThan(0));
    const asked = () =>
      backend.calls.filter(({ name }) => name === "searchEverything").map(({ args }) => args[0]);
    expect(asked()).toEqual(["n"]);
    await user.paste("ora feld");
    await waitFor(() => expect(asked()).toEqual(["n", "nora feld"]));
  });

  it("results that are only similar are marked so, and carry no marks of what was typed", async () => {
    const { user, field } = await search(
      answering({
        groups: [{ kind: "customer", hits: [hit("c", "Ben Sorrell", { closeness: "near" })], more: false }],
      }),
    );
    await user.type(field, "Sorel");
    const option = await screen.findByRole("option");
    expect(option.textContent).toContain("Similar");
    expect(option.querySelector("mark")).toBeNull();
  });

  it("says when there are more than are shown", async () => {
    const { user, field } = await search(
      answering({ groups: [{ kind: "order", hits: [hit("o", "OR-1")], more: true }] }),
    );
    await user.type(field, "or");
    expect(await screen.findByText("There are more. Type more letters.")).toBeTruthy();
  });

  it("finding nothing says what was looked through", async () => {
    const { user, field } = await search();
    await user.type(field, "zebra");
    expect(await screen.findByText("Nothing fits “zebra”.")).toBeTruthy();
    await expectAccessible();
    await user.keyboard("{Enter}");
    expect(screen.getByRole("combobox", { name: "Search everything" })).toBeTruthy();
  });

  it("that cannot search says why, and tries again", async () => {
    let works = false;
    const { user, field } = await search({
      searchEverything: async () => {
        if (!works) throw failure("key_is_gone");
        return { groups: [{ kind: "order", hits: [hit("o", "OR-1")], more: false }], filling: null };
      },
    });
    await user.type(field, "or");
    const alert = await screen.findByRole("alert");
    works = true;
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("option")).toBeTruthy();
  });

  it("Enter waits for the results of what is typed now", async () => {
    let answer: (() => void) | null = null;
    const { user, field } = await search({
      searchEverything: (text) =>
        new Promise((done) => {
          const view: SearchView = {
            groups: [{ kind: "order", hits: [hit("order-OR-1042", `${text} found`)], more: false }],
            filling: null,
          };
          if (text === "a") done(view);
          else answer = () => done(view);
        }),
    });
    await user.type(field, "a");
    await screen.findByText(/found/);
    await user.type(field, "b");
    await waitFor(() => expect(answer).not.toBeNull());
    await user.keyboard("{Enter}");
    expect(screen.getByRole("combobox", { name: "Search everything" })).toBeTruthy();
    (answer as unknown as () => void)();
    await heading(/^OR-1042/);
  });

  it("a chord faster than its results never takes the parcel of the letters before", async () => {
    let answer: (() => void) | null = null;
    const { user, backend, field } = await search({
      searchEverything: (text) =>
        new Promise((done) => {
          const id = text === "9" ? "shipment-OR-1018" : "shipment-OR-1031";
          const view: SearchView = {
            groups: [{ kind: "shipment", hits: [hit(id, `${text} found`)], more: false }],
            filling: null,
          };
          if (text === "9") done(view);
          else answer = () => done(view);
        }),
    });
    await user.type(field, "9");
    await screen.findByText(/found/);
    await user.type(field, "4");
    await waitFor(() => expect(answer).not.toBeNull());
    await user.keyboard("{Control>}l{/Control}");
    expect(screen.getByRole("combobox", { name: "Search everything" })).toBeTruthy();
    (answer as unknown as () => void)();
    await heading(/^Parcel for/);
    expect(
      backend.calls.some(({ name, args }) => name === "getShipment" && args.includes("shipment-OR-1018")),
    ).toBe(false);
    expect(
      backend.calls.some(({ name, args }) => name === "getShipment" && args.includes("shipment-OR-1031")),
    ).toBe(true);
  });

  it("Escape closes it and gives the focus back", async () => {
    const { user } = open();
    await heading("Settings");
    const button = screen.getByRole("button", { name: "Search orders, customers, tracking numbers" });
    await user.click(button);
    await screen.findByRole("combobox", { name: "Search everything" });
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("combobox", { name: "Search everything" })).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(button));
  });
});

describe("while the lists still fill", () => {
  const filling = { read: 1_200, expected: 4_000 };

  it("says so, asks the server too after a pause, and says what it found", async () => {
    const { user, field, backend } = await search({
      ...answering({ filling }),
      searchServerToo: async () => ({
        found: 1,
        search: {
          groups: [{ kind: "order", hits: [hit("order-OR-1042", "OR-1042")], more: false }],
          filling,
        },
      }),
    });
    await user.type(field, "lind");
    expect(await screen.findByText(/This computer still reads orders: 1,200 of 4,000\./)).toBeTruthy();
    expect(
      await screen.findByText(/OK Capsule was asked for names and order numbers too: 1 record fits\./),
    ).toBeTruthy();
    expect(screen.getByRole("option").textContent).toContain("OR-1042");
    expect(backend.calls.filter(({ name }) => name === "searchServerToo").map(({ args }) => args[0])).toEqual(
      ["lind"],
    );
    await expectAccessible();
  });

  it("an empty answer is not called an answer, and a server that cannot be asked is said", async () => {
    const { user, field } = await search({
      ...answering({ filling }),
      searchServerToo: () => Promise.reject(failure("offline")),
    });
    await user.type(field, "lind");
    expect(await screen.findByText(/so this proves nothing/)).toBeTruthy();
    expect(await screen.findByText(/OK Capsule could not be asked too\./)).toBeTruthy();
  });

  it("once everything is read the server is left alone", async () => {
    const { user, field, backend } = await search();
    await user.type(field, "nora");
    await waitFor(() => expect(options().length).toBeGreaterThan(0));
    await new Promise((done) => setTimeout(done, 500));
    expect(backend.calls.some(({ name }) => name === "searchServerToo")).toBe(false);
  });
});

describe("before one types", () => {
  it("offers what was opened lately, and nothing of it outlives the session", async () => {
    const { user, field } = await search();
    expect(screen.getByText("Type a name, a number or a part of one. One letter is enough.")).toBeTruthy();
    await user.type(field, "OR-1041");
    await screen.findByRole("option");
    await user.keyboard("{Enter}");
    await heading(/^OR-1041/);
    await user.keyboard("{Control>}k{/Control}");
    const recent = within(await screen.findByRole("group", { name: "Opened lately" }));
    expect(recent.getByRole("option").textContent).toContain("OR-1041");
    expect(window.localStorage.length + window.sessionStorage.length).toBe(0);
  });
});

describe("what is marked", () => {
  const marked = (text: string, typed: string) =>
    highlight(text, typed)
      .map(({ text: part, hit: on }) => (on ? `[${part}]` : part))
      .join("");

  it("is each typed word, whatever its case and accents, and the text stays whole", () => {
    expect(marked("Ana Lindqvist", "LIND an")).toBe("[An]a [Lind]qvist");
    expect(marked("Zoë Ångström", "zoe angstrom")).toBe("[Zoë] [Ångström]");
    expect(marked("9400136208555218441706", "0855")).toBe("94001362[0855]5218441706");
    expect(marked("Banana", "an")).toBe("B[anan]a");
    expect(marked("Ben", "")).toBe("Ben");
    expect(marked("", "x")).toBe("");
  });
});
