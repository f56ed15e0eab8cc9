// Made-up shipments and their labels.
import type { Backend, ShipmentRowView, ShipmentState, ShipmentsView } from "../../backend";
import { ago } from "./time";

type Line = [
  order: string,
  customer: string,
  state: ShipmentState,
  carrier: string,
  tracking: string,
  days: number,
];

const lines: Line[] = [
  ["OR-1032", "Mei-Ling Chou", "label_made", "USPS", "9400136208555218441706", 0],
  ["OR-1031", "Lucille Hart", "in_transit", "USPS", "9400136208555218442099", 1],
  ["OR-1028", "Omar Haddad", "in_transit", "UPS", "1Z84F6W10344719920", 2],
  ["OR-1029", "Nora Feldman", "delivered", "FedEx", "794644790132", 5],
];

export const shipmentRows: ShipmentRowView[] = lines.map(
  ([order, customer, state, carrier, tracking, days]) => ({
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
  }),
);

const inView: Record<ShipmentsView, ShipmentState | null> = {
  all: null,
  to_pick_up: "label_made",
  in_transit: "in_transit",
  delivered: "delivered",
};

const freshness = { asOf: ago(32), nextLook: ago(-328), filling: null, failure: null };

type ShipmentsPart = "listShipments" | "refreshShipments" | "getShipment" | "getLabel" | "saveLabel";

export function makeShipments(refuse: () => never): Pick<Backend, ShipmentsPart> {
  return {
    listShipments: async ({ view, text, offset, limit }) => {
      const wanted = text.trim().toLowerCase();
      const rows = shipmentRows
        .filter((row) => inView[view] === null || row.state === inView[view])
        .filter((row) =>
          `${row.trackingNumber} ${row.customer} ${row.orderNumber}`.toLowerCase().includes(wanted),
        );
      return {
        rows: rows.slice(offset, offset + limit),
        total: rows.length,
        counts: (Object.keys(inView) as ShipmentsView[]).map((one) => ({
          view: one,
          count: shipmentRows.filter((row) => inView[one] === null || row.state === inView[one]).length,
        })),
        freshness,
      };
    },
    refreshShipments: async () => freshness,
    getShipment: async (id) => ({
      row: shipmentRows.find((row) => row.id === id) ?? refuse(),
      orderedAt: ago(9_000),
      address: {
        addressee: "Mei-Ling Chou",
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
      lineNames: ["Morning Basics"],
      updatedAt: ago(200),
      asOf: ago(32),
    }),
    getLabel: async (_stamp, shipmentId) => ({
      shipmentId,
      kind: "pdf",
      pages: [{ number: 1, widthMm: 101.6, heightMm: 152.4 }],
      bytes: 18_204,
      kept: false,
    }),
    saveLabel: async (_stamp, shipmentId) => ({
      path: `Documents/Capsule Desk/${shipmentId}.pdf`,
      fileName: `${shipmentId}.pdf`,
      bytes: 18_204,
    }),
  };
}
