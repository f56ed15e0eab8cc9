// Printers of this computer: where labels go, a test sheet, and a ruler held against it.
import { Button, NumberInput, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  type PrinterChoice,
  type PrintersView,
  type PrinterView,
  type TestSheetView,
  useBackend,
} from "../../backend";
import { FailureNote } from "../../shared/failure-note";
import { Note } from "../../shared/note";
import { paperText } from "../../shared/paper-text";
import { usePlace } from "../../shared/place";
import { useWhen } from "../../shared/when";
import { useWords } from "../../words";
import classes from "./printers-section.module.css";
import { Row, Rows, Section } from "./section";

const printersKey = ["printing", "printers"] as const;

export function PrintersSection() {
  const words = useWords().printing.setup;
  const { stamp } = usePlace();
  return (
    <Section id="printers" title={words.title} text={words.text}>
      {stamp === "" ? <Note tone="plain">{words.noSession}</Note> : <Printers />}
    </Section>
  );
}

function Printers() {
  const words = useWords().printing;
  const backend = useBackend();
  const { stamp } = usePlace();
  const client = useQueryClient();
  const printers = useQuery({ queryKey: printersKey, queryFn: () => backend.listPrinters() });
  const onSuccess = (answer: PrintersView) => client.setQueryData(printersKey, answer);
  const choose = useMutation({
    mutationFn: (choice: PrinterChoice) => backend.choosePrinter(stamp, choice),
    onSuccess,
  });
  if (printers.isError) return <FailureNote error={printers.error} onRetry={() => printers.refetch()} />;
  if (!printers.data) return null;
  const { printers: all, label } = printers.data;
  const printer = all.find(({ queue }) => queue === label?.queue);
  if (all.length === 0) return <Note tone="warn">{words.noPrinter}</Note>;
  return (
    <Rows>
      <Row name={words.setup.label} text={words.setup.labelText}>
        <div className={classes.fields}>
          <Select
            aria-label={words.printer}
            allowDeselect={false}
            data={all.map(({ queue, title }) => ({ value: queue, label: title }))}
            value={label?.queue ?? null}
            onChange={(queue) => {
              const next = all.find((one) => one.queue === queue);
              if (next?.papers[0]) choose.mutate({ queue: next.queue, paper: next.papers[0].word });
            }}
          />
          <Select
            aria-label={words.paper}
            allowDeselect={false}
            data={(printer?.papers ?? []).map((one) => ({ value: one.word, label: paperText(words, one) }))}
            value={label?.paper ?? null}
            onChange={(word) => printer && word && choose.mutate({ queue: printer.queue, paper: word })}
          />
        </div>
      </Row>
      {choose.isError ? <FailureNote error={choose.error} /> : null}
      {choose.isSuccess ? (
        <Note tone="ok" says="status">
          {words.setup.saved}
        </Note>
      ) : null}
      {printer && label ? (
        <SizeCheck key={printer.queue} printer={printer} choice={label} onPrinters={onSuccess} />
      ) : null}
    </Rows>
  );
}

interface SizeCheckProps {
  printer: PrinterView;
  choice: PrinterChoice;
  onPrinters: (answer: PrintersView) => void;
}

function SizeCheck({ printer, choice, onPrinters }: SizeCheckProps) {
  const words = useWords().printing;
  const backend = useBackend();
  const when = useWhen();
  const { stamp } = usePlace();
  const [sheet, setSheet] = useState<TestSheetView | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const test = useMutation({
    mutationFn: () => backend.printTestSheet(stamp, choice),
    onSuccess: (printed) => {
      setSheet(printed);
      setSaid(null);
    },
  });
  const forget = useMutation({
    mutationFn: () => backend.forgetMeasures(stamp, printer.queue),
    onSuccess: (answer) => {
      onPrinters(answer);
      setSaid(words.setup.forgotten);
    },
  });
  return (
    <>
      <Row
        name={words.setup.test}
        text={printer.measuredAt ? words.measured(when(printer.measuredAt, "day")) : words.setup.testText}
      >
        <div className={classes.fields}>
          <Button onClick={() => test.isPending || test.mutate()}>{words.setup.testPrint}</Button>
          {printer.measuredAt ? (
            <Button onClick={() => forget.isPending || forget.mutate()}>{words.setup.forget}</Button>
          ) : null}
        </div>
      </Row>
      {test.isError ? <FailureNote error={test.error} onRetry={() => test.mutate()} /> : null}
      {forget.isError ? <FailureNote error={forget.error} /> : null}
      {said ? (
        <Note tone="ok" says="status">
          {said}
        </Note>
      ) : null}
      {sheet ? (
        <Ruler
          sheet={sheet}
          choice={choice}
          onKept={(answer) => {
            onPrinters(answer);
            setSheet(null);
            setSaid(words.setup.kept);
          }}
        />
      ) : null}
    </>
  );
}

interface RulerProps {
  sheet: TestSheetView;
  choice: PrinterChoice;
  onKept: (answer: PrintersView) => void;
}

type Side = "acrossMm" | "alongMm" | "leftMm" | "topMm";

function Ruler({ sheet, choice, onKept }: RulerProps) {
  const words = useWords().printing.setup;
  const backend = useBackend();
  const { stamp } = usePlace();
  const [typed, setTyped] = useState<Partial<Record<Side, number>>>({});
  const [incomplete, setIncomplete] = useState(false);
  const keep = useMutation({
    mutationFn: (measures: Record<Side, number>) => backend.measurePrinter(stamp, { ...choice, ...measures }),
    onSuccess: onKept,
  });
  const sides: [Side, string][] = [
    ["acrossMm", words.across(sheet.acrossMm ?? 0)],
    ["alongMm", words.along(sheet.alongMm ?? 0)],
    ["leftMm", words.left(sheet.cornerMm ?? 0)],
    ["topMm", words.top(sheet.cornerMm ?? 0)],
  ];
  const measure = () => {
    const { acrossMm, alongMm, leftMm, topMm } = typed;
    const whole = [acrossMm, alongMm, leftMm, topMm].every((side) => side !== undefined);
    setIncomplete(!whole);
    if (whole && !keep.isPending) keep.mutate(typed as Record<Side, number>);
  };
  return (
    <form
      className={classes.ruler}
      onSubmit={(event) => {
        event.preventDefault();
        measure();
      }}
    >
      <p role="status">{words.testPrinted}</p>
      {sides.map(([side, label]) => (
        <NumberInput
          key={side}
          label={label}
          min={0}
          max={500}
          step={0.5}
          decimalScale={1}
          value={typed[side] ?? ""}
          onChange={(value) =>
            setTyped((before) => {
              const { [side]: _, ...rest } = before;
              return value === "" ? rest : { ...rest, [side]: Number(value) };
            })
          }
        />
      ))}
      {incomplete ? (
        <Note tone="warn" says="alert">
          {words.notNumbers}
        </Note>
      ) : null}
      {keep.isError ? <FailureNote error={keep.error} /> : null}
      <Button type="submit">{words.keep}</Button>
    </form>
  );
}
