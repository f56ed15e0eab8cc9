// Made-up orders, drafts and sends. A sent draft is placed at once; tests give other outcomes with overrides.
import type {
  Backend,
  DraftForm,
  DraftView,
  OrderRowView,
  OrderSortBy,
  OrderStatus,
  OrdersView,
  OrderView,
  SendView,
} from "../../backend";
import { checkDraft } from "./check";
import { blankForm, draft, formFor, someDrafts } from "./drafts";
import { someTemplates } from "./order-desk";
import { shipmentRows } from "./shipments";
import { ago } from "./time";

type Line = [
  number: string,
  customer: string,
  status: OrderStatus,
  city: string,
  province: string,
  contents: string[],
  minutes: number,
];

const lines: Line[] = [
  [
    "OR-1042",
    "Ana Lindqvist",
    "pending",
    "Boise",
    "ID",
    ["Vitamin D3 2000 IU", "Magnesium Glycinate 200 mg"],
    20,
  ],
  ["OR-1041", "Marcus Bell", "pending", "Chicago", "IL", ["Calm Evening"], 96],
  ["OR-1040", "Theo Nakamura", "pending", "Tacoma", "WA", ["Vitamin C 500 mg"], 180],
  ["OR-1038", "Greta Solheim", "accepted", "Duluth", "MN", ["Immune Daily"], 1_400],
  ["OR-1037", "Priya Raman", "needs_changes", "Austin", "TX", ["Immune Daily"], 1_480],
  ["OR-1036", "Colin Ashworth", "in_production", "Denver", "CO", ["Probiotic 30 Billion"], 1_600],
  ["OR-1035", "Joan Castellano", "on_hold", "Tampa", "FL", ["Melatonin 3 mg"], 1_790],
  ["OR-1032", "Mei-Ling Chou", "shipped", "San Jose", "CA", ["Morning Basics"], 4_400],
  ["OR-1029", "Nora Feldman", "delivered", "Portland", "OR", ["Calm Evening"], 10_000],
];

const inView: Record<OrdersView, readonly OrderStatus[] | null> = {
  all: null,
  pending: ["pending"],
  on_hold: ["on_hold"],
  needs_attention: ["needs_changes", "error"],
  needs_changes: ["needs_changes"],
  in_production: ["accepted", "in_production"],
  shipped: ["shipped"],
  delivered: ["delivered"],
  ended: ["canceled_by_client", "canceled_by_okc", "replaced", "voided", "returned"],
};

export const orderRows: OrderRowView[] = lines.map(
  ([number, customer, status, city, province, contents, minutes]) => ({
    id: `order-${number}`,
    number,
    customer,
    city,
    province,
    status,
    statusText: status.replaceAll("_", " "),
    contents,
    days: 30,
    yourOrderNumber: null,
    placedAt: ago(minutes),
    cutOff: status === "pending" ? { sureUntil: ago(-650), maybeUntil: null, secondsLeft: 39_000 } : null,
    ours: true,
  }),
);

const freshness = { asOf: ago(32), nextLook: ago(-328), filling: null, failure: null };

type OrdersPart =
  | "findCustomers"
  | "listOrders"
  | "refreshOrders"
  | "getOrder"
  | "listDrafts"
  | "newDraft"
  | "getDraft"
  | "saveDraft"
  | "discardDraft"
  | "orderAgain"
  | "compareRepeat"
  | "startFromTemplate"
  | "sendDraft"
  | "undoSend"
  | "sendNow"
  | "sendAgain"
  | "getSend"
  | "listSends";

