// A made-up life of the fake's orders: what is asked is done at once; tests give other outcomes with overrides.
import type {
  Backend,
  ChangedView,
  EditForm,
  May,
  OrderDeed,
  OrderMayView,
  OrderNoteView,
  OrderRowView,
  OrderStatus,
  OrderView,
  SeveralRow,
  SeveralView,
} from "../../backend";
import { order, orderRows } from "./orders";
import { ago } from "./time";

type LifePart =
  | "changeOrder"
  | "startEdit"
  | "editOrder"
  | "orderLife"
  | "orderHistory"
  | "addOrderNote"
  | "deleteOrderNote"
  | "planSeveral"
  | "startSeveral"
  | "currentSeveral"
  | "stopSeveral"
  | "closeSeveral"
  | "orderReminders"
  | "listNeedsChanges";

const reached: Record<OrderDeed, OrderStatus> = {
  hold: "on_hold",
  release: "pending",
  cancel: "canceled_by_client",
};

const why: Partial<Record<OrderStatus, May>> = {
  accepted: "accepted",
  in_production: "being_made",
  shipped: "on_its_way",
  delivered: "on_its_way",
  needs_changes: "needs_changes",
  canceled_by_client: "over",
  canceled_by_okc: "over",
  replaced: "over",
  voided: "over",
  returned: "over",
};

export function mayOf(status: OrderStatus): OrderMayView {
  const open = status === "pending" || status === "on_hold";
  const not = why[status] ?? "unclear";
  return {
    edit: open ? "yes" : not,
    hold: status === "pending" ? "yes" : status === "on_hold" ? "already_so" : not,
    release: status === "on_hold" ? "yes" : status === "pending" ? "already_so" : "only_on_hold",
    cancel: open ? "yes" : status === "canceled_by_client" ? "already_so" : not,
    askSupport: status === "accepted" || status === "in_production",
  };
}

/** What the fake answers when a change went well. */
export function changed(view: OrderView, part: Partial<ChangedView> = {}): ChangedView {
  return {
    outcome: "done",
    code: null,
    said: null,
    fields: [],
    waitSeconds: null,
    heldForReview: false,
    order: view,
    edit: null,
    ...part,
  };
}

export function editForm(view: OrderView): EditForm {
  const { address } = view;
  return {
    address: {
      addressee: address.addressee ?? "",
      address1: address.address1,
      address2: address.address2 ?? "",
      city: address.city,
      province: address.province ?? "",
      postalCode: address.postalCode ?? "",
      country: address.country,
    },
    email: view.email ?? "",
    phone: view.phone ?? "",
    note: view.note ?? "",
    lines: view.lines.map((line) => ({
      id: line.id,
      name: line.name ?? "",
      days: line.days,
      pouches: line.pouches.map((pouch, at) => ({
        id: `${line.id}-pouch-${at}`,
        timeOfDay: pouch.timeOfDay,
        customLabel: pouch.customLabel ?? "",
        days: null,
        packId: pouch.packName ? `pack-${pouch.packName}` : null,
        packName: pouch.packName,
        contents: pouch.contents.map((content, index) => ({
          id: `${line.id}-${at}-${index}`,
          productId: content.productId,
          productName: content.productName,
          servings: content.servings,
        })),
      })),
    })),
  };
}

export function makeOrderLife(refuse: () => never): Pick<Backend, LifePart> {
  const notes = new Map<string, OrderNoteView[]>();
  let run: SeveralView | null = null;
  let written = 0;
  const rowOf = (id: string): OrderRowView => orderRows.find((one) => one.id === id) ?? refuse();
  const severalRow = (id: string, deed: OrderDeed): SeveralRow => {
    const row = orderRows.find((one) => one.id === id);
    return {
      id,
      number: row?.number ?? "",
      customer: row?.customer ?? "",
      may: row ? mayOf(row.status)[deed] : "unseen",
      outcome: null,
      code: null,
      said: null,
    };
  };
  return {
    changeOrder: async (_stamp, id, deed) => {
      const row = rowOf(id);
      return changed(order({ ...row, status: reached[deed], statusText: reached[deed], cutOff: null }));
    },
    startEdit: async (id) => {
      const form = editForm(order(rowOf(id)));
      return { base: form, form, notAsked: null, conflicts: [] };
    },
    editOrder: async (_stamp, id) => changed(order(rowOf(id))),
    orderLife: async (id) => {
      const { status } = rowOf(id);
      return {
        may: mayOf(status),
        unsettled: null,
        notes: notes.get(id) ?? [],
        heldSince: status === "on_hold" ? ago(4 * 1_440) : null,
      };
    },
    orderHistory: async (id) => {
      const row = rowOf(id);
      return {
        entries: [
          { id: "log-2", at: ago(10), what: { kind: "log", column: "status", from: "", to: row.statusText } },
          { id: "sent", at: row.placedAt, what: { kind: "sent" } },
        ],
        notAsked: null,
      };
    },
    addOrderNote: async (_stamp, id, text) => {
      written += 1;
      const all = [{ id: `note-${written}`, text, writtenAt: ago(0) }, ...(notes.get(id) ?? [])];
      notes.set(id, all);
      return all;
    },
    deleteOrderNote: async (_stamp, id, note) => {
      const all = (notes.get(id) ?? []).filter((one) => one.id !== note);
      notes.set(id, all);
      return all;
    },
    planSeveral: async (deed, ids) => {
      const rows = ids.map((id) => severalRow(id, deed));
      return {
        deed,
        will: rows.filter(({ may }) => may === "yes"),
        willNot: rows.filter(({ may }) => may !== "yes"),
        mustType: false,
      };
    },
    startSeveral: async (_stamp, deed, ids) => {
      const rows = ids.map((id) => severalRow(id, deed)).filter(({ may }) => may === "yes");
      run = { deed, state: "ended", rows: rows.map((row) => ({ ...row, outcome: "done" })), code: null };
      return run;
    },
    currentSeveral: async () => run,
    stopSeveral: async () => run,
    closeSeveral: async () => {
      run = null;
      return null;
    },
    orderReminders: async () => ({
      onHold: orderRows.filter(({ status }) => status === "on_hold").length,
      onHoldSince: ago(4 * 1_440),
      needsChanges: orderRows.filter(({ status }) => status === "needs_changes").length,
    }),
    listNeedsChanges: async () =>
      orderRows
        .filter(({ status }) => status === "needs_changes")
        .map((row) => ({ row, note: order(row).note })),
  };
}
