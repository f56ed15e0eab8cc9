// Made-up shipments and their labels.
import type {
  Backend,
  ShipmentRowView,
  ShipmentState,
  ShipmentsView,
  ShipmentView,
  StuckRulesView,
  StuckView,
  WaitingOrderView,
} from "../../backend";
import { labelView } from "./label-picture";
import { ago } from "./time";

type Line = [
  order: string,
  customer: string,
  state: ShipmentState,
  carrier: string,
  tracking: string,
  days: number,
  stuck?: StuckView,
];

const lines: Line[] = [
  [
    "OR-1018",
    "Ben Sorrell",
    "in_transit",
    "USPS",
    "9400136208555218220483",
    9,
    { reason: "slower_than_usual", since: ago(9 * 1_440), days: 9, limitDays: 5.2, known: 214 },
  ],
  ["OR-1032", "Mei-Ling Chou", "label_made", "USPS", "9400136208555218441706", 0],
  ["OR-1031", "Lucille Hart", "in_transit", "USPS", "9400136208555218442099", 1],
  ["OR-1028", "Omar Haddad", "in_transit", "UPS", "1Z84F6W10344719920", 2],
  ["OR-1029", "Nora Feldman", "delivered", "FedEx", "794644790132", 5],
];

export const shipmentRows: ShipmentRowView[] = lines.map(
  ([order, customer, state, carrier, tracking, days, stuck = null]) => ({
    id: `shipment-${order}`,
    orderId: `order-${order}`,
    orderNumber: order,
    customer,
    state,
    carrier,
    service: carrier === "USPS" ? "Ground Advantage" : "Ground",
    trackingNumber: tracking,
    trackingHost: `${carrier.toLowerCase()}.example`,
    madeAt: ago(days * 1_440 + 300),
    pickedUpAt: state === "label_made" ? null : ago(days * 1_440),
    deliveredAt: state === "delivered" ? ago(120) : null,
    expectedAt: null,
    daysInTransit: state === "label_made" ? null : days,
    labelReady: true,
    stuck,
  }),
);

/** Accepted, and nothing came of it yet. */
export const waitingOrders: WaitingOrderView[] = [
  {
    id: "order-OR-1038",
    number: "OR-1038",
    customer: "Greta Solheim",
    inProduction: false,
    stuck: { reason: "not_shipped", since: ago(3 * 1_440), days: 3, limitDays: 1, known: null },
  },
];

const inView: Record<ShipmentsView, ShipmentState | null> = {
  stuck: null,
  all: null,
  to_pick_up: "label_made",
  in_transit: "in_transit",
  delivered: "delivered",
};

function isIn(view: ShipmentsView, row: ShipmentRowView): boolean {
  return view === "stuck" ? row.stuck !== null : inView[view] === null || row.state === inView[view];
}

const freshness = { asOf: ago(32), nextLook: ago(-328), filling: null, failure: null };

const rulesView: StuckRulesView = {
  rules: { shipDays: 1, pickupDays: 2, transitDays: 7, closed: [], open: [] },
  holidays: ["2026-11-26", "2026-12-25", "2027-01-01"],
  paces: [{ carrier: "USPS", days: 5.2, known: 214 }],
};

type ShipmentsPart =
  | "openTracking"
  | "deliveryFigures"
  | "stuckRules"
  | "saveStuckRules"
  | "listShipments"
  | "refreshShipments"
  | "getShipment"
  | "getLabel"
  | "saveLabel";

/** A parcel in a story of its own, for who asks for `shipment-returned` and the like. */
type Told = Partial<Omit<ShipmentView, "row">> & { row?: Partial<ShipmentRowView> };

