// Shipments: where each parcel is, by its dates; there are no carrier scans to claim.
import type { ShipmentState, ShipmentsView } from "../../backend";
import { counted, number } from "../intl";

const states: Record<ShipmentState, string> = {
  label_made: "Label made",
  in_transit: "On the way",
  delivered: "Delivered",
};

const views: Record<ShipmentsView, string> = {
  all: "All",
  to_pick_up: "To pick up",
  in_transit: "On the way",
  delivered: "Delivered",
};

export const shipments = {
  states,
  views,
  trackingNumber: (tracking: string) => `Tracking number ${tracking}`,
  copyTracking: "Copy",
  copyTrackingLabel: (tracking: string) => `Copy tracking number ${tracking}`,
  trackingCopied: "The tracking number is copied.",
  noTracking: "No tracking number yet",
  followAt: (host: string) => `Its tracking page is at ${host}.`,
  noCarrier: "No carrier named",
  carrierService: (carrier: string | null, service: string | null) =>
    [carrier, service].filter(Boolean).join(" "),
  days: (days: number) => counted(days, "day", "days"),

  list: {
    title: "Shipments",
    tabs: "Saved views",
    tab: (name: string, count: number) => (count > 0 ? `${name}, ${number(count)}` : name),
    filter: "Filter shipments",
    filterHint: "Filter by tracking number, customer, order or carrier",
    table: "Shipments",
    columns: {
      customer: "Customer",
      order: "Order",
      state: "State",
      carrier: "Carrier",
      tracking: "Tracking number",
      pickedUp: "Picked up",
      delivered: "Delivered",
      days: "Days",
      made: "Label made",
      service: "Service",
    },
    count: (count: number) => counted(count, "shipment", "shipments"),
    carrierFilter: "Carrier",
    madeFilter: "Label made",
    notYet: "Not yet",
    expectedBefore: "Expected",
    noOrder: "No order named",
    noName: "No name given",
    open: (customer: string, order: string | null) => (order ? `${customer}, ${order}` : customer),
    firstUse: {
      title: "No shipments yet",
      text: "A parcel appears here by itself when OK Capsule has made it, usually within a day of production.",
      textPractice:
        "A parcel appears here when the pretend warehouse has made it. Move the practice clock to see it happen.",
    },
    emptyView: {
      title: "Nothing here",
      text: (view: string) => `No parcel is in “${view}” just now.`,
      action: "Show all shipments",
    },
    noMatch: {
      title: "Nothing fits",
      text: (filter: string, view: string) =>
        `No parcel in “${view}” has “${filter}” in its tracking number, customer, order or carrier.`,
      textFilters: (view: string) => `No parcel in “${view}” fits what you filter by.`,
      action: "Clear the filter",
    },
    cannotReadOne: "The shipment could not be read",
  },

  one: {
    back: "Shipments",
    backLabel: "Back to Shipments",
    loading: "Shipment",
    label: "Label",
    title: (customer: string) => `Parcel for ${customer}`,
    titleNoName: "Parcel without a name",
    leads: {
      label_made: "The label is made, and the carrier has not picked the parcel up yet.",
      in_transit: (days: number | null) =>
        days === null
          ? "The carrier has the parcel."
          : days === 0
            ? "The carrier picked the parcel up today."
            : `The carrier has had the parcel for ${counted(days, "day", "days")}.`,
      delivered: (days: number | null) =>
        days === null
          ? "The parcel is delivered."
          : `The parcel is delivered, after ${counted(days, "day", "days")}.`,
    },
    timeline: "Dates",
    stops: {
      ordered: "Ordered",
      made: "Label made",
      pickedUp: "Picked up by the carrier",
      delivered: "Delivered",
      expected: "Delivery expected",
    },
    notYet: "Not yet",
    zone: (zone: string) => `Times are yours: ${zone}.`,
    updates: "OK Capsule updates shipments about every six hours; there are no carrier scans in between.",
    tracking: "Tracking",
    carrier: "Carrier",
    service: "Service",
    number: "Tracking number",
    page: "Tracking page",
    state: "State",
    okcStatus: "OK Capsule’s status",
    daysInTransit: "Days on the way",
    parcel: "Parcel",
    weight: "Weight",
    weightWhy: "A bare number, as OK Capsule sends it: it does not say in which unit.",
    charge: "Shipping charge",
    chargeWhy: "As OK Capsule sends it: it does not say in which currency.",
    chargeModel: "How it is charged",
    chargeModels: { flat_rate: "Flat rate", cost_plus: "Cost plus" } as Record<string, string>,
    contents: "What is in it",
    openItsOrder: "Open its order",
    openOrder: (number: string) => `Open order ${number}`,
    shipmentOrder: "Shipment order",
    updated: "Last change",
    shipTo: "Ship to",
    copyAddress: "Copy",
    copyAddressLabel: "Copy address",
    addressCopied: "The address is copied.",
    noAddress: "OK Capsule gives no address here.",
    notGiven: "not given",
  },
};
