// What can be done with a placed order, what becomes of it, and what stands beside it, by visible names.
import { describe, expect, it, vi } from "vitest";
import type { Backend, ChangedView, OrderRowView, OrderStatus } from "../../../backend";
import { changed, editForm, mayOf } from "../../../testing/fake/order-life";
import { order, orderRows } from "../../../testing/fake/orders";
import { session } from "../../../testing/fake/session";
import { ago } from "../../../testing/fake/time";
import { failure, makeFakeBackend } from "../../../testing/fake-backend";
import {
  expectAccessible,
  heading,
  screen,
  show,
  showInPractice,
  waitFor,
  within,
} from "../../../testing/show";

const ana = order(orderRows[0] as OrderRowView);

/** The order of these tests, standing at `status`. */
function at(status: OrderStatus) {
  const row = {
    ...ana.row,
    status,
    statusText: status,
    cutOff: status === "pending" ? ana.row.cutOff : null,
  };
  return { ...ana, shipments: [], row };
}

function but(status: OrderStatus, more: Partial<Backend> = {}): Partial<Backend> {
  return {
    getOrder: async () => at(status),
    orderLife: async () => ({ may: mayOf(status), unsettled: null, notes: [], heldSince: null }),
    ...more,
  };
}

function open(status: OrderStatus, more: Partial<Backend> = {}) {
  return showInPractice("/orders/order-OR-1042", { but: but(status, more) });
}

async function deeds() {
  return within(await screen.findByRole("region", { name: "What you can do" }));
}

function answering(outcome: ChangedView["outcome"], status: OrderStatus, part: Partial<ChangedView> = {}) {
  return { changeOrder: async () => changed(at(status), { outcome, ...part }) };
}

describe("what one can do", () => {
  it("offers of a pending order what is legal, and says of the rest why not", async () => {
    open("pending");
    const card = await deeds();
    expect(
      card.getAllByRole("button").map((button) => button.getAttribute("aria-label") ?? button.textContent),
    ).toEqual(["Edit order", "Put on hold", "Cancel order"]);
    expect(card.getByText("It is not on hold.")).toBeTruthy();
    await expectAccessible();
  });

  it("offers release of an order on hold, and of one being made nothing but the text for support", async () => {
    const { unmount } = open("on_hold");
    expect((await deeds()).getByRole("button", { name: "Release" })).toBeTruthy();
    unmount();
    const { user } = open("in_production");
    expect((await deeds()).queryByRole("button")).toBeNull();
    expect((await deeds()).getAllByText("It is being made.")).toHaveLength(3);
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click(screen.getByRole("button", { name: "Copy text for support" }));
    const [text] = write.mock.lastCall ?? [""];
    expect(text).toContain("Please stop or change this order if you still can: OR-1042");
    expect(text).toContain("Its status: In production");
    expect(text).not.toContain("Lindqvist");
    write.mockRestore();
    await expectAccessible();
  });

  it("holds in one press, with a closing sentence that has the focus", async () => {
    const { user, backend } = open("pending", answering("done", "on_hold"));
    await user.click((await deeds()).getByRole("button", { name: "Put on hold" }));
    const said = await screen.findByText("OR-1042 is on hold. It will not be made until you release it.", {
      selector: "strong",
    });
    expect(document.activeElement?.contains(said)).toBe(true);
    expect(
      backend.calls.filter(({ name }) => name === "changeOrder").map(({ args }) => args.slice(1)),
    ).toEqual([["order-OR-1042", "hold"]]);
  });

  it("cancels only after a second press, by keyboard, and Esc keeps the order", async () => {
    const { user, backend } = open("pending", answering("done", "canceled_by_client"));
    const cancel = (await deeds()).getByRole("button", { name: "Cancel order" });
    cancel.focus();
    await user.keyboard("{Enter}");
    const dialog = within(await screen.findByRole("dialog", { name: "Cancel OR-1042 for Ana Lindqvist?" }));
    expect(dialog.getByText(/it cannot be undone/)).toBeTruthy();
    await expectAccessible();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(backend.calls.some(({ name }) => name === "changeOrder")).toBe(false);
    await waitFor(() => expect(document.activeElement).toBe(cancel));
    await user.keyboard("{Enter}");
    await user.click(await screen.findByRole("button", { name: "Cancel OR-1042" }));
    expect(
      await screen.findByText("OR-1042 is canceled. Nothing will be made.", { selector: "strong" }),
    ).toBeTruthy();
  });

  it("asks in Live before every deed", async () => {
    const live = makeFakeBackend({ app: { session: session("live") }, but: but("pending") });
    const { user } = show(live, "/orders/order-OR-1042");
    await user.click((await deeds()).getByRole("button", { name: "Put on hold" }));
    expect(
      await screen.findByRole("dialog", { name: "Put OR-1042 for Ana Lindqvist on hold?" }),
    ).toBeTruthy();
    expect(live.calls.some(({ name }) => name === "changeOrder")).toBe(false);
  });
});

