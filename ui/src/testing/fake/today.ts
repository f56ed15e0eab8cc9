// The made-up day: what its orders, labels, parcels and drafts ask of a person.
import type { Backend, NoticeRules, OrderStatus, OrdersPartView, TodayView } from "../../backend";
import { someDrafts } from "./drafts";
import { orderRows } from "./orders";
import { shipmentRows, waitingOrders } from "./shipments";
import { ago } from "./time";

function part(status: OrderStatus, note: string | null = null): OrdersPartView {
  const rows = orderRows.filter((row) => row.status === status);
  return { count: rows.length, rows: rows.map((row) => ({ row, note, since: ago(1_500) })) };
}

export function today(): TodayView {
  const drafts = someDrafts();
  const inState = (state: string) => drafts.map(({ send }) => send).filter((send) => send.state === state);
  const unprinted = shipmentRows.filter(({ state }) => state === "label_made");
  return {
    cutOff: { sureUntil: ago(-650), maybeUntil: null, secondsLeft: 39_000 },
    tonight: part("pending"),
    held: part("on_hold", "Please check the apartment number with the customer."),
    needsChanges: part("needs_changes", "The packaging of “Immune Daily” is not approved yet."),
    failed: part("error"),
    unsure: inState("unsure"),
    refused: inState("refused"),
    stuck: shipmentRows.filter(({ stuck }) => stuck !== null),
    notShipped: waitingOrders,
    toPrint: unprinted.length,
    labelTrouble: 0,
    unprinted: unprinted.map(({ id, orderNumber, customer, carrier }) => ({
      shipmentId: id,
      orderNumber,
      customer,
      carrier,
    })),
    drafts: drafts
      .filter(({ send }) => send.state === "draft")
      .map(({ key, send, savedAt }) => ({
        key,
        customer: send.customer,
        savedAt,
        notSent: false,
        checking: false,
        readable: true,
      })),
    freshness: { asOf: ago(32), nextLook: ago(-328), filling: null, failure: null },
  };
}

/** A day on which nothing is to do. */
export function calmToday(): TodayView {
  const none = { count: 0, rows: [] };
  return {
    ...today(),
    tonight: none,
    held: none,
    needsChanges: none,
    failed: none,
    unsure: [],
    refused: [],
    stuck: [],
    notShipped: [],
    toPrint: 0,
    unprinted: [],
    drafts: [],
  };
}

type TodayPart =
  | "getToday"
  | "printSheet"
  | "handoverNotes"
  | "saveHandoverNotes"
  | "noticeDue"
  | "showNotice"
  | "noticeRules"
  | "saveNoticeRules"
  | "playDrill";

export function makeToday(): Pick<Backend, TodayPart> {
  let notes = "";
  let rules: NoticeRules = { on: true, quietFrom: 18, quietUntil: 8 };
  return {
    getToday: async () => today(),
    printSheet: async () => null,
    handoverNotes: async () => notes,
    saveHandoverNotes: async (_stamp, text) => {
      notes = text;
      return null;
    },
    noticeDue: async () => null,
    showNotice: async () => null,
    noticeRules: async () => rules,
    saveNoticeRules: async (_stamp, wanted) => {
      rules = wanted;
      return rules;
    },
    playDrill: async () => null,
  };
}
