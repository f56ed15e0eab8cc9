// Today: what must be done now, and the sheet that hands it over.
import type { Mend, SetupCheck } from "../../backend";
import { counted, list, number } from "../intl";

interface CheckWords {
  name: string;
  /** With the name or number that belongs in the sentence. */
  good: (detail: string | null) => string;
  missing: string;
  unknown: string;
}

const checks: Record<SetupCheck, CheckWords> = {
  signed_in: {
    name: "Signed in",
    good: () => "OK Capsule knows you.",
    missing: "Nobody is signed in, so OK Capsule cannot be asked.",
    unknown: "This could not be asked just now.",
  },
  environment: {
    name: "The right place",
    good: (place) => `You are in ${place ?? "this place"}, as the frame and the plate say.`,
    missing: "The place is not known.",
    unknown: "The place is not known.",
  },
  brand: {
    name: "A brand",
    good: (names) => (names ? `OK Capsule has you down for ${names}.` : "Your brand is set up."),
    missing: "The account has no brand yet, and an order needs one.",
    unknown: "The brands of this account could not be read.",
  },
  active_product: {
    name: "Active products",
    good: (count) =>
      count ? `${counted(Number(count), "product", "products")} can be ordered.` : "Products can be ordered.",
    missing: "No product of yours is active, so nothing can be put into an order.",
    unknown: "Your products could not be read.",
  },
  active_packaging: {
    name: "Active packaging",
    good: (count) =>
      count
        ? `${counted(Number(count), "packaging group is", "packaging groups are")} active.`
        : "Packaging is active.",
    missing: "No packaging group is active. Orders would be sent back with “needs changes”.",
    unknown: "Your packaging could not be read.",
  },
  permissions: {
    name: "Permission",
    good: () => "You may read and place orders.",
    missing: "This account may not do everything an order needs: read orders, place orders, read products.",
    unknown: "OK Capsule did not say what this account may do. It tells when something is not allowed.",
  },
  printer: {
    name: "A printer for labels",
    good: (printer) => (printer ? `Labels go to ${printer}.` : "A printer has label paper."),
    missing: "No printer is ready with label paper. Orders go out all the same; labels can be saved as PDF.",
    unknown: "The printers of this computer could not be asked for.",
  },
};

/** Who can mend a red line. */
const mend: Record<Exclude<Mend, "nobody">, string> = {
  you: "You can mend this: sign in.",
  account_admin: "Who can mend this: an admin of your brand, in OK Capsule’s client portal.",
  printer_settings: "You can mend this: Settings, Printers.",
  ok_capsule: "Who can mend this: OK Capsule. Write to your contact or their support.",
};

/** "3 orders need you, 6 labels wait for paper and 2 parcels look stuck". */
function needs(orders: number, labels: number, stuck: number): string {
  return list([
    ...(orders > 0 ? [`${counted(orders, "order needs", "orders need")} you`] : []),
    ...(labels > 0 ? [`${counted(labels, "label waits", "labels wait")} for paper`] : []),
    ...(stuck > 0 ? [`${counted(stuck, "parcel looks", "parcels look")} stuck`] : []),
  ]);
}

