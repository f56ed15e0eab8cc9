// Labels, their run and the printers as the page holds them. A run goes on by itself in Rust: while it does, it is asked for again and again.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type BatchView,
  type LabelPaperState,
  type LabelRowView,
  type LabelsView,
  type PracticeTrouble,
  type PrinterChoice,
  type PrintersView,
  type PrintForm,
  useBackend,
} from "../../backend";
import { usePlace } from "../../shared/place";

/** The first part is the mirror's area: new shipments bring new labels. */
const labelsKey = ["shipments", "labels"] as const;
const batchKey = ["printing", "batch"] as const;
const printersKey = ["printing", "printers"] as const;
const trayKey = ["printing", "tray"] as const;

const RUNNING_LOOK_MS = 1_000;
const PRINTERS_LOOK_MS = 15_000;
/** More than a day's labels; what lies beyond is printed after these. */
const MOST = 500;

export function useLabels(view: LabelsView) {
  const backend = useBackend();
  return useQuery({
    queryKey: [...labelsKey, view],
    queryFn: () => backend.listLabels({ view, offset: 0, limit: MOST }),
    placeholderData: (before) => before,
  });
}

/** How many wait to be printed; nothing while it is not known. */
export function useLabelsToPrint(): number | null {
  const backend = useBackend();
  const { stamp } = usePlace();
  const { data } = useQuery({
    queryKey: [...labelsKey, "count", stamp],
    queryFn: async () => (await backend.listLabels({ view: "to_print", offset: 0, limit: 0 })).toPrint,
    enabled: stamp !== "",
  });
  return data ?? null;
}

/** What this computer knows of one parcel's label; asked again while it is on its way. */
export function useLabelOnPaper(shipmentId: string, enabled: boolean) {
  const backend = useBackend();
  return useQuery({
    queryKey: [...labelsKey, "one", shipmentId],
    queryFn: () => backend.labelOnPaper(shipmentId),
    enabled,
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? RUNNING_LOOK_MS : false),
  });
}

/** While it is handed over nobody knows either: "unknown" may be over in a moment. */
const underWay: readonly (LabelPaperState | undefined)[] = ["waiting", "handed_over", "unknown"];

function isUnderWay(row: LabelRowView | undefined): boolean {
  return underWay.includes(row?.paper?.state);
}

export function useBatch(enabled = true) {
  const backend = useBackend();
  return useQuery({
    queryKey: batchKey,
    queryFn: () => backend.currentBatch(),
    enabled,
    refetchInterval: ({ state }) => (state.data?.state === "running" ? RUNNING_LOOK_MS : false),
  });
}

/** `watched`: asked for again and again, while a person looks at them. */
export function usePrinters(watched = true, enabled = true) {
  const backend = useBackend();
  return useQuery({
    queryKey: printersKey,
    queryFn: () => backend.listPrinters(),
    enabled,
    refetchInterval: watched ? PRINTERS_LOOK_MS : false,
  });
}

/** Where a label goes as set up: its brand's printer, else everybody's. */
export function destinationOf(
  printers: PrintersView | undefined,
  row: Pick<LabelRowView, "brandId">,
): PrinterChoice | null {
  const own = printers?.brands.find(({ id }) => id === row.brandId)?.choice;
  return own ?? printers?.label ?? null;
}

export function isSame(one: PrinterChoice | null, other: PrinterChoice | null): boolean {
  return one?.queue === other?.queue && one?.paper === other?.paper;
}

/** Everything a person can do with a run. Each answers with the run as it stands then. */
export function usePrinting() {
  const backend = useBackend();
  const { stamp } = usePlace();
  const client = useQueryClient();
  const onSuccess = (batch: BatchView) => {
    client.setQueryData(batchKey, batch);
    void client.invalidateQueries({ queryKey: labelsKey });
  };
  return {
    print: useMutation({ mutationFn: (form: PrintForm) => backend.printLabels(stamp, form), onSuccess }),
    goOn: useMutation({ mutationFn: (batch: string) => backend.goOnPrinting(stamp, batch), onSuccess }),
    stop: useMutation({ mutationFn: (batch: string) => backend.stopPrinting(stamp, batch), onSuccess }),
    cameOut: useMutation({
      mutationFn: ({ batch, last }: { batch: string; last: string | null }) =>
        backend.labelsCameOut(stamp, batch, last),
      onSuccess,
    }),
  };
}

/** Reads lists and run again: a label was seen, a run came to its end. */
export function useReadAgain(): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: labelsKey });
    void client.invalidateQueries({ queryKey: batchKey });
  };
}

/** The practice printer's tray, and what one can do to the printer. */
export function useTray() {
  const backend = useBackend();
  const { stamp } = usePlace();
  const client = useQueryClient();
  const tray = useQuery({
    queryKey: trayKey,
    queryFn: () => backend.practiceTray(),
    refetchInterval: RUNNING_LOOK_MS,
  });
  const play = useMutation({
    mutationFn: (trouble: PracticeTrouble | null) => backend.playPrinterTrouble(stamp, trouble),
    onSuccess: (view) => {
      client.setQueryData(trayKey, view);
      void client.invalidateQueries({ queryKey: printersKey });
    },
  });
  return { tray, play };
}