export function makeOrders(refuse: () => never): Pick<Backend, OrdersPart> {
  const drafts = new Map<string, DraftView>(someDrafts().map((one) => [one.key, one]));
  let born = 0;
  const draftOf = (key: string) => drafts.get(key) ?? refuse();
  const begin = (form: DraftForm): DraftView => {
    born += 1;
    const made = draft(`draft-${born}`, form);
    drafts.set(made.key, made);
    return made;
  };
  const settle = (key: string, state: SendView["state"]): SendView => {
    const before = draftOf(key);
    const placed = state === "placed";
    const send: SendView = {
      ...before.send,
      state,
      leavesInMs: state === "leaving" ? 5_000 : null,
      startedAt: ago(0),
      attempts: placed ? 1 : 0,
      problems: [],
      orderId: placed ? "order-OR-1042" : null,
      orderNumber: placed ? "OR-1042" : null,
      cutOff: placed ? cutOff : null,
    };
    drafts.set(key, { ...before, send });
    return send;
  };
  return {
    findCustomers: async (text) =>
      orderRows
        .filter((row) => row.customer.toLowerCase().includes(text.toLowerCase()))
        .map((row) => ({
          id: `customer-${row.id}`,
          name: row.customer,
          email: emailOf(row.customer),
          phone: null,
          lastAddress: address(row),
        })),
    listOrders: async ({ view, text, filters = {}, sort = {}, offset, limit }) => {
      const wanted = text.trim().toLowerCase();
      const { statuses = [], customerId } = filters;
      const rows = orderRows
        .filter((row) => inView[view]?.includes(row.status) ?? true)
        .filter(
          (row) => statuses.length === 0 || statuses.some((one) => one.toLowerCase() === row.statusText),
        )
        .filter((row) => !customerId || customerId === `customer-${row.id}`)
        .filter((row) => `${row.number} ${row.customer} ${row.city}`.toLowerCase().includes(wanted))
        .sort((a, b) => (sort.descending === false ? 1 : -1) * compare(a, b, sort.by ?? "placed"));
      return {
        rows: rows.slice(offset, offset + limit),
        total: rows.length,
        counts: (Object.keys(inView) as OrdersView[]).map((one) => ({
          view: one,
          count: orderRows.filter((row) => inView[one]?.includes(row.status) ?? true).length,
        })),
        freshness,
      };
    },
    refreshOrders: async () => freshness,
    getOrder: async (id) => order(orderRows.find((one) => one.id === id) ?? refuse()),
    listDrafts: async () =>
      [...drafts.values()]
        .filter(({ send }) => send.state === "draft" || send.state === "refused")
        .map(({ key, send, savedAt }) => ({
          key,
          customer: send.customer,
          savedAt,
          notSent: false,
          checking: false,
          readable: true,
        })),
    newDraft: async () => begin(blankForm()),
    orderAgain: async (_stamp, orderId) => {
      const { row, customerId } = order(orderRows.find((one) => one.id === orderId) ?? refuse());
      return begin({
        ...formFor("", ""),
        customer: { kind: "known", id: customerId ?? "", name: row.customer, email: emailOf(row.customer) },
        repeats: { orderId, number: row.number },
      });
    },
    compareRepeat: async (key) => {
      const { repeats } = draftOf(key).form;
      if (!repeats) return null;
      const row = orderRows.find((one) => one.id === repeats.orderId) ?? refuse();
      return {
        orderId: row.id,
        number: row.number,
        placedAt: row.placedAt,
        changes: [],
        moved: false,
        retired: [],
        newer: null,
        lost: [],
      };
    },
    startFromTemplate: async (_stamp, id) =>
      begin({ ...blankForm(), lines: (someTemplates().find((one) => one.id === id) ?? refuse()).lines }),
    getDraft: async (key) => draftOf(key),
    saveDraft: async (_stamp, key, form, focus) => {
      const { customer } = form;
      const name =
        customer?.kind === "known"
          ? customer.name
          : `${customer?.firstName ?? ""} ${customer?.lastName ?? ""}`;
      const before = draftOf(key);
      const send: SendView = { ...before.send, state: "draft", problems: [], customer: name.trim() };
      const saved = { ...before, form, focus, savedAt: ago(1), send, check: checkDraft(form) };
      drafts.set(key, saved);
      return saved;
    },
    discardDraft: async (_stamp, key) => {
      drafts.delete(key);
      return null;
    },
    sendDraft: async (_stamp, key) => settle(key, "leaving"),
    undoSend: async (_stamp, key) => {
      settle(key, "draft");
      return draftOf(key);
    },
    sendNow: async (_stamp, key) => settle(key, "placed"),
    sendAgain: async (_stamp, key) => settle(key, "placed"),
    getSend: async (key) => draftOf(key).send,
    listSends: async () =>
      [...drafts.values()]
        .map(({ send }) => send)
        .filter(({ state }) => state !== "draft" && state !== "placed"),
  };
}

