// Names and what they are, one a line: "Carrier · USPS".
import type { ReactNode } from "react";
import classes from "./facts.module.css";

export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

interface FactProps {
  name: string;
  children: ReactNode;
  /** Why it is shown the way it is. */
  why?: string;
}

export function Fact({ name, children, why }: FactProps) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {children}
        {why ? <small>{why}</small> : null}
      </dd>
    </>
  );
}
