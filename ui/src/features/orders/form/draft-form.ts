// The order as it is typed, whole, and the pure edits one can make to it. Nothing here judges it: Rust's check does.
import type {
  AddressForm,
  AddressView,
  ContentForm,
  CustomerForm,
  DraftForm,
  FillingForm,
  PackView,
  PouchForm,
  RepeatedForm,
  TimeOfDay,
} from "../../../backend";

export const timesOfDay = ["morning", "midday", "evening"] as const satisfies readonly TimeOfDay[];

/** Days when nothing else is typed (BEHAVIOUR §5). */
const usualDays = 30;

export type Address = Required<AddressForm>;

export interface Line {
  days: number | null;
  physicianName: string;
  pouches: PouchForm[];
}

export interface Order {
  yourOrderNumber: string;
  customer: CustomerForm;
  address: Address;
  lines: Line[];
  note: string;
  /** The order this one repeats. */
  repeats: RepeatedForm | null;
}

export const noCustomer: CustomerForm = { kind: "new", firstName: "", lastName: "", email: "", phone: "" };

const noAddress: Address = {
  addressee: "",
  address1: "",
  address2: "",
  city: "",
  province: "",
  postalCode: "",
  country: "",
};

/** A draft may lack what was never typed; the form always has all of it. */
export function complete(form: DraftForm): Order {
  return {
    yourOrderNumber: form.yourOrderNumber ?? "",
    customer: form.customer ?? noCustomer,
    address: { ...noAddress, ...form.address },
    lines: completeLines(form.lines ?? []),
    note: form.note ?? "",
    repeats: form.repeats ?? null,
  };
}

export function completeLines(lines: NonNullable<DraftForm["lines"]>): Line[] {
  return lines.map((line) => ({
    days: line.days ?? null,
    physicianName: line.physicianName ?? "",
    pouches: line.pouches ?? [],
  }));
}

/** Nobody has typed anything worth keeping. */
export function isBlank(order: Order): boolean {
  const { customer, address } = order;
  const who = customer.kind === "known" ? customer.id : Object.values({ ...customer, kind: "" }).join("");
  const where = Object.values({ ...address, country: "" }).join("");
  const what = order.lines.some((line) => line.pouches.length > 0 || line.physicianName !== "");
  return `${who}${where}${order.yourOrderNumber}${order.note}`.trim() === "" && !what;
}

export function nameOf(customer: CustomerForm): string {
  return customer.kind === "known"
    ? customer.name.trim()
    : `${customer.firstName} ${customer.lastName}`.trim();
}

export function blankLine(): Line {
  return { days: usualDays, physicianName: "", pouches: [] };
}

/** Puts the last known address into a form whose address is still empty; what was typed stays. */
export function fillAddress(address: Address, known: AddressView | null): Address | null {
  if (
    !known ||
    Object.values({ ...address, country: "" })
      .join("")
      .trim() !== ""
  )
    return null;
  return addressFrom(known);
}

export function addressFrom(known: AddressView): Address {
  return {
    addressee: known.addressee ?? "",
    address1: known.address1,
    address2: known.address2 ?? "",
    city: known.city,
    province: known.province ?? "",
    postalCode: known.postalCode ?? "",
    country: known.country,
  };
}

export function changeLine(order: Order, at: number, change: (line: Line) => Line): Order {
  return { ...order, lines: order.lines.map((line, index) => (index === at ? change(line) : line)) };
}

export function changePouch(line: Line, at: number, change: (pouch: PouchForm) => PouchForm): Line {
  return { ...line, pouches: line.pouches.map((pouch, index) => (index === at ? change(pouch) : pouch)) };
}

/** Where this time of day stands in the line's pouches; -1 when it has none. */
export function pouchAt(line: Line, time: TimeOfDay): number {
  return line.pouches.findIndex((pouch) => pouch.timeOfDay === time);
}

/** A product already in the pouch gets one serving more. */
export function addProduct(line: Line, time: TimeOfDay, productId: string): Line {
  const at = pouchAt(line, time);
  const before = line.pouches[at];
  if (!before || before.filling.kind === "pack")
    return fill(line, time, { kind: "contents", contents: [one(productId)] });
  const { contents } = before.filling;
  const again = contents.some((content) => content.productId === productId);
  return fill(line, time, {
    kind: "contents",
    contents: again
      ? contents.map((content) =>
          content.productId === productId ? { ...content, servings: (content.servings ?? 0) + 1 } : content,
        )
      : [...contents, one(productId)],
  });
}

