// Labels: which are to print, one at true size, the printer; and while they print, an honest account of each.
import { Button, Checkbox } from "@mantine/core";
import { IconDownload, IconTag } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import {
  type BatchView,
  type LabelPaperState,
  type LabelRowView,
  type LabelsView,
  type PrinterChoice,
  type ReprintReason,
  useBackend,
} from "../../backend";
import { EmptyState } from "../../shared/empty-state";
import { FailureNote } from "../../shared/failure-note";
import { Icon } from "../../shared/icon";
import { ListSkeleton } from "../../shared/list-skeleton";
import { ListTabs } from "../../shared/list-tabs";
import { announce } from "../../shared/live-region";
import { Note } from "../../shared/note";
import { PageHeading } from "../../shared/page-heading";
import { usePlace } from "../../shared/place";
import { ScreenFreshness } from "../../shared/screen-freshness";
import { useLook, withFailure } from "../../shared/use-look";
import { useWords } from "../../words";
import { AgainDialog } from "./again-dialog";
import { BatchPanel } from "./batch-panel";
import { LabelPreview } from "./label-preview";
import { LabelRows, maybeOnPaper, whoOf } from "./label-rows";
import classes from "./labels-page.module.css";
import { PracticePrinter } from "./practice-printer";
import { PrintPanel } from "./print-panel";
import {
  destinationOf,
  isSame,
  useBatch,
  useLabels,
  usePrinters,
  usePrinting,
  useReadAgain,
} from "./queries";
import { ScanBox } from "./scan-box";

const viewsInOrder: readonly LabelsView[] = ["to_print", "done", "trouble"];

