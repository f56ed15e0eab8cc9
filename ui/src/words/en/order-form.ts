// The new order: fields, their rules, the order in words, and every state of its sending.
import { counted, form, list, number } from "../intl";
import { type Rich, rich, richList, strong } from "../rich";

/** What OK Capsule allows on a label. */
const labelMarks = "! ? @ # $ % ^ & * ( ) _ - + [ ] { } ' : ; ~ / | . ,";

type Rule = (field: string, value: string) => string;

/** One sentence a rule; `at_most_50` and its kind are worded by `atMost`. */
const rules: Record<string, Rule> = {
  required: (field) => `The ${field} is missing.`,
  email: (_field, value) =>
    value.includes("@")
      ? "The part after @ needs a dot, as in example.com."
      : "An e-mail has an @ in it, as in nora@example.com.",
  phone: () => "A phone number is digits only, as in +1 503 555 0142.",
  phone_country_code: () => "Begin with + and the country’s code, as in +1 503 555 0142.",
  country_in_full: () => "Use the country’s full name, as in United States.",
  customer_missing: () => "Choose a customer from the list, or type a new one.",
  not_an_id: (field) => `OK Capsule does not know this ${field}. Choose it again from the list.`,
  customer_unknown: () => "OK Capsule does not know this customer. Choose another one, or type a new one.",
  line_missing: () => "The order has no box yet. Add one.",
  days_1_to_60: () => "Choose 1 to 60 days.",
  pouch_missing: () => "No pouch has anything in it yet. Add a product or choose a pack.",
  filling_missing: () => "This pouch is empty. Add a product, or choose a pack.",
  label_marks: () => `Only letters without accents, digits, spaces and ${labelMarks} can be printed.`,
  cycle_length: () => "A round has 7 or 10 days.",
  cycle_days: () => "Choose each day of the round once, and none past its end.",
  pack_missing: () => "Choose a pack, or use products instead.",
  pack_inactive: () => "OK Capsule has switched this pack off. Choose another one.",
  pack_unknown: () => "This pack is not in your catalog any more. Choose another one.",
  product_missing: () => "Choose a product.",
  product_inactive: () => "This product is no longer made. Remove it or choose another one.",
  product_ended: () =>
    "OK Capsule has ended the product behind this one. Remove it, and ask support what replaces it.",
  product_unknown: () => "This product is not in your catalog any more. Remove it or choose another one.",
  servings_at_least_1: () => "Take at least 1 serving, or remove the product.",
  // looked at, never in the way
  email_missing: () => "No e-mail: OK Capsule cannot write to this person about the parcel.",
  phone_missing: () => "No phone number: some carriers ask for one.",
  exactly_100: () => "This line has exactly 100 characters. OK Capsule may want it shorter.",
  twice_in_a_pouch: () => "This product is twice in one pouch.",
  more_than_8: (field) =>
    `${field} holds more than 8. OK Capsule takes at most 8 supplements in one time of day.`,
};

/** What OK Capsule refused, where our own rule of that name would say it otherwise. */
const refusedRules: Record<string, (said: string) => string> = {
  email: () => "OK Capsule does not take this e-mail. Look at each part of it, as in nora@example.com.",
  too_long: () => "This is too long for OK Capsule. Shorten it.",
};

/** Refused somewhere in the pouches: the server does not say where. `names` are the products it names. */
const refusedLines: Record<string, (names: string) => string> = {
  product_missing: () => "A product is missing in a pouch. Choose one.",
  product_unknown: () => "OK Capsule does not know a product of this order. Remove it or choose another one.",
  product_inactive: (names) =>
    `No longer made: ${names}. Remove what is no longer made, or choose something else.`,
  product_ended: (names) =>
    `OK Capsule has ended what is behind ${names}. Remove it, and ask support what replaces it.`,
  filling_missing: () => "A pouch holds neither products nor a pack. Fill it with one of the two.",
  no_packaging: () =>
    "OK Capsule has no packaging for this box yet. Ask support to set it up, then send again.",
};

const times = { morning: "Morning", midday: "Midday", evening: "Evening" };

interface Spoken {
  servings: number | null;
  name: string;
}