function one(productId: string): ContentForm {
  return { productId, servings: 1 };
}

export function setServings(line: Line, pouch: number, content: number, servings: number): Line {
  return changeContents(line, pouch, (contents) =>
    contents.map((item, index) => (index === content ? { ...item, servings } : item)),
  );
}

/** An emptied pouch goes, unless something was typed for it. */
export function removeContent(line: Line, pouch: number, content: number): Line {
  return dropEmpty(
    changeContents(line, pouch, (contents) => contents.filter((_, index) => index !== content)),
  );
}

function changeContents(line: Line, at: number, change: (contents: ContentForm[]) => ContentForm[]): Line {
  return changePouch(line, at, (pouch) =>
    pouch.filling.kind === "contents"
      ? { ...pouch, filling: { kind: "contents", contents: change(pouch.filling.contents) } }
      : pouch,
  );
}

/** Fills this time of day with a pack or with products; the pouch keeps its label text and days. */
export function fill(line: Line, time: TimeOfDay, filling: FillingForm): Line {
  const at = pouchAt(line, time);
  if (at >= 0) return changePouch(line, at, (pouch) => ({ ...pouch, filling }));
  const pouch: PouchForm = { timeOfDay: time, customLabel: "", filling, cycle: "", cycleLength: null };
  return { ...line, pouches: inOrderOfDay([...line.pouches, pouch]) };
}

export function dropEmpty(line: Line): Line {
  return {
    ...line,
    pouches: line.pouches.filter(
      ({ filling, customLabel, cycle }) =>
        filling.kind === "pack" || filling.contents.length > 0 || customLabel !== "" || cycle !== "",
    ),
  };
}

/** Whether any pouch holds something. */
export function holdsAnything(lines: readonly Line[]): boolean {
  return lines.some((line) =>
    line.pouches.some(({ filling }) =>
      filling.kind === "pack" ? filling.packId !== "" : filling.contents.length > 0,
    ),
  );
}

/** Puts another product in place of one, wherever it stands in a pouch that does not hold the other already; there its servings are added. */
export function replaceProduct(lines: readonly Line[], before: string, now: string): Line[] {
  return lines.map((line) => ({
    ...line,
    pouches: line.pouches.map((pouch) =>
      pouch.filling.kind === "contents"
        ? {
            ...pouch,
            filling: { kind: "contents", contents: replaceContent(pouch.filling.contents, before, now) },
          }
        : pouch,
    ),
  }));
}

function replaceContent(contents: readonly ContentForm[], before: string, now: string): ContentForm[] {
  const gone = contents.find(({ productId }) => productId === before);
  if (!gone) return [...contents];
  if (!contents.some(({ productId }) => productId === now))
    return contents.map((one) => (one === gone ? { ...one, productId: now } : one));
  return contents
    .filter((one) => one !== gone)
    .map((one) =>
      one.productId === now ? { ...one, servings: (one.servings ?? 0) + (gone.servings ?? 0) } : one,
    );
}

/** A pack as its products, each at its own time of day; one without a time stays where the pack was. */
export function openPack(line: Line, time: TimeOfDay, pack: PackView): Line {
  const emptied = dropEmpty(fill(line, time, { kind: "contents", contents: [] }));
  return pack.parts.reduce((so, part) => {
    const at = timesOfDay.find((one) => one === part.timeOfDay?.toLowerCase()) ?? time;
    const target = so.pouches[pouchAt(so, at)]?.filling.kind === "pack" ? time : at;
    const before = servingsOf(so, target, part.productId);
    const added = addProduct(so, target, part.productId);
    const pouch = pouchAt(added, target);
    const filling = added.pouches[pouch]?.filling;
    const content =
      filling?.kind === "contents"
        ? filling.contents.findIndex(({ productId }) => productId === part.productId)
        : -1;
    return setServings(added, pouch, content, before + (part.servings ?? 1));
  }, emptied);
}

function servingsOf(line: Line, time: TimeOfDay, productId: string): number {
  const filling = line.pouches[pouchAt(line, time)]?.filling;
  if (filling?.kind !== "contents") return 0;
  return filling.contents.find((one) => one.productId === productId)?.servings ?? 0;
}

function inOrderOfDay(pouches: PouchForm[]): PouchForm[] {
  return pouches.toSorted((a, b) => timesOfDay.indexOf(a.timeOfDay) - timesOfDay.indexOf(b.timeOfDay));
}
