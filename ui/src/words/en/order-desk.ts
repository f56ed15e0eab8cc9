// Around the order form: the paste box, the look at an address, orders like this one, order again, templates, and the catalog’s changes.
import type {
  AddressRule,
  AgainChange,
  Code,
  PasteDoubt,
  RepeatLoss,
  RetiredReason,
  TimeOfDay,
} from "../../backend";
import { counted, form, list, number } from "../intl";
import { type Rich, rich, strong } from "../rich";

const doubts: Record<PasteDoubt, string> = {
  quoted: "From an older message below.",
  several: "The text holds more than one.",
  from_sender: "This may be the sender’s, not the customer’s.",
  name_split: "Where does the first name end?",
  one_name: "Only one name is there.",
  city_start: "Where does the city begin?",
  other_country: "Addresses of this country are only partly read.",
  code_elsewhere: "State and ZIP code belong to different places.",
  unconfirmed: "Nothing else in the text confirms it.",
  short_zip: "A zero may be missing at the front.",
  no_country_code: "The country’s code is missing.",
  loose_digits: "These digits may be something else.",
  typo: "Spelled differently in the text.",
  short_name: "Only part of the name is in the text.",
  strength: "The text says another strength.",
  capsules: "The text counts capsules, not servings.",
  time_unclear: "The text says two times of day.",
  counted_days: "Counted from weeks or months.",
  only_mentioned: "Mentioned, perhaps not asked for.",
};

type Finding = (about: string) => string;

const address: Record<AddressRule, Finding> = {
  state_missing: () => "The state is missing.",
  state_unknown: (about) => (about ? `No state is called so. ${about}?` : "No state is called so."),
  state_short: (about) => `OK Capsule wants the full name, ${about}.`,
  zip_missing: () => "The postal code is missing.",
  zip_shape: () => "A ZIP code has 5 digits, or 5 and 4.",
  zip_lost_zero: () => "The ZIP code has lost the zero at its front.",
  zip_in_other_state: (about) => `This ZIP code lies in ${about}.`,
  zip_unknown: () => "No ZIP code begins like this.",
  postal_code_shape: () => "A Canadian postal code looks like K1A 0B1.",
  postal_code_in_other_province: (about) => `This postal code lies in ${about}.`,
  unit_missing: (about) => `Is there an apartment number? The address says “${about}”.`,
  unit_without_number: () => "The apartment has no number.",
  number_missing: () => "The street has no house number.",
  po_box: () => "A PO box: FedEx and UPS cannot deliver there.",
  military: () => "A military address: it takes longer, and only the post goes there.",
  military_mismatch: () => "APO, FPO and DPO go with the state AA, AE or AP.",
  territory: (about) => `${about} takes longer, and not every carrier goes there.`,
  territory_as_country: (about) => `The post counts ${about} as a state of the United States.`,
  too_long_for_label: (about) => `A label line holds ${about} characters; the rest may be cut.`,
  unusual_letters: (about) => `“${about}” may not print on a label.`,
  line_break: () => "This holds a line break.",
  city_holds_more: (about) => `“${about}” does not belong to the city.`,
  unit_twice: () => "The apartment stands in both lines.",
};

/** "today", "yesterday", "17 days ago". */
function ago(days: number): string {
  if (days === 0) return "placed today";
  return days === 1 ? "placed yesterday" : `placed ${counted(days, "day", "days")} ago`;
}

/** "Today" stands first in a list, and small in a sentence. */
function inSentence(when: string): string {
  return when.replace(/^(?:Today|Yesterday)/, (word) => word.toLowerCase());
}

const time: Record<TimeOfDay, string> = { morning: "the morning", midday: "midday", evening: "the evening" };

/** What a change is about; a catalog that does not know it has no name for it. */
function named(item: { name: string; pack: boolean }): string {
  return (
    item.name || (item.pack ? "a pack the catalog does not know" : "a product the catalog does not know")
  );
}

/** One difference, as a line of a list. `box` is empty when there is only one. */
function change(one: AgainChange, box: string): string {
  switch (one.kind) {
    case "box_added":
      return `${box || "A box"} is new`;
    case "box_removed":
      return `${box || "A box"} is left out`;
    case "days":
      return `${box}${box ? ": " : ""}${counted(one.now, "day", "days")} instead of ${number(one.before)}`;
    case "added":
      return `${box}${box ? ": " : ""}${number(one.servings)} ${named(one.item)} added in ${time[one.timeOfDay]}`;
    case "removed":
      return `${box}${box ? ": " : ""}${number(one.servings)} ${named(one.item)} left out in ${time[one.timeOfDay]}`;
    case "servings":
      return `${box}${box ? ": " : ""}${number(one.now)} ${named(one.item)} instead of ${number(one.before)} in ${time[one.timeOfDay]}`;
    case "moved":
      return `${box}${box ? ": " : ""}${named(one.item)} in ${time[one.now]} instead of ${time[one.before]}`;
  }
}

