// The printer that only pretends: its sheets for the eye, and what can go wrong with it. In Practice only.
import { Button } from "@mantine/core";
import { type PracticeTrouble, type TraySheetView, useBackend } from "../../backend";
import { FailureNote } from "../../shared/failure-note";
import { announce } from "../../shared/live-region";
import { Note } from "../../shared/note";
import { usePlace } from "../../shared/place";
import { useWords } from "../../words";
import classes from "./labels-page.module.css";
import { useTray } from "./queries";

const playsInOrder: readonly PracticeTrouble[] = ["out_of_paper", "jam", "gone"];

export function PracticePrinter() {
  const words = useWords().printing;
  const { tray, play } = useTray();
  if (tray.isError) return <FailureNote error={tray.error} onRetry={() => tray.refetch()} />;
  if (!tray.data) return null;
  const { sheets, cameOut, trouble } = tray.data;
  const begin = (wanted: PracticeTrouble | null) => {
    if (play.isPending) return;
    play.mutate(wanted, {
      onSuccess: () => announce(wanted ? words.tray.plays[wanted].now : words.printerStates.ready),
    });
  };
  return (
    <section className={classes.panel} aria-label={words.practicePrinterTitle}>
      <h2 className={classes.heading}>{words.practicePrinterTitle}</h2>
      <p className={classes.small}>{words.tray.lead(cameOut)}</p>
      {sheets.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        <ul className={classes.tray} aria-label={words.tray.list} tabIndex={0}>
          {sheets.map((sheet) => (
            <li key={`${sheet.job} ${sheet.page}`}>
              <TraySheet sheet={sheet} />
            </li>
          ))}
        </ul>
      ) : null}
      {play.isError ? <FailureNote error={play.error} /> : null}
      {trouble ? (
        <Note
          tone="warn"
          actions={
            <Button size="xs" onClick={() => begin(null)}>
              {words.tray.plays[trouble].mend}
            </Button>
          }
        >
          {words.tray.plays[trouble].now}
        </Note>
      ) : (
        <fieldset className={classes.drills}>
          <legend className={classes.small}>{words.tray.drills}</legend>
          {playsInOrder.map((name) => (
            <Button key={name} size="xs" onClick={() => begin(name)}>
              {words.tray.plays[name].press}
            </Button>
          ))}
        </fieldset>
      )}
    </section>
  );
}

function TraySheet({ sheet: { job, page } }: { sheet: TraySheetView }) {
  const words = useWords().printing.tray;
  const backend = useBackend();
  const { stamp } = usePlace();
  return (
    <img
      className={classes.sheet}
      data-private
      src={backend.traySheetUrl(stamp, job, page)}
      alt={words.sheet(job, page)}
      loading="lazy"
    />
  );
}
