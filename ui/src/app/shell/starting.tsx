// Before the first screen: a quiet word while Rust opens the desk, or why it could not.
import { useEffect, useState } from "react";
import { FailureNote } from "../../shared/failure-note";
import { PageHeading } from "../../shared/page-heading";
import { useWords } from "../../words";
import classes from "./starting.module.css";

export function Starting() {
  const words = useWords();
  const late = useAfter(200);
  const veryLate = useAfter(4_000);
  return (
    <main className={classes.middle} aria-busy="true">
      <p role="status">{late ? words.shell.starting : null}</p>
      {veryLate ? <p role="status">{words.shell.startingLong}</p> : null}
    </main>
  );
}

function useAfter(milliseconds: number): boolean {
  const [after, setAfter] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAfter(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return after;
}

export function CannotStart({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const words = useWords();
  return (
    <main className={classes.middle}>
      <div className={classes.box}>
        <PageHeading title={words.shell.cannotStart} />
        <FailureNote error={error} onRetry={onRetry} />
      </div>
    </main>
  );
}
