// Several orders at once, the inbox of those that need changes, and the reminder of those on hold, by visible names.
import { describe, expect, it } from "vitest";
import type { Backend, SeveralView } from "../../../backend";
import { expectAccessible, heading, screen, showInPractice, waitFor, within } from "../../../testing/show";

const open = (but: Partial<Backend> = {}, at = "/orders") => showInPractice(at, { but });

type User = ReturnType<typeof open>["user"];

async function choose(user: User, ...numbers: string[]) {
  const table = within(await screen.findByRole("table", { name: "Orders" }));
  for (const number of numbers) {
    await user.click(await table.findByRole("checkbox", { name: new RegExp(number) }));
  }
}

describe("several at once", () => {
  it("shows first what will and what will not happen and why, and changes nothing before the press", async () => {
    const { user, backend } = open();
    await choose(user, "OR-1042", "OR-1041", "OR-1038", "OR-1036");
    await user.click(screen.getByRole("button", { name: "Put on hold" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Put 4 orders on hold?" }));
    expect(await dialog.findByText("2 will be put on hold. They wait until you release them.")).toBeTruthy();
    expect(dialog.getByText("OR-1042 and OR-1041")).toBeTruthy();
    expect(dialog.getByText("OR-1038: The cut-off has passed.")).toBeTruthy();
    expect(dialog.getByText("OR-1036: It is being made.")).toBeTruthy();
    await expectAccessible();
    expect(backend.calls.some(({ name }) => name === "startSeveral")).toBe(false);
    await user.click(dialog.getByRole("button", { name: "Put 2 on hold" }));
    expect(await screen.findByText("2 orders are on hold.", { selector: "strong" })).toBeTruthy();
    expect(screen.queryByRole("region", { name: "Chosen rows" })).toBeNull();
    const run = screen.getByRole("region", { name: "Changing several orders" });
    await waitFor(() => expect(document.activeElement).toBe(run));
    await user.click(within(run).getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: "Changing several orders" })).toBeNull());
  });

  it("asks for the count where it must be typed", async () => {
    const { user, backend } = open({
      planSeveral: async (deed, ids) => ({
        deed,
        mustType: true,
        willNot: [],
        will: ids.map((id) => ({
          id,
          number: id,
          customer: "",
          may: "yes" as const,
          outcome: null,
          code: null,
          said: null,
        })),
      }),
    });
    await choose(user, "OR-1042", "OR-1041");
    await user.click(screen.getByRole("button", { name: "Cancel orders" }));
    const count = await screen.findByLabelText("Real boxes: type 2 to go on");
    await user.click(screen.getByRole("button", { name: "Cancel 2 orders" }));
    expect(await screen.findByText("Type 2, the number of orders.")).toBeTruthy();
    expect(backend.calls.some(({ name }) => name === "startSeveral")).toBe(false);
    await user.type(count, "2");
    await user.click(screen.getByRole("button", { name: "Cancel 2 orders" }));
    await waitFor(() =>
      expect(backend.calls.find(({ name }) => name === "startSeveral")?.args.slice(1)).toEqual([
        "cancel",
        ["order-OR-1042", "order-OR-1041"],
        2,
      ]),
    );
  });

  it("says when none of the chosen can be changed so", async () => {
    const { user } = open();
    await choose(user, "OR-1038");
    await user.click(screen.getByRole("button", { name: "Release" }));
    expect(await screen.findByText("None of the chosen orders can be changed so.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Release \d/ })).toBeNull();
  });

  const row = (id: string, outcome: SeveralView["rows"][number]["outcome"]) => ({
    id,
    number: id,
    customer: "",
    may: "yes" as const,
    outcome,
    code: null,
    said: null,
  });

  it("shows how far it is and can be stopped", async () => {
    const running: SeveralView = {
      deed: "hold",
      state: "running",
      code: null,
      rows: [row("OR-1", "done"), row("OR-2", null)],
    };
    const { user, backend } = open({ currentSeveral: async () => running });
    expect(await screen.findByText("1 of 2 done, one after the other.")).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Stop after this one" }));
    expect(backend.calls.some(({ name }) => name === "stopSeveral")).toBe(true);
  });

  it("ends in a sentence that hides nothing: late, unknown, not tried, and why it stopped", async () => {
    open({
      currentSeveral: async () => ({
        deed: "cancel",
        state: "stopped",
        code: "offline",
        rows: [row("OR-1", "done"), row("OR-2", "too_late"), row("OR-3", "unknown"), row("OR-4", null)],
      }),
    });
    expect(
      await screen.findByText("1 order is canceled. 1 order was not tried.", { selector: "strong" }),
    ).toBeTruthy();
    expect(screen.getByText("OR-2: too late")).toBeTruthy();
    expect(screen.getByText("OR-3: not known yet")).toBeTruthy();
    expect(screen.getByText(/It stopped: There is no connection to OK Capsule\./)).toBeTruthy();
    expect(screen.getByText(/Open those that are not known yet/)).toBeTruthy();
  });
});

describe("orders that need changes", () => {
  it("stand with OK Capsule's reason, and are copied to a new order", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("tab", { name: "Needs changes, 1" }));
    const inbox = within(await screen.findByRole("region", { name: "Orders that need changes" }));
    expect(inbox.getByText(/Packaging asset group is not active/)).toBeTruthy();
    await expectAccessible();
    await user.click(inbox.getByRole("button", { name: "Copy OR-1037 to a new order" }));
    await heading("New order");
  });

  it("are opened with the way back", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("tab", { name: "Needs changes, 1" }));
    await user.click(await screen.findByRole("button", { name: "Open OR-1037" }));
    await heading(/^OR-1037/);
    await user.click(screen.getByRole("button", { name: "Back to Orders" }));
    expect((await screen.findByRole("tab", { name: "Needs changes, 1" })).getAttribute("aria-selected")).toBe(
      "true",
    );
  });

  it("say when there is none", async () => {
    const { user } = open({ listNeedsChanges: async () => [] });
    await user.click(await screen.findByRole("tab", { name: "Needs changes, 1" }));
    expect(await screen.findByText("No order needs changes.")).toBeTruthy();
  });
});

describe("orders on hold", () => {
  it("are remembered when the oldest waits for days, one press away", async () => {
    const { user } = open();
    expect(await screen.findByText("1 order has been on hold for 4 days.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show what is on hold" }));
    expect((await screen.findByRole("tab", { name: "On hold, 1" })).getAttribute("aria-selected")).toBe(
      "true",
    );
    expect(screen.queryByText(/on hold for 4 days/)).toBeNull();
  });

  it("are not mentioned on the day they were put there", async () => {
    const onHoldSince = new Date().toISOString();
    open({ orderReminders: async () => ({ onHold: 1, onHoldSince, needsChanges: 0 }) });
    await screen.findByRole("table", { name: "Orders" });
    expect(screen.queryByText(/on hold for/)).toBeNull();
  });
});
