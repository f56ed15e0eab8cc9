// The list of orders in every state, by visible names.
import { describe, expect, it, vi } from "vitest";
import type { Backend, FreshnessView, OrderRowView, OrdersPageView, OrdersQuery } from "../../../backend";
import { draft, formFor, send } from "../../../testing/fake/drafts";
import { manyOrders, orderRows } from "../../../testing/fake/orders";
import { session } from "../../../testing/fake/session";
import { failure, makeFakeBackend } from "../../../testing/fake-backend";
import {
  expectAccessible,
  fireEvent,
  heading,
  screen,
  showInPractice,
  waitFor,
  within,
} from "../../../testing/show";
import { together } from "./open-work";

const open = (but: Partial<Backend> = {}, at = "/orders") => showInPractice(at, { but });
const fresh: FreshnessView = { asOf: "2026-11-17T20:38:00Z", nextLook: null, filling: null, failure: null };
const quiet: Partial<Backend> = { listDrafts: async () => [], listSends: async () => [] };

function answering(part: Partial<OrdersPageView>): Partial<Backend> {
  return {
    ...quiet,
    listOrders: async () => ({
      rows: orderRows,
      total: orderRows.length,
      counts: [],
      freshness: fresh,
      ...part,
    }),
  };
}

function withRow(part: Partial<OrderRowView>): Partial<Backend> {
  const [row] = orderRows;
  return answering({ rows: row ? [{ ...row, ...part }] : [], total: 1 });
}

