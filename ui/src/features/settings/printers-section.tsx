// Printers of this computer: where labels and lists go, a test sheet and a ruler held against it, how long labels stay here.
import { Button, NumberInput, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  type ChoosePrinterForm,
  type PaperView,
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
    mutationFn: (form: ChoosePrinterForm) => backend.choosePrinter(stamp, form),
    onSuccess,
  });
  if (printers.isError) return <FailureNote error={printers.error} onRetry={() => printers.refetch()} />;
  if (!printers.data) return null;
  const { printers: all, label, document, brands } = printers.data;
  const labelPrinter = all.find(({ queue }) => queue === label?.queue);
  const documentPrinter = all.find(({ queue }) => queue === document?.queue);
  return (
    <Rows>
      {all.length === 0 ? <Note tone="warn">{words.noPrinter}</Note> : null}
      <Row name={words.setup.label} text={words.setup.labelText}>
        <Choice
          name={words.setup.label}
          all={all}
          choice={label}
          onChoice={(choice) => choose.mutate({ purpose: "label", brand: null, choice })}
        />
      </Row>
      {brands.length > 1
        ? brands.map((brand) => (
            <Row key={brand.id} name={words.setup.brand(brand.name)} text={words.setup.brandText}>
              <Choice
                name={words.setup.brand(brand.name)}
                all={all}
                choice={brand.choice}
                none={words.setup.asAll}
                onChoice={(choice) => choose.mutate({ purpose: "label", brand: brand.id, choice })}
              />
            </Row>
          ))
        : null}
      <Row name={words.setup.document} text={words.setup.documentText}>
        <Choice
          name={words.setup.document}
          all={all}
          choice={document}
          office
          onChoice={(choice) => choose.mutate({ purpose: "document", brand: null, choice })}
        />
      </Row>
      {choose.isError ? <FailureNote error={choose.error} /> : null}
      {choose.isSuccess ? (
        <Note tone="ok" says="status">
          {words.setup.saved}
        </Note>
      ) : null}
      {labelPrinter && label ? (
        <SizeCheck
          key={`label ${labelPrinter.queue}`}
          name={words.setup.test}
          printer={labelPrinter}
          choice={label}
          onPrinters={onSuccess}
        />
      ) : null}
      {documentPrinter && document && document.queue !== label?.queue ? (
        <SizeCheck
          key={`document ${documentPrinter.queue}`}
          name={words.setup.testDocument}
          printer={documentPrinter}
          choice={document}
          onPrinters={onSuccess}
        />
      ) : null}
      <KeptDays days={printers.data.labelDays} onPrinters={onSuccess} />
    </Rows>
  );
}

interface ChoiceProps {
  name: string;
  all: readonly PrinterView[];
  choice: PrinterChoice | null;
  /** Offered as "none of its own"; without it a printer is always named. */
  none?: string;
  /** For office paper before any other. */
  office?: boolean;
  onChoice: (choice: PrinterChoice | null) => void;
}

/** A printer and a paper of its. */
function Choice({ name, all, choice, none, office = false, onChoice }: ChoiceProps) {
  const words = useWords().printing;
  const printer = all.find(({ queue }) => queue === choice?.queue);
  const named = all.map(({ queue, title }) => ({ value: queue, label: title }));
  return (
    <div className={classes.fields}>
      <Select
        aria-label={words.setup.printerOf(name)}
        allowDeselect={false}
        placeholder={words.setup.notSet}
        data={none === undefined ? named : [{ value: "", label: none }, ...named]}
        value={choice?.queue ?? (none === undefined ? null : "")}
        onChange={(queue) => {
          const next = all.find((one) => one.queue === queue);
          const paper = (office ? next?.papers.find(isOfficePaper) : undefined) ?? next?.papers[0];
          if (next && paper) onChoice({ queue: next.queue, paper: paper.word });
          else if (queue === "") onChoice(null);
        }}
      />
      {choice ? (
        <Select
          aria-label={words.setup.paperOf(name)}
          allowDeselect={false}
          data={(printer?.papers ?? []).map((one) => ({ value: one.word, label: paperText(words, one) }))}
          value={choice.paper}
          onChange={(word) => printer && word && onChoice({ queue: printer.queue, paper: word })}
        />
      ) : null}
    </div>
  );
}

/** Letter or A4. */
function isOfficePaper({ widthMm, heightMm }: PaperView): boolean {
  return (widthMm ?? 0) >= 205 && (widthMm ?? 0) <= 220 && (heightMm ?? 0) >= 275 && (heightMm ?? 0) <= 300;
}

function KeptDays({ days, onPrinters }: { days: number; onPrinters: (answer: PrintersView) => void }) {
  const words = useWords().printing.setup;
  const backend = useBackend();
  const { stamp } = usePlace();
  const [typed, setTyped] = useState<number | string>(days);
  const keep = useMutation({
    mutationFn: (wanted: number) => backend.keepLabelsFor(stamp, wanted),
    onSuccess: (answer) => {
      setTyped(answer.labelDays);
      onPrinters(answer);
    },
  });
  const leave = () => {
    const wanted = Number(typed);
    if (!wanted) setTyped(days);
    else if (wanted !== days && !keep.isPending) keep.mutate(wanted);
  };
  return (
    <>
      <Row name={words.days} text={words.daysText}>
        <NumberInput
          aria-label={words.days}
          className={classes.days}
          min={1}
          max={365}
          allowDecimal={false}
          value={typed}
          onChange={setTyped}
          onBlur={leave}
          onKeyDown={(event) => event.key === "Enter" && leave()}
        />
      </Row>
      {keep.isError ? <FailureNote error={keep.error} /> : null}
      {keep.data ? (
        <Note tone="ok" says="status">
          {words.daysKept(keep.data.labelDays)}
        </Note>
      ) : null}
    </>
  );
}

interface SizeCheckProps {
  name: string;
  printer: PrinterView;
  choice: PrinterChoice;
  onPrinters: (answer: PrintersView) => void;
}

function SizeCheck({ name, printer, choice, onPrinters }: SizeCheckProps) {
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
        name={name}
        text={printer.measuredAt ? words.measured(when(printer.measuredAt, "day")) : words.setup.testText}
      >
        <div className={classes.fields}>
          <Button
            aria-label={words.setup.testPrintOf(printer.title)}
            onClick={() => test.isPending || test.mutate()}
          >
            {words.setup.testPrint}
          </Button>
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
