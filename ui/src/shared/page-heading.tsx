// The heading of a screen: it takes the focus when the screen appears, so a screen reader starts there.
import { type ReactNode, useEffect, useRef } from "react";
import classes from "./page-heading.module.css";

interface Props {
  title: ReactNode;
  /** One sentence that answers "what must I do now?". */
  lead?: ReactNode;
  /** At most one filled button. */
  actions?: ReactNode;
  /** Above the title: the way back. */
  above?: ReactNode;
  /** Changes when the same page shows another record, so the heading is focused again. */
  subject?: string;
}

export function PageHeading({ title, lead, actions, above, subject = "" }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusOn(heading, subject);
  return (
    <header className={classes.head}>
      <div className={classes.words}>
        {above}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead ? <p className={classes.lead}>{lead}</p> : null}
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </header>
  );
}

function useFocusOn(target: { current: HTMLElement | null }, subject: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new subject is the reason to focus again
  useEffect(() => {
    target.current?.focus({ preventScroll: true });
  }, [subject, target]);
}
