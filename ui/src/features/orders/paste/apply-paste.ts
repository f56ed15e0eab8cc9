// What a reading changes in an order: empty fields are filled, what was typed stays unless a person asks to replace it. Pure.
import type { PasteProductView, PasteView, TimeOfDay } from "../../../backend";
import {
  addProduct,
  blankLine,
  changeLine,
  fill,
  type Order,
  pouchAt,
  setServings,
} from "../form/draft-form";

/** What a person chose where the text left it open, by the product's place in the reading. */
export interface Choice {
  productId?: string;
  time?: TimeOfDay;
}

export type Choices = Readonly<Record<number, Choice>>;

export interface Applied {
  order: Order;
  /** Paths that changed; `products` once a product went in. */
  filled: string[];
  /** Paths where something else was typed already. */
  kept: string[];
}

/** Days of a line nobody has touched. */
const usualDays = 30;

export function applyPaste(order: Order, read: PasteView, choices: Choices, replace = false): Applied {
  const applied: Applied = { order, filled: [], kept: [] };
  for (const { path, value } of read.fields) {
    // Judged by the order as it was: filling the street does not make the country typed.
    const before = fieldOf(order, path);
    if (before === null || (!isUntouched(order, path, before) && before.trim() !== value && !replace)) {
      applied.kept.push(path);
    } else if (before.trim() !== value) {
      applied.order = withField(applied.order, path, value);
      applied.filled.push(path);
    }
  }
  read.products.forEach((product, at) => {
    putIn(applied, product, choices[at] ?? {});
  });
  return applied;
}

/** Empty, or still as a new order begins: a country and a number of days that nobody typed. */
function isUntouched(order: Order, path: string, before: string): boolean {
  if (path === "address.country") return isAddressBlank(order);
  return before.trim() === "" || (path === "lines.0.days" && before === String(usualDays));
}

/** What stands there; null when there is no such field now. */
function fieldOf(order: Order, path: string): string | null {
  const [part = "", name = ""] = path.split(".");
  if (part === "customer")
    return order.customer.kind === "new" ? ((order.customer as Record<string, string>)[name] ?? null) : null;
  if (part === "address") return (order.address as Record<string, string>)[name] ?? null;
  if (path === "yourOrderNumber") return order.yourOrderNumber;
  if (path === "lines.0.days") return String(order.lines[0]?.days ?? "");
  return null;
}

function isAddressBlank({ address }: Order): boolean {
  const { address1, address2, city, province, postalCode } = address;
  return `${address1}${address2}${city}${province}${postalCode}`.trim() === "";
}

function withField(order: Order, path: string, value: string): Order {
  const [part = "", name = ""] = path.split(".");
  if (part === "customer" && order.customer.kind === "new")
    return { ...order, customer: { ...order.customer, [name]: value } };
  if (part === "address") return { ...order, address: { ...order.address, [name]: value } };
  if (path === "yourOrderNumber") return { ...order, yourOrderNumber: value };
  if (path === "lines.0.days") {
    const lines = order.lines.length > 0 ? order : { ...order, lines: [blankLine()] };
    return changeLine(lines, 0, (line) => ({ ...line, days: Number(value) }));
  }
  return order;
}

/** The product and time that go in; null while either is open, or the product is no longer made. */
function settled(product: PasteProductView, choice: Choice): { productId: string; time: TimeOfDay } | null {
  const productId = product.productId ?? choice.productId;
  const time = product.timeOfDay ?? choice.time;
  return productId && time && product.active ? { productId, time } : null;
}

function putIn(applied: Applied, product: PasteProductView, choice: Choice): void {
  const settle = settled(product, choice);
  if (!settle) return;
  const { productId, time } = settle;
  const order = applied.order.lines.length > 0 ? applied.order : { ...applied.order, lines: [blankLine()] };
  const line = order.lines[0];
  const pouch = line?.pouches[pouchAt(line, time)];
  if (product.pack) {
    // A pack fills a pouch alone: what stands there is somebody's choice.
    if (pouch && (pouch.filling.kind === "pack" || pouch.filling.contents.length > 0)) return;
    applied.order = changeLine(order, 0, (line) => fill(line, time, { kind: "pack", packId: productId }));
    applied.filled.push(`products.${productId}.${time}`);
    return;
  }
  // A pack is somebody's choice, and what already stands there is as typed.
  if (pouch && (pouch.filling.kind === "pack" || holds(pouch.filling.contents, productId))) return;
  applied.order = changeLine(order, 0, (line) => {
    const added = addProduct(line, time, productId);
    const at = pouchAt(added, time);
    const filling = added.pouches[at]?.filling;
    const content = filling?.kind === "contents" ? filling.contents.length - 1 : 0;
    return setServings(added, at, content, product.servings ?? 1);
  });
  applied.filled.push(`products.${productId}.${time}`);
}

function holds(contents: readonly { productId: string }[], productId: string): boolean {
  return contents.some((content) => content.productId === productId);
}
