// Labels, their run and the printers as the page holds them. A run goes on by itself in Rust: while it does, it is asked for again and again.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type BatchView, type LabelsView, type PrintForm, useBackend } from "../../backend";
import { usePlace } from "../../shared/place";

/** The first part is the mirror's area: new shipments bring new labels. */
const labelsKey = ["shipments", "labels"] as const;
const batchKey = ["printing", "batch"] as const;
const printersKey = ["printing", "printers"] as const;

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

export function useBatch() {
  const backend = useBackend();
  return useQuery({
    queryKey: batchKey,
    queryFn: () => backend.currentBatch(),
    refetchInterval: ({ state }) => (state.data?.state === "running" ? RUNNING_LOOK_MS : false),
  });
}

export function usePrinters() {
  const backend = useBackend();
  return useQuery({
    queryKey: printersKey,
    queryFn: () => backend.listPrinters(),
    refetchInterval: PRINTERS_LOOK_MS,
  });
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
