// What stands where a screen failed to draw.
import { Button } from "@mantine/core";
import { Note } from "../../shared/note";
import { PageHeading } from "../../shared/page-heading";
import { useWords } from "../../words";
import classes from "./starting.module.css";

export function Crashed({ reset }: { reset: () => void }) {
  const words = useWords();
  return (
    <>
      <PageHeading title={words.shell.crashed.title} />
      <Note tone="bad" says="alert" actions={<Button onClick={reset}>{words.shell.crashed.again}</Button>}>
        {words.shell.crashed.text}
      </Note>
    </>
  );
}

/** The same when not a screen but the window around it failed. */
export function WindowCrashed({ reset }: { reset: () => void }) {
  return (
    <main className={classes.middle}>
      <div className={classes.box}>
        <Crashed reset={reset} />
      </div>
    </main>
  );
}