export function LabelsPage() {
  const { printing: words, errors } = useWords();
  const backend = useBackend();
  const { stamp, environment } = usePlace();
  const readAgain = useReadAgain();
  const [view, setView] = useState<LabelsView>("to_print");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState<LabelRowView | null>(null);
  const [again, setAgain] = useState<LabelRowView | null>(null);
  const [missing, setMissing] = useState(false);
  const [picked, setPicked] = useState<PrinterChoice | null>(null);
  /** Scanned, and beyond the rows that are shown. */
  const [beyond, setBeyond] = useState<LabelRowView | null>(null);
  const { look, looking, failed } = useLook(() => backend.refreshShipments(), ["shipments"]);
  const labels = useLabels(view);
  const printers = usePrinters();
  const { batch, hide } = useShownBatch();
  const { print, cameOut } = usePrinting();
  const page = labels.data;
  const listed = view === "to_print" ? (page?.rows ?? []) : [];
  const rows =
    beyond && view === "to_print" && !listed.some(({ shipmentId }) => shipmentId === beyond.shipmentId)
      ? [beyond, ...listed]
      : listed;
  const chosen = rows.filter(({ shipmentId }) => !left.has(shipmentId));
  const choice =
    picked ?? (chosen[0] ? destinationOf(printers.data, chosen[0]) : (printers.data?.label ?? null));
  // What a person picks is for all of them; else each brand's labels go where they were set up to go.
  const together = picked
    ? chosen
    : chosen.filter((row) => isSame(destinationOf(printers.data, row), choice));
  // What is shown is what is saved: the labels of the run, or those that are chosen.
  const saved = batch ? batch.labels : chosen;
  const save = useMutation({
    mutationFn: () =>
      backend.saveLabels(
        stamp,
        saved.map(({ shipmentId }) => shipmentId),
      ),
    onSuccess: (made) => announce(made.saved ? words.saved(made.saved.fileName) : words.savedNone),
  });
  const whoIs = (id: string) => {
    const row = saved.find(({ shipmentId }) => shipmentId === id);
    return row ? whoOf(words, row) : words.nobody;
  };
  const begin = (shipments: string[], copies: number, reason: ReprintReason | null) => {
    if (!choice || print.isPending) return;
    setMissing(false);
    print.mutate({ shipments, queue: choice.queue, paper: choice.paper, copies, reason });
  };
  const see = useMutation({
    mutationFn: (row: LabelRowView) => backend.seeLabel(stamp, row.trackingNumber ?? row.orderNumber ?? ""),
    onSuccess: (row) => {
      announce(words.scanSeen(whoOf(words, row)));
      readAgain();
    },
  });
  const found = (row: LabelRowView) => {
    setShown(row);
    if (batch && !missing && !see.isPending && confirms(batch, row)) {
      see.mutate(row);
      return;
    }
    announce(words.scanFound(whoOf(words, row)));
    if (batch && awaits(batch, missing, row)) {
      cameOut.mutate({ batch: batch.id, last: row.shipmentId });
      setMissing(false);
    } else if (row.paper && maybeOnPaper.has(row.paper.state)) {
      setAgain(row);
    } else {
      setView("to_print");
      setBeyond(row);
      setLeft(new Set(rows.map(({ shipmentId }) => shipmentId).filter((id) => id !== row.shipmentId)));
    }
  };
  const choosePrinter = (next: PrinterChoice) => {
    setPicked(next);
    // The only printer there is to choose for: remembered for the next time.
    if (!printers.data?.brands.some((brand) => brand.choice)) {
      void backend.choosePrinter(stamp, { purpose: "label", brand: null, choice: next });
    }
  };
  const toggle = (id: string) =>
    setLeft((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const current = shown ?? (batch ? null : (rows[0] ?? null));
  const asksWhich = batch !== null && batch.state !== "running" && (batch.counts.unknown > 0 || missing);
  return (
    <>
      <PageHeading
        title={words.title}
        lead={page && !batch ? words.lead(page.toPrint) : null}
        actions={
          <Button
            leftSection={<Icon of={IconDownload} size={16} />}
            aria-disabled={saved.length === 0 || save.isPending || undefined}
            data-disabled={saved.length === 0 || undefined}
            onClick={() => saved.length > 0 && !save.isPending && save.mutate()}
          >
            {save.isPending ? words.saving : words.save}
          </Button>
        }
      />
      {page ? (
        <ScreenFreshness
          area="shipments"
          freshness={withFailure(page.freshness, failed)}
          looking={looking}
          onLook={look}
        />
      ) : null}
      <div className={classes.notes}>
        {save.isError ? <FailureNote error={save.error} onRetry={() => save.mutate()} /> : null}
        {see.isError ? <FailureNote error={see.error} /> : null}
        {save.data ? (
          <Note tone={save.data.saved && save.data.missing.length === 0 ? "ok" : "warn"} says="status">
            {save.data.saved ? words.saved(save.data.saved.fileName) : words.savedNone}
            {save.data.saved && save.data.missing.length > 0
              ? ` ${words.savedMissing(save.data.missing.length)}`
              : null}
            {save.data.missing.length > 0 ? (
              <ul className={classes.missing}>
                {save.data.missing.map(({ shipmentId, code }) => (
                  <li key={shipmentId}>{words.savedWhy(whoIs(shipmentId), errors.codes[code].title)}</li>
                ))}
              </ul>
            ) : null}
          </Note>
        ) : null}
      </div>
      <div className={classes.room}>
        <div
          className={classes.columns}
          data-plain={!current && environment !== "practice" ? true : undefined}
        >
          <div className={classes.list}>
            <ScanBox onFound={found} />
            {batch ? (
              <LabelRows
                rows={batch.labels}
                label={words.batch.title}
                current={current?.shipmentId ?? null}
                onShow={setShown}
                action={(row) =>
                  asksWhich && row.paper && mayBeLast(batch, row.paper.state)
                    ? {
                        word: words.batch.itWasShort,
                        spoken: words.batch.itWas(whoOf(words, row)),
                        press: () => {
                          setMissing(false);
                          cameOut.mutate({ batch: batch.id, last: row.shipmentId });
                        },
                      }
                    : null
                }
              />
            ) : (
              <ListTabs
                label={words.viewsLabel}
                spoken={words.spokenView}
                value={view}
                onChange={setView}
                tabs={viewsInOrder.map((name) => ({
                  name,
                  word: words.views[name],
                  count: page ? { to_print: page.toPrint, done: page.done, trouble: page.trouble }[name] : 0,
                  hot: name === "trouble",
                }))}
              >
                <div className={classes.tabbed}>
                  {labels.isError ? (
                    <FailureNote error={labels.error} onRetry={() => labels.refetch()} />
                  ) : null}
                  {page ? null : labels.isError ? null : <ListSkeleton rows={6} />}
                  {page && page.rows.length === 0 && rows.length === 0 ? (
                    <EmptyState icon={IconTag} title={words.empty[view].title}>
                      {words.empty[view].text}
                    </EmptyState>
                  ) : null}
                  {page && (page.rows.length > 0 || rows.length > 0) ? (
                    <>
                      {view === "to_print" && listed.length < page.toPrint ? (
                        <Note tone="plain">{words.firstOf(listed.length, page.toPrint)}</Note>
                      ) : null}
                      {view === "to_print" ? (
                        <Checkbox
                          className={classes.all}
                          label={words.chosen(chosen.length, rows.length)}
                          aria-label={words.chooseAll}
                          checked={chosen.length === rows.length}
                          indeterminate={chosen.length > 0 && chosen.length < rows.length}
                          onChange={() =>
                            setLeft(
                              chosen.length === rows.length
                                ? new Set(rows.map(({ shipmentId }) => shipmentId))
                                : new Set(),
                            )
                          }
                        />
                      ) : (
                        <p className={classes.small}>{words.thisComputer}</p>
                      )}
                      <LabelRows
                        rows={view === "to_print" ? rows : page.rows}
                        label={words.list}
                        current={current?.shipmentId ?? null}
                        onShow={setShown}
                        {...(view === "to_print"
                          ? { chosen: { has: (id: string) => !left.has(id), toggle } }
                          : {
                              action: (row: LabelRowView) => ({
                                word: words.again.open,
                                spoken: words.again.openFor(whoOf(words, row)),
                                press: () =>
                                  row.paper && maybeOnPaper.has(row.paper.state)
                                    ? setAgain(row)
                                    : begin([row.shipmentId], 1, null),
                              }),
                            })}
                      />
                    </>
                  ) : null}
                </div>
              </ListTabs>
            )}
          </div>
          <div className={classes.preview}>
            {current ? (
              <Preview key={current.shipmentId} row={current} />
            ) : environment === "practice" ? (
              <PracticePrinter />
            ) : null}
          </div>
          <div className={classes.side}>
            {batch ? (
              <BatchPanel
                batch={batch}
                printers={printers.data}
                onMissing={() => setMissing(true)}
                onClose={() => {
                  hide();
                  setBeyond(null);
                }}
              />
            ) : printers.data ? (
              <PrintPanel
                printers={printers.data}
                waiting={view === "to_print" && (labels.isPending || rows.length > 0)}
                rows={together}
                elsewhere={chosen.filter((row) => !together.includes(row))}
                busy={print.isPending}
                error={print.error}
                choice={choice}
                onChoice={choosePrinter}
                onPrint={(copies) =>
                  begin(
                    together.map(({ shipmentId }) => shipmentId),
                    copies,
                    null,
                  )
                }
              />
            ) : printers.isError ? (
              <FailureNote error={printers.error} onRetry={() => printers.refetch()} />
            ) : (
              <ListSkeleton rows={3} />
            )}
            {environment === "practice" && current ? <PracticePrinter /> : null}
          </div>
        </div>
      </div>
      {again ? (
        <AgainDialog
          row={again}
          onClose={() => setAgain(null)}
          onPrint={(reason) => {
            setAgain(null);
            begin([again.shipmentId], 1, reason);
          }}
        />
      ) : null}
    </>
  );
}

/** Of a run in doubt only what is in doubt; of one in which a person misses something, what was reported. */
function mayBeLast({ counts }: BatchView, state: LabelPaperState): boolean {
  return counts.unknown > 0 ? state === "unknown" : maybeOnPaper.has(state) && state !== "seen";
}

/** The run asks which label came out last, and this is one of its labels. */
function awaits(batch: BatchView, missing: boolean, row: LabelRowView): boolean {
  const asks =
    batch.state !== "running" && (batch.counts.unknown > 0 || missing || batch.check === row.shipmentId);
  return asks && batch.labels.some(({ shipmentId }) => shipmentId === row.shipmentId);
}

/** Nothing is asked, and the label in hand is one of this run that nobody has seen: then scanning it says that it is here. */
function confirms({ counts, labels, check }: BatchView, row: LabelRowView): boolean {
  const mine = labels.find(({ shipmentId }) => shipmentId === row.shipmentId);
  const state = mine?.paper?.state;
  return (
    counts.unknown === 0 && check !== row.shipmentId && (state === "reported_done" || state === "handed_over")
  );
}

/** A run that goes on or stands still, and one that came to its end while one looked, until it is closed. */
function useShownBatch(): { batch: BatchView | null; hide: () => void } {
  const words = useWords().printing;
  const { data } = useBatch();
  const readAgain = useReadAgain();
  const [watched, setWatched] = useState<string | null>(null);
  const id = data?.id ?? null;
  const ended = data?.state === "ended";
  if (id && !ended && watched !== id) setWatched(id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each run that came to its end
  useEffect(() => {
    if (!data || !ended || watched !== id) return;
    readAgain();
    announce(words.batch.ended(data.counts.reportedDone + data.counts.seen, data.labels.length));
  }, [id, ended, watched]);
  const isShown = data && (!ended || watched === id);
  return { batch: isShown ? data : null, hide: () => setWatched(null) };
}

function Preview({ row }: { row: LabelRowView }) {
  const backend = useBackend();
  const { stamp } = usePlace();
  const label = useQuery({
    queryKey: ["printing", "label", row.shipmentId],
    queryFn: () => backend.getLabel(stamp, row.shipmentId),
  });
  if (label.isError) return <FailureNote error={label.error} onRetry={() => label.refetch()} />;
  if (!label.data) return <ListSkeleton rows={6} />;
  return <LabelPreview label={label.data} customer={row.customer} />;
}
