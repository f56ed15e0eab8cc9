// A white card with a line around it, and its heading when it has one.
import { type ReactNode, useId } from "react";
import classes from "./card.module.css";

interface Props {
  title?: ReactNode;
  count?: ReactNode;
  /** At the right end of the heading line. */
  end?: ReactNode;
  children: ReactNode;
}

export function Card({ title, count, end, children }: Props) {
  const id = useId();
  if (!title) return <div className={classes.card}>{children}</div>;
  return (
    <section className={classes.card} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        {count === undefined ? null : <span className={classes.count}>{count}</span>}
        {end ? <div className={classes.end}>{end}</div> : null}
      </div>
      {children}
    </section>
  );
}