const retiredWhy: Record<RetiredReason, string> = {
  inactive: "no longer made",
  ended: "ended by OK Capsule",
  unknown: "no longer in your catalog",
};

const lost: Record<RepeatLoss, string> = {
  time_of_day: "A pouch had no time of day; it stands in the morning now.",
  set: "A set cannot be ordered from here and is left out.",
};

/** Why the newest orders could not be compared with. */
function whyNotAsked(code: Code): string {
  if (code === "timed_out") return "OK Capsule did not answer in 3 seconds";
  if (code === "offline") return "there is no connection";
  if (code === "unreadable") return "OK Capsule has more new orders than can be compared at once";
  return "OK Capsule could not be asked";
}

export const orderDesk = {
  /** What an order or a template holds. */
  holds: {
    days: (days: number) => counted(days, "day", "days"),
    box: (index: number, days: number) => `Box ${number(index)}, ${counted(days, "day", "days")}`,
    times: { morning: "Morning", midday: "Midday", evening: "Evening" } as Record<TimeOfDay, string>,
    item: (name: string, servings: number | null) =>
      servings === null
        ? `${name || "A pack the catalog does not know"} (pack)`
        : `${number(servings)} ${name || "product the catalog does not know"}`,
    nothing: "Nothing in it.",
  },
  twins: {
    none: (time: string | null) =>
      time === null ? "No order like this one on this computer." : `No order like this one, as of ${time}.`,
    checking: "Looking for an order like this one…",
    failed: "Could not look for an order like this one.",
    notAsked: (code: Code, time: string | null): Rich =>
      rich`${strong("Compared with older orders only.")} The newest were not seen: ${whyNotAsked(code)}. ${
        time === null
          ? "This computer has not read all orders yet"
          : `What was placed elsewhere after ${time} is not compared`
      }.`,
    found: (earlier: string): Rich =>
      rich`${strong("Perhaps the same order again.")} ${earlier} is like this one.`,
    compare: "Compare",
    unnumbered: "An order without a number",
    onItsWay: "An order on its way from this computer",
    title: {
      look: "Is this the same order again?",
      send: "Not sent yet. Is this the same order again?",
    },
    reason: {
      same_person_same_contents: (earlier: string, apart: number, days: number) =>
        `${earlier} is for the same person with the same contents, ${ago(apart)}. It lasts ${counted(days, "day", "days")}.`,
      same_address_same_contents: (earlier: string, apart: number, days: number) =>
        `${earlier} went to the same address with the same contents, ${ago(apart)}. It lasts ${counted(days, "day", "days")}.`,
      same_your_number: (earlier: string) =>
        `${earlier} has the same order number of yours. OK Capsule takes each number once and will refuse this order.`,
    },
    table: "This order beside the earlier one",
    thisOne: "This order",
    rows: {
      who: "For",
      where: "To",
      street: "Address",
      when: "Placed",
      status: "Status",
      yourNumber: "Your number",
      holds: "Holds",
    },
    now: "Not sent yet",
    isDraft: "Draft",
    open: (earlier: string) => `Open ${earlier}`,
    sendAnyway: "It is another order, send it",
    dontSend: "Do not send",
    another: "It is another order",
    accepted: "Compared: it is another order.",
    close: "Close",
    stopped: "Not sent. There is an order like this one; look at both.",
  },
  repeat: {
    button: "Order again",
    failed: "The order could not be begun again just now.",
    title: (order: string, when: string | null): Rich =>
      rich`${strong(`Like ${order || "the earlier order"}${when ? ` of ${inSentence(when)}` : ""}.`)}`,
    same: "Nothing is changed yet.",
    changes: "What is different",
    change: (one: AgainChange, several: boolean) =>
      change(
        one,
        several || one.kind === "box_added" || one.kind === "box_removed"
          ? `Box ${number(one.boxAt + 1)}`
          : "",
      ),
    moved: "It goes to another address",
    retired: (names: readonly { name: string; why: RetiredReason }[]): Rich =>
      rich`${strong(`${list(names.map(({ name, why }) => `${name} is ${retiredWhy[why]}`))}.`)} Take what stands instead, or remove it.`,
    newer: (order: string) => `A newer order of this customer is ${order || "there"}.`,
    openNewer: (order: string) => `Open ${order || "it"}`,
    lost,
    instead: (name: string) => `Use ${name} instead`,
    replaced: (before: string, now: string) => `${now} stands in place of ${before}.`,
  },
  known: {
    is: (name: string): Rich =>
      rich`${strong(`${name} is a customer already.`)} Typed anew, OK Capsule would have the same person twice.`,
    take: "Use this customer",
    addresses: "Earlier addresses",
    takeAddress: (address: string) => `Use ${address}`,
    addressUsed: "The earlier address is filled in.",
  },
  templates: {
    button: "Templates",
    title: "Templates",
    lead: "What an order holds, kept to begin others with. Who it is for is never part of one.",
    choose: "Begin with a template",
    none: "There is no template yet. Fill the pouches of an order, then save them as one.",
    noneTitle: "No templates yet",
    take: (name: string) => `Use ${name}`,
    taken: (name: string) => `${name} is filled in.`,
    newOrder: "New order",
    newOrderFrom: (name: string) => `New order from ${name}`,
    replaces: "What stands in the pouches now is replaced.",
    save: "Save these pouches as a template",
    name: "Name of the template",
    nameHint: "For example: Winter, adults",
    saveButton: "Save as template",
    saved: (name: string) => `The template ${name} is saved.`,
    saveFailed: "The template is not saved.",
    rules: {
      required: "Give it a name.",
      too_long: "At most 60 characters.",
      taken: "Another template has this name.",
      pouch_missing: "Put something into a pouch first.",
      too_many: "There are 200 templates. Delete one first.",
    } as Record<string, string>,
    failed: "The templates could not be read.",
    manage: "All templates",
    rename: "Rename",
    renameOf: (name: string) => `Rename ${name}`,
    remove: "Delete",
    removeOf: (name: string) => `Delete ${name}`,
    removeTitle: (name: string) => `Delete the template ${name}?`,
    removeText: "Orders that began with it stay as they are.",
    removeYes: "Delete template",
    removeNo: "Keep it",
    removed: (name: string) => `The template ${name} is deleted.`,
    mended: (name: string) => `The template ${name} is mended.`,
    retired: (names: readonly { name: string; why: RetiredReason }[]) =>
      `${list(names.map(({ name, why }) => `${name} is ${retiredWhy[why]}`))}.`,
    instead: (name: string) => `Use ${name} instead`,
    unknown: "A product",
    cancel: "Cancel",
  },
  digest: {
    title: (products: number, packs: number) =>
      `${list([
        ...(products > 0 ? [counted(products, "product", "products")] : []),
        ...(packs > 0 ? [counted(packs, "pack", "packs")] : []),
      ])} ${form(products + packs, "was", "were")} retired.`,
    templates: (count: number) =>
      count === 0
        ? "No template uses them."
        : `${counted(count, "template uses", "templates use")} what is gone.`,
    added: (count: number) =>
      `${counted(count, "product or pack", "products or packs")} can be ordered anew.`,
    understood: "Understood",
  },
  paste: {
    title: "Paste an e-mail or address",
    label: "Text to read",
    hint: "A message, a signature, an address or a spreadsheet row. It is read on this computer and not kept.",
    open: "Paste an e-mail or address",
    read: "Read the text",
    reading: "Reading the text…",
    close: "Close",
    failed: "The text could not be read just now.",
    nothing: "Nothing for an order was found in this text.",
    found: (count: number, doubtful: number) =>
      doubtful === 0
        ? `${counted(count, "part", "parts")} read from the text.`
        : `${counted(count, "part", "parts")} read from the text, ${doubtful} to look at.`,
    parts: "What was read",
    look: "Look at this:",
    doubtAt: (name: string, said: string) => `${name}: ${said}`,
    taken: "Your own words stay there.",
    inactive: "No longer made, so it is not filled in.",
    whichProduct: "Which one is meant?",
    whichTime: "At which time of day?",
    choose: (name: string) => `Choose ${name}`,
    at: (time: string) => `In the ${time}`,
    product: (servings: number | null, name: string, time: string | null) =>
      `${servings === null ? "" : `${servings} × `}${name}${time ? `, ${time}` : ""}`,
    servingsMissing: "The text does not say how many: 1 is filled in.",
    unchosen: "Product",
    pack: "Pack",
    packValue: (name: string, time: string | null) => `${name} (pack)${time ? `, ${time}` : ""}`,
    clipboardEmpty: "There is no text to paste. Copy an e-mail or an address first.",
    left: "Not used",
    cut: "The text is long; only its first part was read.",
    fill: (count: number) => `Fill in ${counted(count, "part", "parts")}`,
    replace: (count: number) => `Replace ${counted(count, "field", "fields")} I typed`,
    filled: (names: readonly string[]) => `Filled in: ${list(names)}.`,
    filledShort: (count: number) => `${counted(count, "part", "parts")} filled in from your text.`,
    nothingToFill: "Everything in this text already stands in the form.",
    takeBack: "Take back",
    tookBack: "Taken back. The form is as it was.",
    another: "Paste another",
    daysName: "days",
    productsName: "products",
    doubts,
  },
  address: {
    title: (count: number) => `${form(count, "One thing", "Some things")} to look at in the address.`,
    cost: "OK Capsule does not check addresses. A parcel that comes back is destroyed and not sent again.",
    findings: address,
    at: (field: string) => `${field}:`,
    use: (value: string) => (value === "" ? "Empty this field" : `Use ${value}`),
    fine: "Right as it is",
    fineOf: (field: string) => `Right as it is: ${field}`,
  },
};