describe("what becomes of it", () => {
  const cases: [ChangedView["outcome"], Partial<ChangedView>, RegExp][] = [
    ["too_late", {}, /^Too late: OR-1042 can no longer be changed here\. Nothing was changed\./],
    ["already_so", {}, /^OR-1042 was on hold already\. Nothing was changed\./],
    ["refused", { said: "Order is locked" }, /Their words: “Order is locked”/],
    ["not_sent", { code: "offline" }, /There is no connection to OK Capsule\./],
    [
      "unknown",
      { code: "timed_out" },
      /^We do not know yet whether OK Capsule did it\. .* still says “Accepted”\./,
    ],
    ["overtaken", {}, /^OK Capsule took it, but OR-1042 says “Accepted” now\./],
  ];

  it.each(cases)("%s is told", async (outcome, part, sentence) => {
    const { user } = open("pending", answering(outcome, "accepted", part));
    await user.click((await deeds()).getByRole("button", { name: "Put on hold" }));
    expect((await screen.findAllByText(sentence)).length).toBeGreaterThan(0);
    await expectAccessible();
  });

  it("too late shows the text for support at once, and the true status", async () => {
    const { user } = open("pending", answering("too_late", "accepted"));
    await user.click((await deeds()).getByRole("button", { name: "Put on hold" }));
    expect(await screen.findByRole("region", { name: "Only OK Capsule can still help" })).toBeTruthy();
  });

  it("a call that failed says that nothing was sent", async () => {
    const { user } = open("pending", { changeOrder: () => Promise.reject(failure("signed_out")) });
    await user.click((await deeds()).getByRole("button", { name: "Put on hold" }));
    expect(await screen.findByText(/Nothing was sent, so nothing has changed\./)).toBeTruthy();
  });

  it("a change nobody knows the end of stands on the page and can be looked at again", async () => {
    const change = {
      id: "c",
      kind: "cancel" as const,
      outcome: "unknown" as const,
      at: ana.row.placedAt,
      code: "timed_out" as const,
      said: null,
      fields: [],
    };
    const { user, backend } = open("pending", {
      orderLife: async () => ({ may: mayOf("pending"), unsettled: change, notes: [], heldSince: null }),
    });
    expect(await screen.findByText(/We do not know yet whether it was canceled\./)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Look again" }));
    await waitFor(() =>
      expect(backend.calls.some(({ name, args }) => name === "getOrder" && args[1] === true)).toBe(true),
    );
  });

  it("an order on hold says for how long", async () => {
    const since = ago(4 * 1_440);
    open("on_hold", {
      orderLife: async () => ({ may: mayOf("on_hold"), unsettled: null, notes: [], heldSince: since }),
    });
    expect(await screen.findByText("On hold for 4 days.")).toBeTruthy();
  });
});

describe("editing", () => {
  async function edit(more: Partial<Backend> = {}) {
    const shown = open("pending", more);
    await shown.user.click((await deeds()).getByRole("button", { name: "Edit order" }));
    await screen.findByRole("button", { name: "Save changes" });
    return shown;
  }

  it("says in words what is changed, saves it, and goes back to the order", async () => {
    const { user, backend } = await edit();
    expect(screen.getByText("Nothing is changed yet.")).toBeTruthy();
    const unit = screen.getByLabelText("Apartment, suite, unit");
    await user.clear(unit);
    await user.type(unit, "Unit 9");
    await user.type(screen.getByLabelText("Note"), "Ring twice");
    expect(screen.getByText("You change: apartment and note.")).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(
      await screen.findByText("OR-1042 is changed. OK Capsule has it.", { selector: "strong" }),
    ).toBeTruthy();
    const [, , base, form] = backend.calls.find(({ name }) => name === "editOrder")?.args ?? [];
    expect(base).toEqual(editForm(ana));
    expect(form).toMatchObject({ address: { address2: "Unit 9" }, note: "Ring twice" });
    expect(screen.queryByRole("button", { name: "Save changes" })).toBeNull();
  });

  it("changes servings, removes and adds products, and adds a pouch", async () => {
    const { user, backend } = await edit();
    const name = ana.lines[0]?.pouches[0]?.contents[0]?.productName ?? "";
    const servings = screen.getByLabelText(`Servings of ${name}, Morning`);
    await user.clear(servings);
    await user.type(servings, "3");
    await user.click(screen.getByRole("button", { name: /^Remove .* from Evening$/ }));
    expect(screen.getByText("Empty. The pouch goes away when you save.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Add a Midday pouch" }));
    await user.click(screen.getByRole("combobox", { name: "Add product to Midday" }));
    await user.click((await screen.findAllByRole("option"))[0] as HTMLElement);
    expect(screen.getByText("You change: box 1.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    await waitFor(() => expect(backend.calls.some(({ name }) => name === "editOrder")).toBe(true));
    const [, , , form] = backend.calls.find(({ name }) => name === "editOrder")?.args ?? [];
    const { pouches } = (form as ReturnType<typeof editForm>).lines[0] ?? { pouches: [] };
    expect(pouches.map(({ timeOfDay, contents }) => [timeOfDay, contents.length])).toEqual([
      ["Morning", 2],
      ["Evening", 0],
      ["Midday", 1],
    ]);
    expect(pouches[0]?.contents[0]?.servings).toBe(3);
  });

  it("a refused field is marked and the form stays as typed", async () => {
    const fields = [{ path: "address.city", rule: "required", said: null }];
    const { user } = await edit({
      editOrder: async () => changed(at("pending"), { outcome: "invalid", fields }),
    });
    await user.clear(screen.getByLabelText("City"));
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The city is missing.")).toBeTruthy();
    expect(
      screen.getByText("1 field needs another look. Nothing was sent.", { selector: "strong" }),
    ).toBeTruthy();
    expect(screen.getByLabelText("City").getAttribute("aria-invalid")).toBe("true");
  });

  it("a field changed elsewhere is named, what was typed stays, and the next save is against what is there now", async () => {
    const theirs = { ...editForm(ana), note: "theirs" };
    const mine = { ...editForm(ana), note: "mine" };
    const answers = [
      changed(at("pending"), {
        outcome: "changed_elsewhere",
        edit: { base: theirs, form: mine, notAsked: null, conflicts: ["note"] },
      }),
      changed(at("pending")),
    ];
    const { user, backend } = await edit({
      editOrder: async () => answers.shift() ?? changed(at("pending")),
    });
    await user.type(screen.getByLabelText("Note"), "mine");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(
      await screen.findByText(/^Somebody changed the same in the meantime: note\./, { selector: "strong" }),
    ).toBeTruthy();
    expect((screen.getByLabelText("Note") as HTMLTextAreaElement).value).toBe("mine");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    await screen.findByText("OR-1042 is changed. OK Capsule has it.", { selector: "strong" });
    const saves = backend.calls.filter(({ name }) => name === "editOrder");
    expect(saves[1]?.args.slice(2)).toEqual([theirs, mine]);
  });

  it("keeps what is typed over a look at another screen", async () => {
    const { user } = await edit();
    await user.type(screen.getByLabelText("Note"), "half a sen");
    await user.click(screen.getByRole("button", { name: "Back to Orders" }));
    await heading("Orders");
    await user.click(await screen.findByText("OR-1042"));
    await user.keyboard("{Enter}");
    await heading(/^OR-1042/);
    await user.click((await deeds()).getByRole("button", { name: "Edit order" }));
    expect(((await screen.findByLabelText("Note")) as HTMLTextAreaElement).value).toBe("half a sen");
  });

  it("an order that is over is not opened for editing", async () => {
    const { user } = open("pending", {
      startEdit: () => Promise.reject(failure("order_cannot_be_changed", { next: "nothing" })),
    });
    await user.click((await deeds()).getByRole("button", { name: "Edit order" }));
    expect(await screen.findByRole("alert")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(await deeds()).toBeTruthy();
  });
});

describe("history and notes", () => {
  it("tell what this desk did with the fields, and what OK Capsule's log says", async () => {
    open("pending", {
      orderHistory: async () => ({
        notAsked: null,
        entries: [
          {
            id: "c",
            at: ana.row.placedAt,
            what: {
              kind: "change",
              change: {
                id: "c",
                kind: "edit",
                outcome: "done",
                at: ana.row.placedAt,
                code: null,
                said: null,
                fields: [{ field: "address.address2", from: "", to: "Apt 12" }],
              },
            },
          },
          { id: "l", at: null, what: { kind: "log", column: "status", from: "", to: "Pending" } },
          { id: "s", at: ana.row.placedAt, what: { kind: "sent" } },
        ],
      }),
    });
    const card = within(await screen.findByRole("region", { name: "History" }));
    expect(await card.findByText("Apartment from empty to Apt 12")).toBeTruthy();
    expect(card.getByText("OK Capsule: now Pending.")).toBeTruthy();
    expect(card.getByText("Sent from this desk.")).toBeTruthy();
  });

  it("without the log say so and offer another look", async () => {
    open("pending", { orderHistory: async () => ({ entries: [], notAsked: "offline" }) });
    const card = within(await screen.findByRole("region", { name: "History" }));
    expect(await card.findByText(/OK Capsule’s own log could not be read just now\./)).toBeTruthy();
    expect(card.getByRole("button", { name: "Try again" })).toBeTruthy();
  });

  it("a note is kept and can be thrown away", async () => {
    const { user } = open("pending");
    await user.type(await screen.findByLabelText("Note about this order"), "Called: wants it earlier");
    await user.click(screen.getByRole("button", { name: "Add note" }));
    expect(await screen.findByText("Called: wants it earlier", { selector: "p" })).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: /^Throw away the note of/ }));
    await waitFor(() => expect(screen.queryByText("Called: wants it earlier", { selector: "p" })).toBeNull());
  });
});
