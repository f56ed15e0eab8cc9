// The sentences of the page, by language. A screen asks `useWords()`; another language is another file of this type, and one that lacks a key does not compile.
import { en } from "./en";

export type Words = typeof en;

export function useWords(): Words {
  return en;
}