function told(id: string): Told | undefined {
  const [, returned, , ups] = shipmentRows;
  const several = [returned, ups].flatMap((row) => (row ? [{ ...row, orderNumber: "OR-1031" }] : []));
  const stories: Record<string, Told> = {
    "shipment-returned": {
      orderStatus: "Returned",
      row: { stuck: { reason: "returned", since: ago(3_000), days: 2, limitDays: null, known: null } },
    },
    "shipment-replaced": { orderStatus: "Replaced" },
    "shipment-expected": { row: { expectedAt: ago(-2_900) } },
    "shipment-delivered": { row: { state: "delivered", deliveredAt: ago(300), daysInTransit: 1 } },
    "shipment-several": { others: several, place: 2 },
    "shipment-unknown": { statusId: "5a1e0d9c-7f7b-4f35-9c11-2b8c3f6f0a77", chargeModel: "flat_rate" },
    "shipment-untracked": {
      trackingPage: null,
      weight: null,
      charge: null,
      lines: [],
      address: null,
      row: {
        state: "label_made",
        carrier: null,
        service: null,
        trackingNumber: null,
        trackingHost: null,
        pickedUpAt: null,
        daysInTransit: null,
        labelReady: false,
      },
    },
  };
  return stories[id];
}

function shipment(id: string): ShipmentView | undefined {
  const story = told(id);
  const found = shipmentRows.find((row) => row.id === (story ? "shipment-OR-1031" : id));
  if (!found) return undefined;
  const row = { ...found, id, ...story?.row };
  return {
    orderedAt: ago(9_000),
    address: {
      addressee: row.customer,
      address1: "1840 Laurel Grove Ln",
      address2: null,
      city: "San Jose",
      province: "California",
      postalCode: "95126",
      country: "United States",
    },
    statusText: null,
    statusId: null,
    weight: "0.42",
    charge: "4.85",
    chargeModel: null,
    shipmentOrderId: null,
    shipmentOrderNumber: null,
    lines: [{ id: "line-1", name: "Morning Basics" }],
    trackingPage: `https://${row.trackingHost}/track/${row.trackingNumber}`,
    customerId: null,
    orderStatus: "Shipped",
    others: [],
    place: 1,
    updatedAt: ago(200),
    asOf: ago(32),
    ...story,
    row,
  };
}

export function makeShipments(refuse: () => never): Pick<Backend, ShipmentsPart> {
  let rules = rulesView;
  return {
    listShipments: async ({ view, text, offset, limit }) => {
      const wanted = text.trim().toLowerCase();
      const rows = shipmentRows
        .filter((row) => isIn(view, row))
        .filter((row) =>
          `${row.trackingNumber} ${row.customer} ${row.orderNumber}`.toLowerCase().includes(wanted),
        );
      return {
        rows: rows.slice(offset, offset + limit),
        total: rows.length,
        counts: (Object.keys(inView) as ShipmentsView[]).map((one) => ({
          view: one,
          count: shipmentRows.filter((row) => isIn(one, row)).length,
        })),
        carriers: [...new Set(lines.map(([, , , carrier]) => carrier))].sort(),
        waiting: view === "stuck" ? waitingOrders : [],
        freshness,
      };
    },
    refreshShipments: async () => freshness,
    getShipment: async (id) => shipment(id) ?? refuse(),
    openTracking: async () => null,
    deliveryFigures: async () => ({
      onTimeDays: 7,
      rows: [
        { month: "2026-11", carrier: "UPS", delivered: 19, onTime: 18, usualDays: 3.1 },
        { month: "2026-11", carrier: "USPS", delivered: 41, onTime: 36, usualDays: 4.2 },
        { month: "2026-10", carrier: "UPS", delivered: 22, onTime: 22, usualDays: 2.9 },
        { month: "2026-10", carrier: "USPS", delivered: 57, onTime: 55, usualDays: 3.8 },
        { month: "2026-09", carrier: "FedEx", delivered: 12, onTime: 11, usualDays: 3.4 },
        { month: "2026-09", carrier: "USPS", delivered: 48, onTime: 44, usualDays: 4 },
      ],
    }),
    stuckRules: async () => rules,
    saveStuckRules: async (_stamp, wanted) => {
      rules = { ...rules, rules: wanted };
      return rules;
    },
    getLabel: async (_stamp, shipmentId) => labelView(shipmentId),
    saveLabel: async (_stamp, shipmentId) => ({
      path: `Documents/Capsule Desk/${shipmentId}.pdf`,
      fileName: `${shipmentId}.pdf`,
      bytes: 18_204,
    }),
  };
}