function compare(a: OrderRowView, b: OrderRowView, by: OrderSortBy): number {
  const key = (row: OrderRowView): string =>
    ({
      placed: row.placedAt,
      updated: row.placedAt,
      number: row.number,
      customer: row.customer,
      city: row.city,
      status: row.status,
      your_number: row.yourOrderNumber,
      days: String(row.days),
    })[by] ?? "";
  return key(a).localeCompare(key(b));
}

/** A list of any length, its rows made as they are asked for. */
export function manyOrders(total: number): Backend["listOrders"] {
  return async ({ offset, limit, sort }) => {
    const [first] = orderRows;
    if (!first) throw new Error("the fake has orders");
    const length = Math.min(limit, Math.max(0, total - offset));
    const rows = Array.from({ length }, (_, at): OrderRowView => {
      const index = sort?.descending === false ? total - 1 - offset - at : offset + at;
      const like = orderRows[index % orderRows.length] ?? first;
      return { ...like, id: `many-${index}`, number: `OR-${200_000 + total - index}` };
    });
    return { rows, total, counts: [{ view: "all", count: total }], freshness };
  };
}

const cutOff = { sureUntil: ago(-650), maybeUntil: null, secondsLeft: 39_000 };

export function emailOf(customer: string): string {
  return `${customer.toLowerCase().replace(/\W+/g, ".")}@example.com`;
}

function address(row: OrderRowView) {
  return {
    addressee: row.customer,
    address1: "2260 Harrison Blvd",
    address2: "Apt 12",
    city: row.city,
    province: row.province,
    postalCode: "83702",
    country: "United States",
  };
}

/** The whole order behind a row: its products in the morning, and magnesium at night. */
export function order(row: OrderRowView): OrderView {
  const pack =
    row.contents.length === 1 && !/\d/.test(row.contents[0] ?? "") ? (row.contents[0] ?? null) : null;
  return {
    row,
    customerId: `customer-${row.id}`,
    email: emailOf(row.customer),
    phone: "+1 208 555 0178",
    address: address(row),
    orderKey: "0199a7c2-7f3e-7b21-9d10-5f2a6c1e44d0",
    source: "v2 API",
    note:
      row.status === "needs_changes"
        ? "Packaging asset group is not active for product line Tidewell Nutrition."
        : null,
    updatedAt: row.placedAt,
    lines: [
      {
        id: `line-${row.id}`,
        name: null,
        days: row.days,
        pouches: [
          {
            timeOfDay: "Morning",
            customLabel: `${row.customer.split(" ")[0]}'s daily`,
            packName: pack,
            contents: (pack ? ["Vitamin C 500 mg", "Zinc Picolinate 15 mg"] : row.contents).map(
              (name, index) => ({
                productId: `product-${index}`,
                productName: name,
                servings: index === 0 ? 2 : 1,
              }),
            ),
          },
          {
            timeOfDay: "Evening",
            customLabel: null,
            packName: null,
            contents: [{ productId: "product-5", productName: "Magnesium Glycinate 200 mg", servings: 1 }],
          },
        ],
      },
    ],
    shipments: shipmentRows.filter((shipment) => shipment.orderId === row.id),
    asOf: ago(32),
  };
}
