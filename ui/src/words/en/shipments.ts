// Shipments: where each parcel is, by its dates; there are no carrier scans to claim.
import type { ShipmentState, ShipmentsView, StuckReason, StuckView } from "../../backend";
import { counted, form, number } from "../intl";

const states: Record<ShipmentState, string> = {
  label_made: "Label made",
  in_transit: "On the way",
  delivered: "Delivered",
};

const views: Record<ShipmentsView, string> = {
  stuck: "Look stuck",
  all: "All",
  to_pick_up: "To pick up",
  in_transit: "On the way",
  delivered: "Delivered",
};

/** For a narrow cell: what is the matter in two words. */
const stuckShort: Record<StuckReason, string> = {
  not_shipped: "Not shipped",
  not_picked_up: "No pickup",
  too_long: "Late",
  slower_than_usual: "Late",
  returned: "Returned",
};

/** One sentence: what has been waited for, since when, and what is usual. */
function stuckWhy(stuck: StuckView, carrier: string | null): string {
  const waited = counted(stuck.days, "day", "days");
  const limit = stuck.limitDays ?? 0;
  switch (stuck.reason) {
    case "not_shipped":
      return `Accepted ${waited} ago and not shipped. It should ship within ${counted(limit, "business day", "business days")}.`;
    case "not_picked_up":
      return `Label made ${waited} ago, and ${carrier ?? "no carrier"} has not picked it up. ${form(limit, "One day is", `${number(limit)} days are`)} usual at most.`;
    case "too_long":
      return `${carrier ?? "The carrier"} has had it for ${waited}. More than ${counted(limit, "day is", "days are")} too long.`;
    case "slower_than_usual":
      return `${carrier ?? "The carrier"} has had it for ${waited}. 95 of 100 of your ${carrier ?? "their"} parcels take at most ${counted(limit, "day", "days")}.`;
    case "returned":
      return `It came back to OK Capsule ${stuck.days === 0 ? "today" : `${waited} ago`}. It is not sent again by itself.`;
  }
}

const money = { flat_rate: "Flat rate", cost_plus: "Cost plus" } as Record<string, string>;

interface ReplyFacts {
  firstName: string;
  order: string | null;
  carrier: string | null;
  tracking: string | null;
  page: string | null;
  made: string | null;
  pickedUp: string | null;
  delivered: string | null;
  expected: string | null;
  reason: StuckReason | null;
}

/** What staff can write to a customer. Dates come in words; nothing is claimed that no date says. */
function reply({ firstName, order, carrier, tracking, page, ...when }: ReplyFacts): string {
  const what = order ? `your order ${order}` : "your order";
  const by = carrier ? ` by ${carrier}` : "";
  const story = (): string => {
    if (when.reason === "returned")
      return `the parcel with ${what} came back to us${by ? `, returned${by}` : ""}. Please tell me whether your address is still right, and I will see to it at once.`;
    if (when.delivered)
      return `${what} was delivered${by} on ${when.delivered}. If you have not found it, please look with neighbors or at the front desk, and write to me.`;
    if (when.pickedUp)
      return `${what} was picked up${by} on ${when.pickedUp} and is on its way to you.${
        when.expected ? ` It should be with you on ${when.expected}.` : ""
      }${when.reason ? " It takes longer than usual, and I am sorry for that. I am looking into it." : ""}`;
    return `${what} is packed${when.made ? ` since ${when.made}` : ""} and waits for ${carrier ?? "the carrier"} to pick it up.${
      when.reason ? " That takes longer than usual, and I am sorry for that. I am looking into it." : ""
    }`;
  };
  const follow =
    tracking && when.reason !== "returned"
      ? `\n\nYou can follow it with the tracking number ${tracking}${page ? `:\n${page}` : "."}`
      : "";
  return `Hello${firstName ? ` ${firstName}` : ""},\n\n${story()}${follow}\n\nKind regards`;
}

