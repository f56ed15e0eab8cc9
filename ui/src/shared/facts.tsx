// Names and what they are, one a line: "Carrier · USPS".
import type { ReactNode } from "react";
import classes from "./facts.module.css";

export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

interface FactProps {
  name: string;
  children: ReactNode;
  /** Names a person or where they live: the privacy screen hides it. */
  personal?: true;
  /** Why it is shown the way it is. */
  why?: string;
}

export function Fact({ name, children, personal, why }: FactProps) {
  return (
    <>
      <dt>{name}</dt>
      <dd data-private={personal}>
        {children}
        {why ? <small>{why}</small> : null}
      </dd>
    </>
  );
}
