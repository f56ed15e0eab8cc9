// One parcel's label onto paper, from wherever the parcel is shown: where it goes, what this computer knows of it, and again only for a reason.
import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { type BatchView, type LabelRowView, type ReprintReason, useBackend } from "../../backend";
import { FailureNote } from "../../shared/failure-note";
import { Icon } from "../../shared/icon";
import { announce } from "../../shared/live-region";
import { Note } from "../../shared/note";
import { usePlace } from "../../shared/place";
import { useWords } from "../../words";
import { AgainDialog } from "./again-dialog";
import classes from "./label-card.module.css";
import { maybeOnPaper, Paper } from "./label-rows";
import { destinationOf, useBatch, useLabelOnPaper, usePrinters, usePrinting, useReadAgain } from "./queries";

/** Prints one label; `parts` are the button and what is to be said below it. */
export function useLabelPrinting(shipmentId: string, enabled: boolean) {
  const words = useWords().labels;
  const known = useLabelOnPaper(shipmentId, enabled);
  const printers = usePrinters(false, enabled);
  const { print } = usePrinting();
  const [again, setAgain] = useState(false);
  const row = known.data ?? null;
  const choice = row ? destinationOf(printers.data, row) : null;
  const printer = printers.data?.printers.find(({ queue }) => queue === choice?.queue) ?? null;
  const begin = (reason: ReprintReason | null) => {
    if (!choice || !row || print.isPending) return;
    print.mutate(
      { shipments: [shipmentId], queue: choice.queue, paper: choice.paper, copies: 1, reason },
      {
        onSuccess: () => {
          announce(words.printBegun(printer?.title ?? choice.queue));
          void known.refetch();
        },
      },
    );
  };
  const press = () => {
    if (row?.paper && maybeOnPaper.has(row.paper.state)) setAgain(true);
    else begin(null);
  };
  return {
    row,
    printer,
    /** Known where it goes, or that it can go nowhere. */
    ready: known.isSuccess && printers.isSuccess,
    press,
    begin,
    again,
    setAgain,
    busy: print.isPending,
    error: print.error ?? known.error ?? printers.error,
  };
}

export type LabelPrinting = ReturnType<typeof useLabelPrinting>;

/** Presses once by itself: somebody came to print. */
export function usePrintAtOnce(printing: LabelPrinting, wanted: boolean, onPrinted?: () => void): void {
  const done = useRef(false);
  const { ready, press } = printing;
  useEffect(() => {
    if (!wanted || !ready || done.current) return;
    done.current = true;
    press();
    onPrinted?.();
  });
}

export function PrintButton({ printing, customer }: { printing: LabelPrinting; customer: string }) {
  const words = useWords().labels;
  const { printer, busy, press } = printing;
  const idle = !printer || busy;
  return (
    <Button
      size="xs"
      aria-label={words.printLabel(customer)}
      aria-disabled={idle || undefined}
      data-disabled={!printer || undefined}
      leftSection={<Icon of={IconPrinter} size={14} />}
      onClick={() => idle || press()}
    >
      {busy ? words.printing : words.print}
    </Button>
  );
}

/** What is known of its paper, and what stands in the way. */
export function PrintingSays({ printing }: { printing: LabelPrinting }) {
  const words = useWords().labels;
  const { row, printer, ready, begin, again, setAgain, error } = printing;
  const state = row?.paper?.state;
  const { data: batch } = useBatch(Boolean(state));
  const mine = batch && batch.id === row?.paper?.batch ? batch : null;
  return (
    <>
      {ready && !printer ? <Note tone="plain">{words.noPrinter}</Note> : null}
      {error ? <FailureNote error={error} /> : null}
      {row && state && state !== "left_out" ? (
        <div className={classes.onPaper}>
          <Paper row={row} />
          <span className={classes.lead}>{words.onThisComputer}</span>
          {state === "reported_done" ? <ItIsHere row={row} /> : null}
        </div>
      ) : null}
      {mine && (mine.trouble || mine.state === "paused") ? <Stands batch={mine} /> : null}
      {again && row ? (
        <AgainDialog
          row={row}
          onClose={() => setAgain(false)}
          onPrint={(reason) => {
            setAgain(false);
            begin(reason);
          }}
        />
      ) : null}
    </>
  );
}

function ItIsHere({ row }: { row: LabelRowView }) {
  const words = useWords().labels;
  const backend = useBackend();
  const { stamp } = usePlace();
  const readAgain = useReadAgain();
  const seen = useMutation({
    mutationFn: () => backend.seeLabel(stamp, row.trackingNumber ?? row.orderNumber ?? ""),
    onSuccess: readAgain,
  });
  return (
    <>
      <Button size="compact-xs" onClick={() => seen.isPending || seen.mutate()}>
        {words.here}
      </Button>
      {seen.isError ? <FailureNote error={seen.error} /> : null}
    </>
  );
}

function Stands({ batch }: { batch: BatchView }) {
  const words = useWords();
  const navigate = useNavigate();
  return (
    <Note
      tone="warn"
      says="alert"
      actions={
        <Button size="xs" onClick={() => void navigate({ to: "/labels" })}>
          {words.labels.look}
        </Button>
      }
    >
      {batch.trouble ? words.printing.troubles[batch.trouble] : words.labels.stands}
    </Note>
  );
}
