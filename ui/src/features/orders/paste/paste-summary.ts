// One sentence about a reading. Pure.
import type { PasteView } from "../../../backend";
import type { Words } from "../../../words";

export type PasteWords = Words["orderDesk"]["paste"];

export function isFound(read: PasteView | undefined): boolean {
  return read !== undefined && read.fields.length + read.products.length > 0;
}

export function summary(words: PasteWords, read: PasteView): string {
  const parts = [...read.fields, ...read.products];
  if (parts.length === 0) return words.nothing;
  return words.found(parts.length, parts.filter(({ doubt }) => doubt !== null).length);
}