describe("the list", () => {
  it("has views with counts, newest first, and says of each order how far it is and whether it can change", async () => {
    open(quiet);
    await heading("Orders");
    expect(await screen.findByRole("tab", { name: "Pending, 3" })).toBeTruthy();
    expect(screen.getByRole("tab", { name: "Ended" })).toBeTruthy();
    expect(screen.getByRole("tab", { name: "All, 9" }).getAttribute("aria-selected")).toBe("true");
    const table = within(screen.getByRole("table", { name: "Orders" }));
    expect(table.getByRole("columnheader", { name: "Sent" }).getAttribute("aria-sort")).toBe("descending");
    const rows = table
      .getAllByRole("row")
      .slice(1)
      .map((row) => row.textContent);
    expect(rows).toHaveLength(9);
    expect(rows[0]).toMatch(/^OR-1042Ana LindqvistPendingBoise, ID.*Until 3:00 AM$/);
    expect(rows.find((row) => row?.startsWith("OR-1035"))).toMatch(/On hold.*Until you release it$/);
    expect(rows.find((row) => row?.startsWith("OR-1036"))).toMatch(/In production.*Being made$/);
    expect(rows.find((row) => row?.startsWith("OR-1037"))).toMatch(/Needs changes.*See why$/);
    expect(screen.getByText("1 to 9 of 9")).toBeTruthy();
    await expectAccessible();
  });

  it("asks for the view one chooses and for what one types, and keeps both on the way back", async () => {
    const { user, backend } = open(quiet);
    await user.click(await screen.findByRole("tab", { name: "Pending, 3" }));
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "listOrders")?.args[0]).toEqual({
        view: "pending",
        text: "",
        filters: {},
        sort: { by: "placed", descending: true },
        offset: 0,
        limit: 300,
      }),
    );
    fireEvent.change(await screen.findByLabelText("Filter orders"), { target: { value: "bell" } });
    await waitFor(() => expect(screen.getByText("1 to 1 of 1")).toBeTruthy());
    await user.click(screen.getByRole("button", { name: "OR-1041 for Marcus Bell" }));
    await heading(/^OR-1041/);
    await user.click(screen.getByRole("button", { name: "Back to Orders" }));
    await heading("Orders");
    expect(await screen.findByLabelText("Filter orders")).toHaveProperty("value", "bell");
    expect(screen.getByRole("tab", { name: "Pending, 3" }).getAttribute("aria-selected")).toBe("true");
  });

  it("works by keyboard: slash to the filter, arrows between rows, Enter opens", async () => {
    const { user } = open(quiet);
    const first = await screen.findByRole("button", { name: "OR-1042 for Ana Lindqvist" });
    await user.keyboard("/");
    expect(document.activeElement).toBe(screen.getByLabelText("Filter orders"));
    first.focus();
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "OR-1041 for Marcus Bell" }));
    await user.keyboard("{Enter}");
    await heading(/^OR-1041/);
  });

  it("is one list of any length: the rows in sight are asked for as one scrolls, and the way back leads to the row", async () => {
    const { user, backend } = open({ ...quiet, listOrders: manyOrders(200_000) });
    expect(await screen.findByText("1 to 19 of 200,000")).toBeTruthy();
    const table = screen.getByRole("table", { name: "Orders" });
    expect(table.getAttribute("aria-rowcount")).toBe("200001");
    expect(within(table).getAllByRole("row").length).toBeLessThanOrEqual(81);
    const main = screen.getByRole("main");
    const places = vi
      .spyOn(HTMLTableSectionElement.prototype, "getBoundingClientRect")
      .mockImplementation(() => ({ top: -main.scrollTop }) as DOMRect);
    const scrollTo = (top: number) => {
      main.scrollTop = top;
      fireEvent.scroll(main);
    };
    main.scrollTo = ((to: ScrollToOptions) => scrollTo(to.top ?? 0)) as typeof main.scrollTo;
    scrollTo(42 * 1_000);
    const far = await screen.findByRole("button", { name: /^OR-399000 for/ });
    expect(backend.calls.findLast(({ name }) => name === "listOrders")?.args[0]).toMatchObject({
      offset: 900,
      limit: 300,
    });
    expect(document.querySelectorAll("tbody tr[data-index]").length).toBeLessThanOrEqual(80);
    expect(far.closest("tr")?.getAttribute("aria-rowindex")).toBe("1002");
    fireEvent.click(far);
    await user.click(await screen.findByRole("button", { name: /^Back to/ }));
    await screen.findByRole("table", { name: "Orders" });
    const stop = document.querySelector("tbody [data-row-button][tabindex='0']");
    expect(stop?.closest("tr")?.getAttribute("aria-rowindex")).toBe("1002");
    places.mockRestore();
  });

  it("shows a status it does not know by OK Capsule's own word, and one without a word too", async () => {
    open(withRow({ status: "other", statusText: "Quarantined", cutOff: null }));
    expect(await screen.findByText("Quarantined")).toBeTruthy();
    await expectAccessible();
  });

  it("promises nothing between midnight and 1:00 AM in summer, and says when it is past", async () => {
    const cutOff = { sureUntil: "2026-07-18T07:00:00Z", maybeUntil: "2026-07-18T08:00:00Z" };
    const { unmount } = open(withRow({ cutOff: { ...cutOff, secondsLeft: -60 } }));
    expect(await screen.findByText("Perhaps until 4:00 AM")).toBeTruthy();
    unmount();
    open(withRow({ cutOff: { ...cutOff, secondsLeft: -3_700 } }));
    expect(await screen.findByText("Cut-off has passed")).toBeTruthy();
  });

  it("holds names of a hundred characters and orders without a number or a name", async () => {
    const customer =
      "Wilhelmina Featherstonehaugh-Montgomery de la Cruz, care of the apothecary at the corner, third floor";
    const { unmount } = open(withRow({ customer, contents: ["A", "B", "C", "D", "E"] }));
    expect(await screen.findByText(customer)).toBeTruthy();
    expect(screen.getByText("A, B, C and 2 more")).toBeTruthy();
    unmount();
    open(withRow({ number: "", customer: "" }));
    expect(await screen.findByRole("button", { name: "No number for No name given" })).toBeTruthy();
  });
});