export const orderForm = {
  title: "New order",
  opening: "Opening a draft",
  cannotOpen: "The draft could not be opened",
  saved: (time: string) => `Draft saved ${time} on this computer`,
  saving: "Saving the draft…",
  notSaved: "The last words are not saved yet.",

  choicesFor: (field: string) => `Choices for ${field}`,
  customer: "Customer",
  customerNew: "New at OK Capsule with this order.",
  chooseKnown: "Choose a known customer",
  typeNew: "Type a new customer",
  chooseAnother: "Choose another customer",
  known: "Known customer",
  knownHint: "Find by name, e-mail or id",
  knownNone: (text: string) => `Nobody on this computer has “${text}” in the name or e-mail, or as id.`,
  knownStart: "Type a name, an e-mail or an id.",
  knownFailed: "The customers could not be read just now. Type the customer as a new one, or try again.",
  knownLooking: "Looking…",
  knownChosen: (name: string) => `${name} is chosen.`,
  knownChosenFilled: (name: string) => `${name} is chosen, and the address of their last order is filled in.`,
  knownDetail: (email: string, city: string) => [email, city].filter(Boolean).join(" · "),
  noEmail: "no e-mail",

  shipTo: "Ship to",
  pouches: "Pouches",
  pouchesHint: "A pouch is the small bag for one time of day.",
  box: (index: number) => `Box ${index}`,
  addBox: "Add another box",
  removeBox: "Remove box",
  removeBoxLabel: (index: number) => `Remove box ${index}`,
  boxHint: "A box holds the pouches of one plan. Most orders need one.",
  boxAdded: (index: number) => `Box ${index} is added.`,
  boxRemoved: (index: number) => `Box ${index} is removed.`,
  takeBackBox: "Put it back",
  times,
  pouchOf: { morning: "Morning pouch", midday: "Midday pouch", evening: "Evening pouch" },
  /** For the middle of a sentence. */
  timeOf: { morning: "morning", midday: "midday", evening: "evening" },
  empty: "empty",
  ofEight: (count: number) => `${number(count)} of 8`,
  forDaysBefore: "For",
  forDaysAfter: (days: number | null) => form(days ?? 2, "day", "days"),
  addProduct: "Add product",
  addProductTo: (time: string) => `Add product to ${time}`,
  productAdded: (name: string, time: string) => `${name} is in the ${time} pouch.`,
  productRemoved: (name: string, time: string) => `${name} is out of the ${time} pouch.`,
  noProduct: (text: string) => `No product is called “${text}”.`,
  catalogMissing: "The products could not be read.",
  catalogLoading: "Reading the products…",
  noLongerMade: "No longer made",
  endedByOkc: "Ended by OK Capsule",
  goneInstead: (why: string, instead: string | null) => (instead ? `${why}. Instead: ${instead}` : why),
  servingsOf: (name: string) => `${name}, servings`,
  servingsSay: (name: string, servings: number) => `${counted(servings, "serving", "servings")} of ${name}`,
  less: (name: string) => `One less ${name}`,
  more: (name: string) => `One more ${name}`,
  remove: (name: string) => `Remove ${name}`,
  unknownProduct: "A product the catalog does not know",
  servingIs: (size: number) => `1 serving is ${counted(size, "capsule", "capsules")}`,
  openPack: "Open into its products",
  packOpened: (name: string) => `${name} is opened into its products.`,
  usePack: "Use a pack instead",
  useProducts: "Use products instead",
  pack: "Pack",
  packFor: (time: string) => `Pack for ${time}`,
  choosePack: "Choose a pack",
  noPack: (text: string) => `No pack is called “${text}”.`,
  packHolds: (name: string) => `What is in ${name}`,
  packUnknown: "A pack the catalog does not know",
  packUsed: (time: string) => `The ${time} pouch is a pack now.`,
  productsUsed: (time: string) => `The ${time} pouch holds products again.`,
  packOff: "Switched off",
  packBroken: (names: readonly string[]) =>
    `${list(names)} ${form(names.length, "is", "are")} no longer made`,
  packPart: (name: string, servings: number | null) =>
    servings === null ? name : `${number(servings)} ${name}`,

  moreOfBox: "Label text, days to take, physician",
  moreOfOrder: "Your order number, name on the parcel, note",
  fields: {
    "customer.firstName": "First name",
    "customer.lastName": "Last name",
    "customer.email": "E-mail",
    "customer.phone": "Phone",
    "address.address1": "Street address",
    "address.address2": "Apartment, suite, unit",
    "address.city": "City",
    "address.postalCode": "Postal code",
    "address.province": "State, province or region",
    "address.country": "Country",
    "address.addressee": "Name on the parcel",
    yourOrderNumber: "Your order number",
    note: "Note",
    days: "Days",
    physicianName: "Physician’s name",
    customLabel: "Label text",
    cycle: "Days to take",
  },
  /** The same, in the middle of a sentence. */
  fieldNames: {
    customer: "customer",
    "customer.id": "customer",
    "customer.firstName": "first name",
    "customer.lastName": "last name",
    "customer.email": "e-mail",
    "customer.phone": "phone number",
    "address.addressee": "name on the parcel",
    "address.address1": "street address",
    "address.address2": "apartment",
    "address.city": "city",
    "address.province": "state",
    "address.postalCode": "postal code",
    "address.country": "country",
    yourOrderNumber: "order number",
    note: "note",
    lines: "pouches",
    days: "number of days",
    physicianName: "physician’s name",
    pouches: "pouches",
    customLabel: "label text",
    cycle: "days to take",
    cycleLength: "round",
    filling: "pouch",
    packId: "pack",
    productId: "product",
    servings: "number of servings",
  } as Record<string, string>,
  zip: "ZIP code",
  state: "State",
  province: "Province",
  unitExample: "Apt 3B",
  noState: (text: string) => `“${text}” is kept as typed.`,
  noCountry: (text: string) => `No country is called “${text}”.`,
  addresseeHint: "Only when it is another name than the customer’s.",
  yourNumberHint: "From your own shop. OK Capsule takes each number once.",
  noteHint: "For you and OK Capsule. Customers do not see it.",
  labelFor: (time: string) => `Label text, ${time}`,
  labelHint: (most: number) =>
    `Printed on each pouch. At most ${number(most)}: letters without accents, digits, spaces and ${labelMarks}`,
  labelLeft: (used: number) => `${number(used)} of 30`,
  cycleFor: (time: string) => `Days to take, ${time}`,
  cycleDaily: "Every day",
  cycleSome: (length: number) => `Some days of a ${number(length)}-day round`,
  cycleDay: (day: number) => `Day ${number(day)}`,
  cycleDays: (time: string) => `Days of the round, ${time}`,
  cycleHint: "The round starts again when it ends. At least one day stays chosen.",
  noPouchesYet: "Put something into a pouch first; then its label text and days stand here.",

  rules,
  refusedRules,
  refusedLines,
  atMost: (most: number) => `This is longer than ${number(most)} characters. Shorten it.`,
  saidByServer: (said: string) => `OK Capsule says: “${said}”`,
  notAccepted: "OK Capsule does not accept this. Change it, or copy the case text for support.",
  elsewhere: (name: string | null, sentence: string) => (name ? `${capital(name)}: ${sentence}` : sentence),

  review: "Review and send",
  inWords: "The order in words",
  nothingYet: "As you fill in the order, it stands here in one sentence. Read it aloud before you send.",
  sentence: (parts: {
    customer: string;
    place: string;
    boxes: readonly {
      days: number | null;
      pouches: number;
      times: readonly { time: keyof typeof times; items: readonly Spoken[] }[];
    }[];
  }): Rich => {
    const who = parts.customer ? strong(parts.customer) : "a customer without a name yet";
    const where = parts.place ? rich` in ${strong(parts.place)}` : [];
    const total = parts.boxes.reduce((sum, box) => sum + box.pouches, 0);
    const several = parts.boxes.length > 1;
    const boxes = parts.boxes.map((box, index) => {
      const days = box.days === null ? [] : rich`${strong(counted(box.days, "day", "days"))}`;
      if (box.times.length === 0)
        return rich` ${several ? `Box ${index + 1}: n` : "N"}othing in the pouches yet.`;
      const spoken = box.times.map(
        ({ time, items }, at) =>
          rich`${at === 0 && !several ? "Every" : "every"} ${times[time].toLowerCase()} ${richList(items.map(speak))}`,
      );
      const end = several
        ? rich`, ${days}${days.length > 0 ? ", " : ""}${counted(box.pouches, "pouch", "pouches")}.`
        : rich`. ${days}${days.length > 0 ? ", " : ""}${counted(box.pouches, "pouch", "pouches")} in one box.`;
      return rich` ${several ? `Box ${index + 1}: ` : ""}${richList(spoken, "; ", "; ")}${end}`;
    });
    const sum = several
      ? ` ${counted(total, "pouch", "pouches")} in ${number(parts.boxes.length)} boxes.`
      : "";
    return rich`For ${who}${where}.${boxes.flat()}${sum}`;
  },
  checks: "Checks",
  check: {
    missing: (names: readonly string[]): Rich => rich`${strong("Still to fill in:")} ${list(names)}.`,
    toFix: (count: number): Rich =>
      rich`${strong(`${counted(count, "field needs", "fields need")} you.`)} Each says why.`,
    complete: "Everything OK Capsule asks for is filled in.",
    lookAt: (sentence: string): Rich => rich`${strong("Look at this:")} ${sentence}`,
    active: (count: number) =>
      count === 1 ? "The product can be ordered." : `All ${number(count)} products can be ordered.`,
    activePack: "The pack can be ordered.",
    eight: "No time of day holds more than 8.",
  },
  goesTo: {
    practice: rich`This goes to ${strong("Practice")}. The pretend warehouse on this computer will make it; nothing is billed.`,
    stage: rich`This goes to ${strong("Stage")}. OK Capsule takes it as a test; nothing is made and nothing is billed.`,
    live: (company: string | null) =>
      rich`This goes to ${strong("Live")}. OK Capsule will make it, ship it, and bill ${company ?? "your company"}.`,
  },
  send: (place: string) => `Send 1 order to ${place}`,
  canTakeBack: (seconds: number) =>
    seconds === 0
      ? "It leaves at once. You can change it until tonight’s cut-off."
      : `You can take it back for ${counted(seconds, "second", "seconds")}, then change it until tonight’s cut-off.`,
  checkingFirst:
    "This draft came with a backup or an older file. We look at OK Capsule whether it was ordered already; after about 15 minutes it can be sent.",
  notSent: "This order was about to leave and did not. Nothing was sent; send it when you are ready.",
  signedOut: (customer: string) =>
    `Your sign-in has ended. Your draft${customer ? ` for ${customer}` : ""} is saved, and nothing was sent.`,
  notYet: (count: number) => `Not sent. ${counted(count, "field needs", "fields need")} you.`,

  leaving: {
    leavesIn: (left: string) => `Leaves in ${left}`,
    leavesNow: "Leaves now",
    seconds: (seconds: number) =>
      seconds < 60
        ? `${number(seconds)} s`
        : `${number(Math.floor(seconds / 60))} min ${number(seconds % 60)} s`,
    still: "Still on this computer. Nothing has been sent.",
    announced: (seconds: number) =>
      `Leaves in ${counted(seconds, "second", "seconds")}. Press Undo to take it back.`,
    waitsForNetwork: "It waits for OK Capsule and leaves by itself. Nothing has been sent.",
    undo: "Undo",
    undoLabel: "Undo send",
    sendNow: "Send now",
  },
  takenBack: "Taken back. The order is a draft again, and nothing was sent.",
  sending: "Sending to OK Capsule…",
  sendingText: "Please wait. If the answer is lost, we find out by ourselves whether the order arrived.",
  placed: (order: string, until: string | null) =>
    until
      ? `Order ${order} is with OK Capsule. You can change it until ${until}.`
      : `Order ${order} is with OK Capsule.`,
  placedNoNumber: (until: string | null) =>
    until
      ? `The order is with OK Capsule. You can change it until ${until}.`
      : "The order is with OK Capsule.",
  openOrder: "Open order",
  startNext: "Start the next order",
  refusedTitle: "OK Capsule refused the order. Nothing was placed.",
  refusedFields: (fields: number) =>
    fields === 0
      ? "Everything is kept as you typed it."
      : `${capital(words(fields))} ${form(fields, "field needs", "fields need")} you; the rest is kept as you typed it.`,
  unsure: {
    title: "Checking with OK Capsule.",
    text: (customer: string, time: string | null) =>
      `The order${customer ? ` for ${customer}` : ""} left${time ? ` at ${time}` : ""}, but the answer was lost. Please do not type it again.`,
    announced: "The answer was lost. We are checking with OK Capsule. Please do not type the order again.",
    looked: (time: string) => `Looked at ${time}: not there yet.`,
    notLooked: "We have not been able to look yet.",
    next: (time: string) => `We look again at ${time}.`,
    nextUnknown: "We look again with the next reading of the orders.",
    mayAfter: (time: string) => `If it is still not there after ${time}, you can send it again safely.`,
    sendAgain: "Send again",
    sendAgainFrom: (time: string) => `Send again, possible after ${time}`,
    sendAgainLater: "Send again, not possible yet",
    sendAgainTitle: (customer: string) =>
      customer ? `Send the order for ${customer} again?` : "Send the order again?",
    sendAgainText:
      "We look once more first. Only if OK Capsule still does not know the order, the very same one is sent again.",
    notYet: "Not yet",
    keepWaiting: "Keep waiting",
    askedSupport: "Copy case text for support",
  },
};

function speak({ servings, name }: Spoken) {
  return strong(servings === null ? name : `${number(servings)} ${name}`);
}

function words(n: number): string {
  return ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][n] ?? number(n);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
