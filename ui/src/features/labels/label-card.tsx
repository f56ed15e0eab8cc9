// A parcel's label: fetched on a press, shown at true size, printed, kept as a file. Its link never comes here.
import { Button } from "@mantine/core";
import { IconBarcode, IconDownload, IconExternalLink, IconEyeOff, IconTag } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { failureOf, type LabelView, type ShipmentRowView, useBackend } from "../../backend";
import { CopyButton } from "../../shared/copy-button";
import { FailureNote } from "../../shared/failure-note";
import { Icon } from "../../shared/icon";
import { announce } from "../../shared/live-region";
import { Note } from "../../shared/note";
import { usePlace } from "../../shared/place";
import { useWords } from "../../words";
import { number } from "../../words/intl";
import classes from "./label-card.module.css";
import { LabelPreview, sizeText } from "./label-preview";
import { PrintButton, PrintingSays, useLabelPrinting, usePrintAtOnce } from "./label-printing";

interface Props {
  shipment: ShipmentRowView;
  /** Fetched without a press: somebody came for it. */
  atOnce?: boolean;
  /** Printed without a press: somebody came for that. */
  printAtOnce?: boolean;
  onPrinted?: () => void;
}

export function LabelCard({ shipment, atOnce = false, printAtOnce = false, onPrinted }: Props) {
  const words = useWords().labels;
  const backend = useBackend();
  const { stamp } = usePlace();
  const [hidden, setHidden] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const show = useMutation({
    mutationFn: () => backend.getLabel(stamp, shipment.id),
    onSuccess: (label) => {
      setHidden(false);
      announce(words.fetched(sizeText(words, label.pages[0])));
    },
  });
  const save = useMutation({
    mutationFn: () => backend.saveLabel(stamp, shipment.id),
    onSuccess: (saved) =>
      announce(
        words.savedAnnounced(
          saved.fileName,
          folderOf(saved.path, saved.fileName),
          bytesText(words, saved.bytes),
        ),
      ),
  });
  const view = useMutation({
    mutationFn: () => backend.viewLabel(stamp, shipment.id),
    onSuccess: () => announce(words.viewed),
  });
  const printing = useLabelPrinting(shipment.id, shipment.labelReady);
  usePrintAtOnce(printing, printAtOnce && shipment.labelReady, onPrinted);
  const { mutate } = show;
  useEffect(() => {
    if (atOnce && shipment.labelReady) mutate();
  }, [atOnce, shipment.labelReady, mutate]);
  const label = hidden ? undefined : show.data;
  if (!shipment.labelReady && !show.data) {
    return (
      <p className={classes.notReady}>
        <Icon of={IconTag} size={16} />
        <span>{words.notReady}</span>
      </p>
    );
  }
  const busy = show.isPending || save.isPending || view.isPending;
  return (
    <div className={classes.card} ref={box}>
      <div className={classes.actions}>
        {label ? (
          <Button size="xs" leftSection={<Icon of={IconEyeOff} size={14} />} onClick={() => setHidden(true)}>
            {words.hide}
          </Button>
        ) : (
          <Button
            size="xs"
            aria-label={words.showLabel(shipment.customer)}
            aria-disabled={busy || undefined}
            leftSection={<Icon of={IconBarcode} size={14} />}
            onClick={() => busy || show.mutate()}
          >
            {show.isPending ? words.fetching : words.show}
          </Button>
        )}
        <PrintButton printing={printing} customer={shipment.customer} />
        <Button
          size="xs"
          aria-disabled={busy || undefined}
          leftSection={<Icon of={IconDownload} size={14} />}
          onClick={() => busy || save.mutate()}
        >
          {save.isPending ? words.saving : show.data?.kind === "png" ? words.savePicture : words.save}
        </Button>
        <Button
          size="xs"
          aria-label={words.viewLabel(shipment.customer)}
          aria-disabled={busy || undefined}
          leftSection={<Icon of={IconExternalLink} size={14} />}
          onClick={() => busy || view.mutate()}
        >
          {words.view}
        </Button>
      </div>
      {label ? null : (
        <p className={classes.lead}>
          {printing.printer ? `${words.printTo(printing.printer.title)} ` : null}
          {words.lead}
        </p>
      )}
      <PrintingSays printing={printing} />
      {view.isError ? <LabelFailure error={view.error} onRetry={() => view.mutate()} /> : null}
      {view.isSuccess ? <Note tone="ok">{words.viewed}</Note> : null}
      {show.isError ? <LabelFailure error={show.error} onRetry={() => show.mutate()} /> : null}
      {save.isError ? <LabelFailure error={save.error} onRetry={() => save.mutate()} /> : null}
      {save.data && !save.isError ? (
        <Saved path={save.data.path} fileName={save.data.fileName} bytes={save.data.bytes} />
      ) : null}
      {label ? <Shown label={label} shipment={shipment} /> : null}
    </div>
  );
}

/** Comes into view by itself: on a small window it would open below the edge, as if nothing had happened. */
function Shown({ label, shipment }: { label: LabelView; shipment: ShipmentRowView }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <div ref={box}>
      <LabelPreview key={`${label.shipmentId} ${label.bytes}`} label={label} customer={shipment.customer} />
    </div>
  );
}

function LabelFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const words = useWords().labels;
  const said = words.failures[failureOf(error).code];
  return (
    <FailureNote error={error} onRetry={onRetry}>
      {said}
    </FailureNote>
  );
}

function Saved({ path, fileName, bytes }: { path: string; fileName: string; bytes: number }) {
  const words = useWords().labels;
  return (
    <Note
      tone="ok"
      title={words.savedTitle}
      actions={
        <CopyButton text={path} label={words.copyPathLabel(fileName)} done={words.pathCopied}>
          {words.copyPath}
        </CopyButton>
      }
    >
      {words.saved(fileName, folderOf(path, fileName), bytesText(words, bytes))}
    </Note>
  );
}

function folderOf(path: string, fileName: string): string {
  return path.endsWith(fileName) ? path.slice(0, -fileName.length).replace(/[/\\]$/, "") || path : path;
}

function bytesText(words: { kilobytes: (size: string) => string }, bytes: number): string {
  return words.kilobytes(number(Math.max(1, Math.round(bytes / 1_024))));
}
