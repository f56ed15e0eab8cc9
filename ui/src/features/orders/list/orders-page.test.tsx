// The list of orders in every state, by visible names.
import { describe, expect, it } from "vitest";
import type { Backend, FreshnessView, OrderRowView, OrdersPageView } from "../../../backend";
import { draft, formFor, send } from "../../../testing/fake/drafts";
import { orderRows } from "../../../testing/fake/orders";
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
        offset: 0,
        limit: 50,
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

  it("shows one page of rows, and the way to older and newer ones", async () => {
    const many = Array.from({ length: 50 }, (_, index) => ({
      ...(orderRows[0] as OrderRowView),
      id: `order-${index}`,
      number: `OR-${index}`,
    }));
    const { user, backend } = open(answering({ rows: many, total: 412 }));
    expect(await screen.findByText("1 to 50 of 412")).toBeTruthy();
    expect(
      within(screen.getByRole("table", { name: "Orders" })).getAllByRole("row").length,
    ).toBeLessThanOrEqual(81);
    await user.click(screen.getByRole("button", { name: "Older orders" }));
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "listOrders")?.args[0]).toMatchObject({
        offset: 50,
      }),
    );
    expect(await screen.findByText("51 to 100 of 412")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Newer orders" }));
    expect(await screen.findByText("1 to 50 of 412")).toBeTruthy();
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

  it("still filling says how far it is", async () => {
    open(answering({ freshness: { ...fresh, filling: { read: 200, expected: 1_200 } } }));
    expect(await screen.findByText("Reading for the first time: 200 records of 1,200 records.")).toBeTruthy();
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