describe("narrowing and sorting", () => {
  const lastAsked = (backend: { calls: { name: string; args: unknown[] }[] }) =>
    backend.calls.findLast(({ name }) => name === "listOrders")?.args[0];

  it("sorts by a heading, by key, and says it in the heading", async () => {
    const { user, backend } = open(quiet);
    const heading = await screen.findByRole("columnheader", { name: "Customer" });
    within(heading).getByRole("button").focus();
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(lastAsked(backend)).toMatchObject({ sort: { by: "customer", descending: false } }),
    );
    await waitFor(() =>
      expect(screen.getByRole("columnheader", { name: "Customer" }).getAttribute("aria-sort")).toBe(
        "ascending",
      ),
    );
    const first = within(screen.getByRole("table", { name: "Orders" })).getAllByRole("row")[1];
    await waitFor(() => expect(first?.textContent).toContain("Ana Lindqvist"));
  });

  it("filters by status, product and day, says so in a line, and lets go of it", async () => {
    const { user, backend } = open(quiet);
    await screen.findByText("1 to 9 of 9");
    await user.click(screen.getByRole("button", { name: "Filter" }));
    const panel = within(await screen.findByRole("dialog", { name: /^Filter/ }));
    await user.click(panel.getByRole("checkbox", { name: "On hold" }));
    fireEvent.change(panel.getByLabelText("From"), { target: { value: "2026-11-01" } });
    await waitFor(() =>
      expect(lastAsked(backend)).toMatchObject({
        filters: { statuses: ["On Hold"], placedFrom: "2026-11-01T04:00:00.000Z" },
      }),
    );
    expect(await screen.findByText("1 to 1 of 1")).toBeTruthy();
    expect(screen.getByText(/Only: On hold, from Nov 1/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Filter, 2 things chosen" })).toBeTruthy();
    await expectAccessible();
    await user.click(panel.getByRole("button", { name: "Clear these" }));
    expect(await screen.findByText("1 to 9 of 9")).toBeTruthy();
  });

  it("a filter that leaves nothing says so, with the way out", async () => {
    const { user } = open(quiet, `/orders?filters=${encodeURIComponent('{"statuses":["Voided"]}')}`);
    expect(await screen.findByText("No order in “All” fits what you filter by.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Clear the filter" }));
    expect(await screen.findByText("1 to 9 of 9")).toBeTruthy();
  });

  it("can be narrowed to the last days, which a saved view counts anew each time", async () => {
    const { user, backend } = open(quiet);
    await user.click(await screen.findByRole("button", { name: "Filter" }));
    const panel = within(await screen.findByRole("dialog"));
    await user.type(panel.getByLabelText("From"), "2026-11-01");
    expect(await screen.findByText(/^Only: from Nov 1/)).toBeTruthy();
    await user.click(panel.getByRole("combobox", { name: "Day" }));
    await user.click(await screen.findByRole("option", { name: "The last 7 days" }));
    expect(await screen.findByText(/^Only: in the last 7 days/)).toBeTruthy();
    const filters = () => {
      const asked = backend.calls.findLast(({ name }) => name === "listOrders")?.args[0];
      return (asked as OrdersQuery | undefined)?.filters;
    };
    await waitFor(() => expect(filters()).toEqual({ placedWithinDays: 7 }));
    await expectAccessible();
    await user.type(panel.getByLabelText("Until"), "2026-11-10");
    await waitFor(() => expect(filters()?.placedWithinDays).toBeUndefined());
    expect(filters()?.placedUntil).toBeTruthy();
  });

  it("says in sight when there are too many rows to choose them all", async () => {
    const { user, backend } = open(answering({ total: 5_001 }));
    const all = await screen.findByRole("checkbox", { name: "Choose all rows" });
    await user.click(all);
    const bar = within(screen.getByRole("region", { name: "Chosen rows" }));
    expect(bar.getByRole("alert").textContent).toBe(
      "At most 5,000 rows can be chosen at once. Filter the list first.",
    );
    expect(bar.queryByText(/ chosen$/)).toBeNull();
    expect(backend.calls.some(({ args }) => (args[0] as OrdersQuery | undefined)?.limit === 500)).toBe(false);
    await expectAccessible();
    await user.click(
      screen.getByRole("checkbox", {
        name: `Choose ${screen.getAllByRole("checkbox")[1]?.getAttribute("aria-label")?.slice(7)}`,
      }),
    );
    expect(screen.queryByText(/At most 5,000 rows/)).toBeNull();
    expect(bar.getByText("1 chosen")).toBeTruthy();
  });

  it("shows the columns one chooses, and the usual ones again", async () => {
    const { user } = open(quiet);
    await screen.findByText("1 to 9 of 9");
    await user.click(screen.getByRole("button", { name: "Columns" }));
    const panel = within(await screen.findByRole("dialog", { name: "Columns" }));
    await user.click(panel.getByRole("checkbox", { name: "Your order number" }));
    await user.click(panel.getByRole("checkbox", { name: "Ship to" }));
    expect(await screen.findByRole("columnheader", { name: "Your order number" })).toBeTruthy();
    expect(screen.queryByRole("columnheader", { name: "Ship to" })).toBeNull();
    await user.click(panel.getByRole("button", { name: "The usual ones" }));
    await waitFor(() => expect(screen.queryByRole("columnheader", { name: "Your order number" })).toBeNull());
    expect(screen.getByRole("columnheader", { name: "Ship to" })).toBeTruthy();
  });
});

