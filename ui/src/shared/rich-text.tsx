// Draws a sentence whose important words stand out.
import { Fragment } from "react";
import type { Rich } from "../words/rich";

export function RichText({ of }: { of: Rich }) {
  return of.map((part, index) => {
    const key = `${index}`;
    return typeof part === "string" ? <Fragment key={key}>{part}</Fragment> : <b key={key}>{part.strong}</b>;
  });
}
