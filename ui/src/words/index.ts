// The sentences of the page, by language. A screen asks `useWords()`; a language that lacks a key does not compile.
import { createContext, useContext } from "react";
import { en } from "./en";

export type Words = typeof en;

export const WordsContext = createContext<Words>(en);

export function useWords(): Words {
  return useContext(WordsContext);
}