describe("views one saved", () => {
  it("are named, stand beside the others with their count, bring everything back, are renamed and deleted", async () => {
    const { user, backend } = open(quiet, "/orders?view=on_hold&text=tampa");
    await screen.findByText("1 to 1 of 1");
    await user.click(screen.getByRole("button", { name: "Save view" }));
    const naming = within(await screen.findByRole("dialog", { name: "Save this view" }));
    await user.type(naming.getByLabelText("Name"), "Tampa, held");
    await user.click(naming.getByRole("button", { name: "Save view" }));
    const tab = await screen.findByRole("tab", { name: "Tampa, held, 1" });
    await waitFor(() => expect(tab.getAttribute("aria-selected")).toBe("true"));
    expect(backend.calls.find(({ name }) => name === "saveView")?.args).toMatchObject([
      "stamp-practice",
      { id: null, name: "Tampa, held", list: { kind: "orders", query: { view: "on_hold", text: "tampa" } } },
    ]);
    await user.click(screen.getByRole("tab", { name: "All, 9" }));
    await waitFor(() => expect(tab.getAttribute("aria-selected")).toBe("false"));
    fireEvent.change(screen.getByLabelText("Filter orders"), { target: { value: "" } });
    await screen.findByText("1 to 9 of 9");
    await user.click(tab);
    await screen.findByText("1 to 1 of 1");
    expect(screen.getByLabelText("Filter orders")).toHaveProperty("value", "tampa");
    await user.click(screen.getByRole("button", { name: "View “Tampa, held”" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete view" }));
    const asking = within(await screen.findByRole("dialog", { name: "Delete the view “Tampa, held”?" }));
    await user.click(asking.getByRole("button", { name: "Delete view" }));
    await waitFor(() => expect(screen.queryByRole("tab", { name: /^Tampa/ })).toBeNull());
  });

  it("a name that is taken is told under the field, and nothing typed is lost", async () => {
    const { user } = open({
      ...quiet,
      saveView: () =>
        Promise.reject(failure("refused", { fields: [{ path: "name", rule: "taken", said: null }] })),
    });
    await user.click(await screen.findByRole("button", { name: "Save view" }));
    const naming = within(await screen.findByRole("dialog", { name: "Save this view" }));
    await user.type(naming.getByLabelText("Name"), "Mine");
    await user.keyboard("{Enter}");
    expect(await naming.findByText("Another view has this name.")).toBeTruthy();
    expect(naming.getByLabelText("Name")).toHaveProperty("value", "Mine");
    await expectAccessible();
  });
});

describe("choosing and taking out", () => {
  it("exports everything the list picks, with the columns one sees, and says where the file is", async () => {
    const { user, backend } = open(quiet, "/orders?view=pending");
    await screen.findByText("1 to 3 of 3");
    await user.click(screen.getByRole("button", { name: "Export" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Export 3 rows" }));
    await user.click(dialog.getByRole("radio", { name: "CSV, for other programs" }));
    await expectAccessible();
    await user.click(dialog.getByRole("button", { name: "Export" }));
    expect(await dialog.findByText(/are in Orders Pending\.csv\./)).toBeTruthy();
    expect(dialog.getByText("Downloads/Orders Pending.csv")).toBeTruthy();
    const [stamp, form, format] = backend.calls.find(({ name }) => name === "exportList")?.args ?? [];
    expect([stamp, format]).toEqual(["stamp-practice", "csv"]);
    expect(form).toMatchObject({
      list: { kind: "orders", query: { view: "pending" } },
      only: [],
      zone: "America/New_York",
    });
    expect((form as { columns: unknown[] }).columns.slice(0, 6)).toEqual([
      { column: "order_number", header: "Order" },
      { column: "customer", header: "Customer" },
      { column: "status", header: "Status" },
      { column: "city", header: "Ship to" },
      { column: "province", header: "State" },
      { column: "postal_code", header: "ZIP code" },
    ]);
  });

  it("exports only the rows one chose, by key alone", async () => {
    const { user, backend } = open(quiet);
    (await screen.findByRole("button", { name: "OR-1042 for Ana Lindqvist" })).focus();
    await user.keyboard(" {ArrowDown} ");
    const bar = within(screen.getByRole("region", { name: "Chosen rows" }));
    expect(bar.getByText("2 chosen")).toBeTruthy();
    await user.click(bar.getByRole("button", { name: "Export" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Export 2 rows" }));
    await user.click(dialog.getByRole("button", { name: "Export" }));
    await waitFor(() =>
      expect(backend.calls.find(({ name }) => name === "exportList")?.args[1]).toMatchObject({
        only: ["order-OR-1042", "order-OR-1041"],
      }),
    );
  });

  it("a file that cannot be written says why and keeps the question", async () => {
    const { user } = open({ ...quiet, exportList: () => Promise.reject(failure("disk_full")) });
    await screen.findByText("1 to 9 of 9");
    await user.click(screen.getByRole("button", { name: "Export" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Export 9 rows" }));
    await user.click(dialog.getByRole("button", { name: "Export" }));
    expect((await dialog.findByRole("alert")).textContent).toContain("disk");
    expect(dialog.getByRole("button", { name: "Export" })).toBeTruthy();
  });

  it("all rows are chosen at once, also those not in the page, and another view lets go of them", async () => {
    const { user } = open(quiet);
    await user.click(await screen.findByRole("checkbox", { name: "Choose all rows" }));
    const bar = within(await screen.findByRole("region", { name: "Chosen rows" }));
    expect(await bar.findByText("9 chosen")).toBeTruthy();
    await user.click(screen.getByRole("tab", { name: "Pending, 3" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: "Chosen rows" })).toBeNull());
  });
});

describe("states of the list", () => {
  it("first use says what to do, and begins the first order", async () => {
    const { user } = open(answering({ rows: [], total: 0 }));
    expect(await screen.findByText("No orders yet")).toBeTruthy();
    expect(screen.getByText("In Practice nothing is made and nobody is billed, so just try.")).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Make the first order" }));
    await heading("New order");
  });

  it("an empty view and a filter that fits nothing each say so, with the way out", async () => {
    const { user } = open(quiet, "/orders?view=ended");
    expect(await screen.findByText("No order is in “Ended” just now.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show all orders" }));
    await screen.findByText("1 to 9 of 9");
    fireEvent.change(screen.getByLabelText("Filter orders"), { target: { value: "zebra" } });
    expect(await screen.findByText(/has “zebra” in its name, number, e-mail or city\./)).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Clear the filter" }));
    expect(await screen.findByText("1 to 9 of 9")).toBeTruthy();
  });

  it("while it loads there is a shape, then a failure says why and tries again", async () => {
    let works = false;
    const { user } = open({
      ...quiet,
      listOrders: async () => {
        if (!works) throw failure("damaged_desk_file");
        return { rows: orderRows, total: 9, counts: [], freshness: fresh };
      },
    });
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("The file with your drafts is damaged.");
    works = true;
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("1 to 9 of 9")).toBeTruthy();
  });

  it("offline keeps the rows and says so", async () => {
    open(answering({ freshness: { ...fresh, failure: "offline" } }));
    expect(await screen.findByText("There is no connection to OK Capsule.")).toBeTruthy();
    expect(screen.getByText("OR-1042")).toBeTruthy();
    await expectAccessible();
  });

  it("a look that fails keeps the rows and says why", async () => {
    const { user, backend } = open({
      ...answering({}),
      refreshOrders: () => Promise.reject(failure("busy", { next: "wait" })),
    });
    await user.click(await screen.findByRole("button", { name: "Look now" }));
    expect(await screen.findByText("OK Capsule is busy and asked us to wait.")).toBeTruthy();
    expect(screen.getByText("OR-1042")).toBeTruthy();
    expect(backend.calls.filter(({ name }) => name === "listOrders").length).toBeGreaterThan(1);
  });

  it("still filling says how far it is, and how long it still takes", async () => {
    const following = await makeFakeBackend().followingView();
    open({
      ...answering({ freshness: { ...fresh, filling: { read: 200, expected: 1_200 } } }),
      followingView: async () => ({
        ...following,
        lists: following.lists.map((list) => ({ ...list, secondsLeft: list.area === "orders" ? 250 : null })),
      }),
    });
    expect(
      await screen.findByText(/Reading for the first time: 200 records of 1,200 records\./),
    ).toBeTruthy();
    expect(await screen.findByText(/About 5 min left\./)).toBeTruthy();
  });

  it("reads again when Rust says that orders changed", async () => {
    const { backend } = open(quiet);
    await screen.findByText("1 to 9 of 9");
    const before = backend.calls.filter(({ name }) => name === "listOrders").length;
    backend.tell("mirrorChanged", { area: "orders" });
    await waitFor(() =>
      expect(backend.calls.filter(({ name }) => name === "listOrders").length).toBe(before + 1),
    );
  });

  it("outside practice the first use does not speak of pretending", async () => {
    showInPractice("/orders", { app: { session: session("live") }, but: answering({ rows: [], total: 0 }) });
    expect(
      await screen.findByText("Orders you send, and those OK Capsule has for this account, appear here."),
    ).toBeTruthy();
  });
});

describe("what is not settled", () => {
  it("stands on top, worst first, each one press from where it is mended", async () => {
    const { user } = open();
    const card = within(await screen.findByRole("region", { name: "Not settled yet" }));
    const items = (await card.findAllByRole("listitem")).map((item) => item.textContent);
    expect(items[0]).toContain("Order for Paula Jennings");
    expect(items[0]).toContain("please do not type it again");
    expect(items[1]).toContain("Order for Ray Whitcomb");
    expect(items[1]).toContain("OK Capsule refused it. Nothing was placed.");
    expect(items[2]).toContain("Draft for Nora Feldman");
    expect(card.getByRole("button", { name: "See order for Paula Jennings" })).toBeTruthy();
    expect(card.getByRole("button", { name: "Fix order for Ray Whitcomb" })).toBeTruthy();
    await expectAccessible();
    await user.click(card.getByRole("button", { name: "Go on with draft for Nora Feldman" }));
    await heading("New order");
    expect(await screen.findByLabelText("First name")).toHaveProperty("value", "Nora");
  });

  it("a draft is thrown away only after a question, with the safe answer focused", async () => {
    const { user, backend } = open();
    await user.click(await screen.findByRole("button", { name: "Throw away draft for Nora Feldman" }));
    const dialog = within(
      await screen.findByRole("dialog", { name: "Throw away the draft for Nora Feldman?" }),
    );
    await waitFor(() => expect(document.activeElement).toBe(dialog.getByRole("button", { name: "Keep it" })));
    await user.click(dialog.getByRole("button", { name: "Throw away draft" }));
    await waitFor(() => expect(screen.queryByText("Draft for Nora Feldman")).toBeNull());
    expect(backend.calls).toContainEqual({ name: "discardDraft", args: ["stamp-practice", "draft-nora"] });
  });

  it("shows five, and the rest on a press", async () => {
    const drafts = Array.from({ length: 7 }, (_, index) => ({
      key: `k${index}`,
      customer: `Person ${index}`,
      savedAt: `2026-11-17T20:0${index}:00Z`,
      notSent: false,
      checking: false,
      readable: true,
    }));
    const { user } = open({ listDrafts: async () => drafts, listSends: async () => [] });
    const card = within(await screen.findByRole("region", { name: "Not settled yet" }));
    expect(await card.findAllByRole("listitem")).toHaveLength(5);
    await user.click(card.getByRole("button", { name: "Show all 7" }));
    expect(card.getAllByRole("listitem")).toHaveLength(7);
  });

  it("what cannot be read here says so, cannot be opened and can be thrown away", async () => {
    const locked = { key: "k", customer: "", savedAt: "", notSent: false, checking: true, readable: false };
    open({ listDrafts: async () => [locked], listSends: async () => [] });
    const row = within(await screen.findByRole("region", { name: "Not settled yet" }));
    expect(await row.findByText(/cannot be read on this computer/)).toBeTruthy();
    expect(row.queryByRole("button", { name: /Go on/ })).toBeNull();
    expect(row.getByRole("button", { name: "Throw away the draft without a name" })).toBeTruthy();
  });

  it("is told once: a refused order is not a draft as well, and what is placed is gone", () => {
    const view = draft("a", formFor("Ray", "Whitcomb"));
    const row = {
      key: "a",
      customer: "Ray Whitcomb",
      savedAt: view.savedAt,
      notSent: false,
      checking: false,
      readable: true,
    };
    expect(
      together([row], [send("a", { state: "refused", customer: "Ray Whitcomb" })]).map(({ state }) => state),
    ).toEqual(["refused"]);
    expect(together([], [send("b", { state: "placed" }), send("c", { state: "draft" })])).toEqual([]);
    expect(together([{ ...row, notSent: true }], []).map(({ state }) => state)).toEqual(["notSent"]);
    expect(together([{ ...row, checking: true }], []).map(({ state }) => state)).toEqual(["checking"]);
    expect(together([{ ...row, readable: false }], []).map(({ state }) => state)).toEqual(["unreadable"]);
  });
});
