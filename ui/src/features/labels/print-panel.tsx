// Where labels go: printer, paper, how many; and the one button that prints what is chosen.
import { Button, NumberInput, Select } from "@mantine/core";
import { IconPrinter, IconRuler2 } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { LabelRowView, PrinterChoice, PrintersView, PrinterView } from "../../backend";
import { Dialog } from "../../shared/dialog";
import { FailureNote } from "../../shared/failure-note";
import { Icon } from "../../shared/icon";
import { KeyHint } from "../../shared/key-hint";
import { Note } from "../../shared/note";
import { paperText } from "../../shared/paper-text";
import { useWhen } from "../../shared/when";
import { useWords } from "../../words";
import { whoOf } from "./label-rows";
import classes from "./labels-page.module.css";
import { destinationOf } from "./queries";

/** From here on a person is asked once more: so much paper is not taken back. */
const MANY = 50;

interface Props {
  printers: PrintersView;
  /** Labels wait for paper; else the printer is only chosen, for a label that is printed again. */
  waiting: boolean;
  rows: readonly LabelRowView[];
  /** Chosen too, but set up to go to another printer. */
  elsewhere: readonly LabelRowView[];
  busy: boolean;
  error: unknown;
  choice: PrinterChoice | null;
  onChoice: (choice: PrinterChoice) => void;
  onPrint: (copies: number) => void;
}

export function PrintPanel({
  printers,
  waiting,
  rows,
  elsewhere,
  busy,
  error,
  choice,
  onChoice,
  onPrint,
}: Props) {
  const words = useWords().printing;
  const [copies, setCopies] = useState(1);
  const [asking, setAsking] = useState(false);
  const printer = printers.printers.find(({ queue }) => queue === choice?.queue);
  const paper = printer?.papers.find(({ word }) => word === choice?.paper);
  const ready = Boolean(printer && paper && rows.length > 0 && !busy);
  const begin = () => {
    if (!ready) return;
    if (rows.length > MANY) setAsking(true);
    else onPrint(copies);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (event.key.toLowerCase() !== "p") return;
      event.preventDefault();
      begin();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
  const first = rows[0];
  const last = rows[rows.length - 1];
  if (printers.printers.length === 0) {
    return <Note tone="warn">{words.noPrinter}</Note>;
  }
  return (
    <div className={classes.panel}>
      <Select
        label={words.printer}
        allowDeselect={false}
        leftSection={<Icon of={IconPrinter} />}
        data={printers.printers.map(({ queue, title }) => ({ value: queue, label: title }))}
        value={choice?.queue ?? null}
        onChange={(queue) => {
          const next = printers.printers.find((one) => one.queue === queue);
          if (next?.papers[0]) onChoice({ queue: next.queue, paper: next.papers[0].word });
        }}
      />
      {printer ? <PrinterSays printer={printer} /> : null}
      <Select
        label={words.paper}
        allowDeselect={false}
        data={(printer?.papers ?? []).map((one) => ({ value: one.word, label: paperText(words, one) }))}
        value={choice?.paper ?? null}
        onChange={(word) => printer && word && onChoice({ queue: printer.queue, paper: word })}
      />
      {choice ? null : <Note tone="warn">{words.noLabelPaper}</Note>}
      {elsewhere[0] ? (
        <Note tone="acc">
          {words.elsewhere(elsewhere.length, titleOf(printers, elsewhere[0]) ?? words.noOtherPrinter)}
        </Note>
      ) : null}
      {waiting ? (
        <NumberInput
          label={words.copies}
          min={1}
          max={5}
          clampBehavior="strict"
          value={copies}
          onChange={(value) => setCopies(Number(value) || 1)}
        />
      ) : null}
      {printer && !printer.isPractice ? <Measured printer={printer} /> : null}
      {error ? <FailureNote error={error} /> : null}
      {waiting ? (
        <>
          <Button
            variant="filled"
            leftSection={<Icon of={IconPrinter} />}
            rightSection={<KeyHint keys="Ctrl P" />}
            aria-keyshortcuts="Control+P"
            aria-disabled={!ready || undefined}
            data-disabled={!ready || undefined}
            onClick={begin}
          >
            {busy ? words.printing : words.print(rows.length)}
          </Button>
          <p className={classes.small}>{words.freshLinks}</p>
        </>
      ) : null}
      {asking && first && last && printer && paper ? (
        <Dialog opened title={words.sure.title(rows.length)} onClose={() => setAsking(false)}>
          <p>
            {words.sure.text(whoOf(words, first), whoOf(words, last), paperText(words, paper), printer.title)}
          </p>
          <div className={classes.buttons}>
            <Button
              variant="filled"
              onClick={() => {
                setAsking(false);
                onPrint(copies);
              }}
            >
              {words.print(rows.length)}
            </Button>
            <Button onClick={() => setAsking(false)}>{words.sure.no}</Button>
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}

function titleOf(printers: PrintersView, row: LabelRowView): string | undefined {
  const there = destinationOf(printers, row);
  return printers.printers.find(({ queue }) => queue === there?.queue)?.title;
}

function PrinterSays({ printer }: { printer: PrinterView }) {
  const words = useWords().printing;
  const says = printer.trouble ? words.troubles[printer.trouble] : words.printerStates[printer.state];
  return (
    <p className={classes.small} data-bad={Boolean(printer.trouble) || undefined}>
      {printer.isPractice ? words.practicePrinter : says}
    </p>
  );
}

function Measured({ printer }: { printer: PrinterView }) {
  const words = useWords().printing;
  const when = useWhen();
  return (
    <Note tone={printer.measuredAt ? "ok" : "plain"} icon={IconRuler2}>
      {printer.measuredAt ? words.measured(when(printer.measuredAt, "day")) : words.notMeasured}
    </Note>
  );
}
