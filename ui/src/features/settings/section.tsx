// One section of Settings and one row in it.
import type { ReactNode } from "react";
import { Card } from "../../shared/card";
import classes from "./settings-page.module.css";

interface SectionProps {
  id: string;
  title: string;
  text: string;
  children: ReactNode;
}

export function Section({ id, title, text, children }: SectionProps) {
  return (
    <section id={`settings-${id}`} className={classes.section} aria-labelledby={`settings-${id}-title`}>
      <h2 id={`settings-${id}-title`} tabIndex={-1}>
        {title}
      </h2>
      <p>{text}</p>
      {children}
    </section>
  );
}

export function Rows({ children }: { children: ReactNode }) {
  return <Card>{children}</Card>;
}

interface RowProps {
  /** Ties the name to a control that has no label of its own. */
  id?: string;
  name: string;
  text?: ReactNode;
  children?: ReactNode;
}

export function Row({ id, name, text, children }: RowProps) {
  return (
    <div className={classes.row}>
      <div>
        <p className={classes.name} id={id}>
          {name}
        </p>
        {text ? <p id={id ? `${id}-text` : undefined}>{text}</p> : null}
      </div>
      {children ? <div className={classes.control}>{children}</div> : null}
    </div>
  );
}
