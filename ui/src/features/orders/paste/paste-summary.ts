// One sentence about a reading. Pure.
import type { PasteView } from "../../../backend";
import type { Words } from "../../../words";
import type { Order } from "../form/draft-form";
import { valueAt } from "../form/problems";

export type PasteWords = Words["orderDesk"]["paste"];

export function isFound(read: PasteView | undefined): boolean {
  return read !== undefined && read.fields.length + read.products.length > 0;
}

export function summary(words: PasteWords, read: PasteView): string {
  const parts = [...read.fields, ...read.products];
  if (parts.length === 0) return words.nothing;
  return words.found(parts.length, parts.filter(({ doubt }) => doubt !== null).length);
}

/** "ZIP code" and "State" where the order goes to the United States, the form's own names elsewhere. */
export function partName(words: Words, path: string, country: string): string {
  const { fields, state, province, zip } = words.orders.form;
  if (path === "lines.0.days") return fields.days;
  if (path === "address.province" && country === "United States") return state;
  if (path === "address.province" && country === "Canada") return province;
  if (path === "address.postalCode" && country === "United States") return zip;
  return fields[path as keyof typeof fields] ?? path;
}

/** What was filled in with a doubt and still stands there as it was read. */
export function standingDoubts(words: Words, read: PasteView, filled: readonly string[], order: Order) {
  const own = words.orderDesk.paste;
  return read.fields.flatMap(({ path, value, doubt }) => {
    const stands = doubt && filled.includes(path) && valueAt(order, path).trim() === value;
    return stands ? [{ name: partName(words, path, order.address.country), said: own.doubts[doubt] }] : [];
  });
}
