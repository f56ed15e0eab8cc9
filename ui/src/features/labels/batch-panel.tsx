// A run on its way to paper: how far it is in honest words, what the printer says, and what a person can do about it.
import { Button, Progress } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import {
  type BatchCountsView,
  type BatchView,
  type PrinterChoice,
  type PrintersView,
  useBackend,
} from "../../backend";
import { FailureNote } from "../../shared/failure-note";
import { announce } from "../../shared/live-region";
import { Note } from "../../shared/note";
import { usePlace } from "../../shared/place";
import { useWords } from "../../words";
import { number } from "../../words/intl";
import { whoOf } from "./label-rows";
import classes from "./labels-page.module.css";
import { usePrinting } from "./queries";

interface Props {
  batch: BatchView;
  printers: PrintersView | undefined;
  /** A person looks for the label that came out last: the list offers it. */
  onMissing: () => void;
  onClose: () => void;
}

const countsInOrder: readonly (keyof BatchCountsView)[] = [
  "seen",
  "reportedDone",
  "handedOver",
  "unknown",
  "failed",
  "notHad",
  "waiting",
  "leftOut",
];

export function BatchPanel({ batch, printers, onMissing, onClose }: Props) {
  const { printing: words, errors } = useWords();
  const { goOn, stop, cameOut } = usePrinting();
  const { counts } = batch;
  const all = batch.labels.length;
  const sure = counts.reportedDone + counts.seen;
  const gaps = counts.waiting + counts.failed;
  const busy = goOn.isPending || stop.isPending || cameOut.isPending;
  const check = batch.labels.find(({ shipmentId }) => shipmentId === batch.check);
  const wrong = goOn.error ?? stop.error ?? cameOut.error;
  return (
    <section className={classes.panel} aria-label={words.batch.title}>
      <Progress value={all === 0 ? 0 : (sure / all) * 100} aria-label={words.batch.running(sure, all)} />
      <p>{sentence(batch, sure)}</p>
      <dl className={classes.counts}>
        {countsInOrder.map((name) =>
          counts[name] > 0 ? (
            <div key={name}>
              <dt>{words.batch.counts[name]}</dt>
              <dd>{number(counts[name])}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {batch.trouble ? (
        <Note tone="warn" says="alert">
          {words.troubles[batch.trouble]}
        </Note>
      ) : null}
      {batch.state === "paused" && batch.code ? (
        <Note tone="warn" title={errors.codes[batch.code].title}>
          {words.batch.standsStill[batch.code] ?? errors.codes[batch.code].text}
        </Note>
      ) : null}
      {counts.unknown > 0 && batch.state !== "running" ? (
        <Note
          tone="warn"
          says="alert"
          actions={
            <Button size="xs" onClick={() => busy || cameOut.mutate({ batch: batch.id, last: null })}>
              {words.batch.whichNone}
            </Button>
          }
        >
          {words.batch.which}
        </Note>
      ) : null}
      {wrong ? <FailureNote error={wrong} /> : null}
      {batch.state === "paused" && counts.unknown === 0 ? (
        <Button variant="filled" onClick={() => busy || goOn.mutate(batch.id)}>
          {words.batch.goOn(gaps)}
        </Button>
      ) : null}
      {batch.state === "ended" ? null : (
        <Button onClick={() => busy || stop.mutate(batch.id)}>
          {stop.isPending ? words.batch.stopping : words.batch.stop}
        </Button>
      )}
      {batch.state === "ended" && check ? (
        <Note
          tone="acc"
          actions={
            <>
              <Button
                size="xs"
                onClick={() => busy || cameOut.mutate({ batch: batch.id, last: check.shipmentId })}
              >
                {words.batch.checkYes}
              </Button>
              <Button size="xs" onClick={onMissing}>
                {words.batch.checkNo}
              </Button>
            </>
          }
        >
          {words.batch.check(whoOf(words, check))}
        </Note>
      ) : null}
      {batch.state === "running" ? null : <AccountList batch={batch} printers={printers} />}
      {batch.state === "ended" ? <Button onClick={onClose}>{words.batch.hide}</Button> : null}
    </section>
  );

  function sentence({ state, counts: now }: BatchView, done: number): string {
    if (state === "running") return words.batch.running(done, all);
    if (state === "paused") return words.batch.paused;
    return now.seen === all ? words.batch.allSeen(all) : words.batch.ended(done, all);
  }
}

/** The account as a list on office paper, to lay on the parcels. */
function AccountList({ batch, printers }: Pick<Props, "batch" | "printers">) {
  const words = useWords().printing.batch;
  const backend = useBackend();
  const { stamp } = usePlace();
  const choice = printers?.document ?? null;
  const title = printers?.printers.find(({ queue }) => queue === choice?.queue)?.title;
  const list = useMutation({
    mutationFn: (there: PrinterChoice) => backend.printAccount(stamp, batch.id, there),
    onSuccess: (_, there) => announce(words.accountHanded(title ?? there.queue)),
  });
  if (!choice) return printers ? <p className={classes.small}>{words.accountNone}</p> : null;
  return (
    <>
      <Button onClick={() => list.isPending || list.mutate(choice)}>{words.account}</Button>
      {list.isSuccess ? <p className={classes.small}>{words.accountHanded(title ?? choice.queue)}</p> : null}
      {list.isError ? <FailureNote error={list.error} /> : null}
    </>
  );
}
