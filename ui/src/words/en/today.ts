// Today: what must be done now. For now it holds the check of what an account needs before its first order.
import type { Mend, SetupCheck } from "../../backend";
import { counted } from "../intl";

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
  setup: {
    title: "Ready for orders?",
    look: "Look again",
    looking: "Looking…",
    list: "What an order needs",
    found: { good: "In place", missing: "Missing", unknown: "Not known" },
    checks,
    mend,
    signIn: "Sign in again",
  },
};