export const shipments = {
  states,
  views,
  stuckShort,
  stuckWhy,
  reply,
  openTracking: "Open",
  openTrackingLabel: (host: string) => `Open the tracking page at ${host} in your browser`,
  trackingOpened: (host: string) => `Your browser opens ${host}.`,
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
    filterHint: "Tracking number, customer, order, carrier",
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
      page: "Tracking page",
      why: "Why it looks stuck",
    },
    stuckNote: (count: number) =>
      `${counted(count, "parcel looks", "parcels look")} stuck. ${form(count, "It stands", "They stand")} first, with the reason.`,
    stuckShow: "Show them",
    lead: (stuck: number) =>
      stuck === 0
        ? "No parcel looks stuck."
        : `${counted(stuck, "parcel looks", "parcels look")} stuck and ${form(stuck, "needs", "need")} a look.`,
    waiting: "Orders that should have shipped by now",
    waitingNote: "They have no parcel yet, so they are not in the list.",
    openOrder: (order: string) => `Open order ${order}`,
    noNumber: "without a number",
    figures: "Delivery figures",
    rules: "When is it stuck?",
    calm: {
      title: "Nothing is stuck",
      text: "Every parcel moves as it should, by your rules. One that waits too long appears here by itself.",
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
      returned: "The parcel came back to OK Capsule.",
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
    timeline: "From order to door",
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
    chargeModels: money,
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
    trackingPage: "Tracking page",
    noSafePage: "none that is safe to open",
    line: (name: string | null, id: string) => (name ? name : `Line ${id}`),
    lineId: "Order line",
    labelReady: "Label: ready",
    labelNotReady: "Label: not ready yet",
    labelState: "Label",
    numbers: "Numbers for support",
    numbersWhy: "OK Capsule asks for these when something is wrong.",
    shipmentId: "Shipment",
    orderId: "Order",
    customerId: "Customer",
    statusId: "Status number",
    statusUnknown: "OK Capsule has no word for it; the state above is what the dates say.",
    shipmentOrderId: "Shipment order",
    shipmentOrderNumber: "Shipment order number",
    created: "Label made",
    stuckTitle: "This parcel looks stuck.",
    returnedTitle: "This parcel came back.",
    several: (place: number, all: number) => `Parcel ${number(place)} of ${number(all)} of this order`,
    others: "Other parcels of this order",
    openOther: (state: string, tracking: string | null) =>
      `Open the parcel ${tracking ?? "without a tracking number"}, ${state}`,
    open: "Open",
    ended: {
      Returned:
        "Its order is returned: the parcel came back to OK Capsule, and it is not sent again by itself.",
      Replaced:
        "Its order was replaced by another one. This parcel may not be the one the customer waits for.",
      Voided: "Its order was voided. The parcel may have been stopped.",
      "Canceled by OKC": "OK Capsule canceled its order. The parcel may have been stopped.",
      "Canceled by Client": "Its order was canceled. The parcel may have been stopped.",
    } as Record<string, string>,
    reply: "Reply to the customer",
    replyHint: "Change what you like, copy it, and paste it into your e-mail. Nothing is sent from here.",
    replyText: "Text of the reply",
    replyCopy: "Copy reply",
    replyCopied: "The reply is copied.",
    replyAgain: "Begin anew",
    replyAgainDone: "The reply is as it came.",
  },
  figures: {
    title: "Delivery figures",
    lead: (days: number) =>
      `Delivered parcels by month and carrier. On time is within ${counted(days, "day", "days")} of pickup; the rules of “stuck” set it.`,
    back: "Shipments",
    backLabel: "Back to Shipments",
    loading: "Delivery figures",
    chart: "Delivered parcels by carrier, month by month",
    chartOf: (carrier: string) => `${carrier}: delivered parcels in each month`,
    table: "Delivered parcels by month and carrier",
    columns: {
      month: "Month",
      carrier: "Carrier",
      delivered: "Delivered",
      onTime: "On time",
      usual: "Usual days",
    },
    onTime: "On time",
    late: "Later",
    bar: (month: string, delivered: number, onTime: number) =>
      `${month}: ${number(delivered)} delivered, ${number(onTime)} on time`,
    share: (onTime: number, delivered: number) =>
      `${number(onTime)} (${number(delivered === 0 ? 0 : Math.round((100 * onTime) / delivered))} %)`,
    days: (days: number) => number(days),
    noCarrier: "No carrier named",
    empty: {
      title: "No parcel was delivered yet",
      text: "When the first ones arrive, their months and carriers stand here.",
    },
  },
  rules: {
    title: "When does a parcel look stuck?",
    lead: "These rules are yours, on this computer. A parcel that came back always counts.",
    shipDays: "Accepted, not shipped, after business days",
    pickupDays: "Label made, not picked up, after days",
    transitDays: "With the carrier, not delivered, after days",
    transitHint: "Used for a carrier until 30 of its parcels have arrived. After that its own pace counts.",
    paces: "The pace of your carriers",
    pace: (carrier: string, days: number, known: number) =>
      `${carrier}: 95 of 100 parcels take at most ${counted(days, "day", "days")} (of ${number(known)} parcels).`,
    noPaces: "No carrier has brought 30 parcels yet.",
    days: "Business days",
    daysText: "Monday to Friday, without the US federal holidays ticked below, in Pacific time.",
    holidays: "Nobody works on",
    holiday: (day: string) => day,
    closed: "Other days off",
    closedHint: "One date a line, like 2026-11-27.",
    save: "Save",
    cancel: "Cancel",
    saved: "The rules are saved, and the parcels are looked at anew.",
    usual: "As they came",
    wrong: {
      too_long: "At most 60 days.",
      invalid: "Each line is one date, like 2026-11-27.",
    } as Record<string, string>,
  },
};
