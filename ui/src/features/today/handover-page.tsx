// The sheet for whoever comes next: on hold, changeable tonight, unprinted, stuck, with notes. On paper or as a text.
import { Button, Textarea } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { type TodayView, useBackend } from "../../backend";
import { BackLink } from "../../shared/back-link";
import { CopyButton } from "../../shared/copy-button";
import { longDay, pacificAndOwn } from "../../shared/date-time";
import { FailureNote } from "../../shared/failure-note";
import { Icon } from "../../shared/icon";
import { ListSkeleton } from "../../shared/list-skeleton";
import { useNow } from "../../shared/now";
import { PageHeading } from "../../shared/page-heading";
import { usePlace } from "../../shared/place";
import { useWords, type Words } from "../../words";
import classes from "./handover.module.css";
import { useHandoverNotes, useToday } from "./queries";

/** As Rust keeps it: a page of paper. */
const LONGEST_NOTES = 4_000;

export function HandoverPage({ onBack }: { onBack: () => void }) {
  const words = useWords().today.handover;
  const today = useToday();
  return (
    <>
      <PageHeading
        title={words.title}
        lead={words.lead}
        above={
          <BackLink label={words.backLabel} onBack={onBack}>
            {words.back}
          </BackLink>
        }
      />
      {today.data ? (
        <Sheet view={today.data} />
      ) : today.isError ? (
        <FailureNote error={today.error} onRetry={() => void today.refetch()} />
      ) : (
        <ListSkeleton rows={6} columns="minmax(0, 1fr)" />
      )}
    </>
  );
}

function Sheet({ view }: { view: TodayView }) {
  const words = useWords();
  const own = words.today.handover;
  const backend = useBackend();
  const { environment } = usePlace();
  const now = useNow();
  const { notes, setNotes, known, failed } = useHandoverNotes();
  const print = useMutation({ mutationFn: () => backend.printSheet() });
  const heading = own.heading(longDay(now), words.shell.environments[environment ?? "practice"].name);
  const parts = partsOf(words, view);
  const noteLines = notes.split("\n").filter((line) => line.trim() !== "");
  return (
    <div className={classes.columns}>
      <section className={classes.sheet} aria-label={own.sheet} data-private>
        <h2>{heading}</h2>
        {parts.map(({ title, count, lines }) => (
          <div key={title}>
            <h3>
              {title} <span>{count > 0 ? count : null}</span>
            </h3>
            {lines.length === 0 ? <p>{own.nothing}</p> : null}
            <ul>
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        ))}
        {noteLines.length > 0 ? (
          <div>
            <h3>{own.notesHeading}</h3>
            {noteLines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        ) : null}
      </section>
      <div className={classes.tools}>
        <Textarea
          label={own.notes}
          description={own.notesHint}
          autosize
          minRows={5}
          maxRows={14}
          maxLength={LONGEST_NOTES}
          readOnly={!known}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <CopyButton text={textOf(heading, parts, own, noteLines)} done={own.copied}>
            {own.copy}
          </CopyButton>
          <Button size="xs" leftSection={<Icon of={IconPrinter} size={14} />} onClick={() => print.mutate()}>
            {own.print}
          </Button>
        </div>
        {print.isError ? <FailureNote error={print.error} /> : null}
        {failed ? <FailureNote error={failed}>{own.notKept}</FailureNote> : null}
      </div>
    </div>
  );
}

interface Part {
  title: string;
  /** Of all, also of those that have no line of their own. */
  count: number;
  lines: string[];
}

function partsOf({ today, shipments, common }: Words, view: TodayView): Part[] {
  const words = today.handover;
  const { pacific, own } = pacificAndOwn(view.cutOff.sureUntil);
  const orderLine = ({ row, note }: TodayView["held"]["rows"][number]) =>
    [words.line(row.number, row.customer), note].filter(Boolean).join(": ");
  const shown = view.unprinted.map(({ orderNumber, customer, carrier }) =>
    [words.line(orderNumber, customer), carrier].filter(Boolean).join(", "),
  );
  const orderLines = ({ rows, count }: TodayView["held"]) => [
    ...rows.map(orderLine),
    ...(count > rows.length ? [words.moreOrders(count - rows.length)] : []),
  ];
  return [
    { title: words.held, count: view.held.count, lines: orderLines(view.held) },
    {
      title: words.tonight(common.pacific(pacific, own)),
      count: view.tonight.count,
      lines: orderLines(view.tonight),
    },
    {
      title: words.unprinted,
      count: view.toPrint,
      lines: view.toPrint > shown.length ? [...shown, words.moreLabels(view.toPrint - shown.length)] : shown,
    },
    {
      title: words.stuck,
      count: view.stuck.length + view.notShipped.length,
      lines: [
        ...view.stuck.map(
          (row) =>
            `${words.line(row.orderNumber, row.customer)}: ${row.stuck ? shipments.stuckWhy(row.stuck, row.carrier) : ""}`,
        ),
        ...view.notShipped.map(
          ({ number, customer, stuck }) =>
            `${words.line(number, customer)}: ${shipments.stuckWhy(stuck, null)}`,
        ),
      ],
    },
    {
      title: words.needsPerson,
      count: view.unsure.length + view.refused.length + view.needsChanges.count + view.failed.count,
      lines: [
        ...view.unsure.map(({ customer }) => words.unsure(customer || today.needsYou.someone)),
        ...view.refused.map(({ customer }) => words.refused(customer || today.needsYou.someone)),
        ...orderLines(view.needsChanges),
        ...orderLines(view.failed),
      ],
    },
  ];
}

function textOf(heading: string, parts: readonly Part[], words: Words["today"]["handover"], notes: string[]) {
  const all = [
    ...parts.map(({ title, lines }) => ({ title, lines })),
    ...(notes.length > 0 ? [{ title: words.notesHeading, lines: notes }] : []),
  ];
  const told = all.map(({ title, lines }) =>
    [title, ...(lines.length > 0 ? lines.map((line) => `- ${line}`) : [words.nothing])].join("\n"),
  );
  return [heading, ...told].join("\n\n");
}