export const today = {
  title: "Today",
  lead: {
    asking: "Looking whether everything is ready for an order.",
    ready: "Everything is ready for orders. There is nothing to mend.",
    readyAsFar: "Nothing stands in the way of an order, as far as could be seen.",
    mend: (count: number) =>
      `${counted(count, "thing has", "things have")} to be mended before an order can go out well.`,
    notAsked: "What an order needs could not be looked at just now.",
  },
  day: (day: string, orders: number, labels: number, stuck: number) =>
    orders + labels + stuck === 0
      ? `${day}. Nothing needs you just now.`
      : `${day}. ${needs(orders, labels, stuck)}.`,
  cannotRead: "Today could not be read",
  calm: {
    title: "All is well",
    text: "No order waits for you, every label is on paper, and every parcel moves. What needs you appears here by itself.",
  },
  needsYou: {
    title: "Needs you",
    order: "Most urgent first",
    more: (count: number) => `and ${number(count)} more`,
    showAll: "Show all",
    showAllLabel: (what: string) => `Show all: ${what}`,
    someone: "somebody",
    unsure: (who: string) => `We are not sure the order for ${who} arrived`,
    unsureText: "The answer was lost. It is being looked up; do not send it again.",
    seeOrder: "See order",
    refused: (who: string) => `The order for ${who} was refused, nothing was placed`,
    refusedText: (said: string | null) =>
      said
        ? `OK Capsule said: ${said} Everything you typed is still there.`
        : "Everything you typed is still there, and each field says what to change.",
    fixOrder: "Fix order",
    needsChanges: (order: string, who: string) => `${order} for ${who} needs changes`,
    needsChangesText: "OK Capsule did not say why. Open the order, or ask support.",
    failed: (order: string, who: string) => `${order} for ${who} could not be processed`,
    failedText: "OK Capsule does not make it. Ask support with its number.",
    held: (order: string, who: string) => `${order} for ${who} is on hold`,
    heldText: "It is not made until it is released.",
    since: (when: string) => `Last change: ${when}.`,
    openOrder: "Open order",
    openLabel: (action: string, who: string) => `${action}: ${who}`,
    notShipped: (order: string, who: string) => `${order} for ${who} should have shipped`,
  },
  labels: {
    title: "Labels not printed yet",
    print: (count: number) => `Print ${counted(count, "label", "labels")}`,
    none: "Every label is on paper.",
    trouble: (count: number) => `${counted(count, "label is", "labels are")} in trouble.`,
    seeTrouble: "See which",
  },
  stuck: {
    title: "Parcels that look stuck",
    none: "Every parcel moves as it should.",
    reply: "Reply",
    replyLabel: (who: string) => `Reply to ${who}`,
  },
  cutOff: {
    title: "Tonight’s cut-off",
    until: (until: string) => `Closes at ${until}.`,
    after: (count: number) =>
      count === 0
        ? "No order waits for it."
        : `${counted(count, "order", "orders")} can still be changed. After it they go to production.`,
    maybe: "The nightly batch may be running. Changes are no longer promised.",
    past: "Tonight’s batch has run. What you send now goes into the next one.",
    openLabel: (order: string, who: string) => `Open ${order} for ${who}`,
  },
  drafts: {
    title: "Drafts",
    kept: "Saved on this computer",
    untitled: "A draft without a name",
    openLabel: (who: string) => `Go on with the draft for ${who}`,
  },
  handover: {
    open: "Handover",
    title: "Handover",
    lead: "What the next person should know. Print it, or copy it into a message.",
    back: "Today",
    backLabel: "Back to Today",
    copy: "Copy",
    copied: "The handover is copied.",
    print: "Print",
    notes: "Notes for the next person",
    notesHint: "Saved on this computer as you type, until you change them.",
    notKept: "The notes could not be saved. What you wrote is still here; copy it before you leave.",
    sheet: "The sheet",
    heading: (day: string, place: string) => `Handover, ${day} (${place})`,
    held: "On hold",
    tonight: (until: string) => `Can be changed until ${until}`,
    unprinted: "Labels not printed",
    stuck: "Parcels and orders that look stuck",
    needsPerson: "Needs changes, refused, or in doubt",
    nothing: "None.",
    unsure: (who: string) => `Order for ${who}: not known whether it arrived. Do not send it again.`,
    refused: (who: string) => `Order for ${who}: refused, nothing was placed.`,
    line: (order: string | null, who: string) => [order, who].filter(Boolean).join(", "),
    moreOrders: (count: number) => `and ${counted(count, "more order", "more orders")}`,
    moreLabels: (count: number) => `and ${counted(count, "more label", "more labels")}`,
    notesHeading: "Notes",
  },
  setup: {
    title: "Ready for orders?",
    show: "Show what was looked at",
    hide: "Hide it",
    look: "Look again",
    looking: "Looking…",
    list: "What an order needs",
    toPrinters: "Set up a printer",
    found: { good: "In place", missing: "Missing", unknown: "Not known" },
    checks,
    mend,
    signIn: "Sign in again",
  },
};
