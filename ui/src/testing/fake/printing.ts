// Made-up labels, a made-up printer, and a run that is through as soon as it is asked for.
import type {
  Backend,
  BatchView,
  LabelPaperState,
  LabelRowView,
  PracticeTrouble,
  PrintersView,
  TrayView,
} from "../../backend";
import { shipmentRows } from "./shipments";
import { ago } from "./time";

export const printers: PrintersView = {
  printers: [
    {
      queue: "Zebra_ZD421",
      title: "Zebra ZD421",
      model: "Zebra ZPL",
      isDefault: true,
      isPractice: false,
      state: "ready",
      trouble: null,
      papers: [
        { word: "na_index-4x6_4x6in", widthMm: 101.6, heightMm: 152.4 },
        { word: "oe_w288h216_4x3in", widthMm: 101.6, heightMm: 76.2 },
      ],
      dpi: [203],
      measuredAt: null,
    },
    {
      queue: "Office_Laser",
      title: "Office laser",
      model: "Laser",
      isDefault: false,
      isPractice: false,
      state: "ready",
      trouble: null,
      papers: [
        { word: "na_index-4x6_4x6in", widthMm: 101.6, heightMm: 152.4 },
        { word: "na_letter_8.5x11in", widthMm: 215.9, heightMm: 279.4 },
      ],
      dpi: [600],
      measuredAt: null,
    },
  ],
  label: { queue: "Zebra_ZD421", paper: "na_index-4x6_4x6in" },
  chosen: true,
  document: { queue: "Office_Laser", paper: "na_letter_8.5x11in" },
  brands: [
    { id: "brand-tidewell", name: "Tidewell", choice: null },
    { id: "brand-nightwell", name: "Nightwell", choice: null },
  ],
  labelDays: 30,
  failure: null,
};

const withLabels = ["OR-1032", "OR-1031", "OR-1028", "OR-1029"];

export const labelRows: LabelRowView[] = withLabels
  .flatMap((order) => shipmentRows.find(({ orderNumber }) => orderNumber === order) ?? [])
  .map((row) => ({
    shipmentId: row.id,
    orderId: row.orderId,
    orderNumber: row.orderNumber,
    customer: row.customer,
    carrier: row.carrier,
    service: row.service,
    trackingNumber: row.trackingNumber,
    city: "San Jose, California",
    brandId: "brand-tidewell",
    madeAt: row.madeAt,
    paper: null,
  }));

const freshness = { asOf: ago(32), nextLook: ago(-328), filling: null, failure: null };

const none = {
  waiting: 0,
  handedOver: 0,
  reportedDone: 0,
  seen: 0,
  failed: 0,
  unknown: 0,
  notHad: 0,
  leftOut: 0,
};

const countNames = {
  waiting: "waiting",
  handed_over: "handedOver",
  reported_done: "reportedDone",
  seen: "seen",
  failed: "failed",
  unknown: "unknown",
  not_had: "notHad",
  left_out: "leftOut",
} as const;

/** A run with these labels standing as told; tests play trouble with it. */
export function batchOf(
  state: BatchView["state"],
  states: readonly LabelPaperState[],
  part: Partial<BatchView> = {},
): BatchView {
  const counts = { ...none };
  for (const one of states) counts[countNames[one]] += 1;
  const labels = states.map((one, at) => ({
    ...(labelRows[at] as LabelRowView),
    paper: { batch: "batch-1", state: one, code: null, copy: 1, at: ago(1) },
  }));
  return {
    id: "batch-1",
    printer: "Zebra ZD421",
    paper: "na_index-4x6_4x6in",
    copies: 1,
    madeAt: ago(2),
    state,
    code: null,
    trouble: null,
    counts,
    labels,
    check: null,
    ...part,
  };
}

function tray(cameOut: number): TrayView {
  const sheets = Array.from({ length: cameOut }, (_, index) => ({ job: 1, page: cameOut - index }));
  return { sheets, cameOut, trouble: null };
}

type PrintingPart =
  | "listLabels"
  | "findLabel"
  | "printLabels"
  | "currentBatch"
  | "goOnPrinting"
  | "stopPrinting"
  | "labelsCameOut"
  | "seeLabel"
  | "listPrinters"
  | "choosePrinter"
  | "printTestSheet"
  | "measurePrinter"
  | "forgetMeasures"
  | "keepLabelsFor"
  | "labelOnPaper"
  | "printAccount"
  | "practiceTray"
  | "playPrinterTrouble"
  | "viewLabel"
  | "saveLabels";

export function makePrinting(refuse: () => never): Pick<Backend, PrintingPart> {
  const standing = new Map<string, LabelPaperState>();
  let batch: BatchView | null = null;
  let setUp = printers;
  let trouble: PracticeTrouble | null = null;
  const now = (): LabelRowView[] =>
    labelRows.map((row) => {
      const state = standing.get(row.shipmentId);
      return state ? { ...row, paper: { batch: "batch-1", state, code: null, copy: 1, at: ago(1) } } : row;
    });
  const batchNow = (): BatchView => {
    const rows = now().filter(({ shipmentId }) => batch?.labels.some((one) => one.shipmentId === shipmentId));
    const states = rows.map(({ paper }) => paper?.state ?? "waiting");
    const last = rows[rows.length - 1];
    const check = last?.paper?.state === "reported_done" ? last.shipmentId : null;
    return { ...batchOf("ended", states), labels: rows, check };
  };
  return {
    listLabels: async ({ view }) => {
      const done = now().filter(({ paper }) => paper !== null);
      const open = now().filter(({ paper }) => paper === null);
      return {
        rows: view === "to_print" ? open : view === "done" ? done : [],
        toPrint: open.length,
        done: done.length,
        trouble: 0,
        freshness,
      };
    },
    findLabel: async (typed) =>
      now().find(({ trackingNumber }) => trackingNumber === typed.trim()) ?? refuse(),
    printLabels: async (_stamp, { shipments }) => {
      for (const id of shipments) standing.set(id, "reported_done");
      batch = batchOf("running", []);
      batch.labels = now().filter(({ shipmentId }) => shipments.includes(shipmentId));
      return batch;
    },
    currentBatch: async () => (batch ? batchNow() : null),
    goOnPrinting: async () => batchNow(),
    stopPrinting: async () => batchNow(),
    labelsCameOut: async () => {
      for (const { shipmentId } of batch?.labels ?? []) standing.set(shipmentId, "seen");
      return batchNow();
    },
    seeLabel: async (_stamp, typed) => {
      const row = labelRows.find(({ trackingNumber }) => trackingNumber === typed) ?? refuse();
      standing.set(row.shipmentId, "seen");
      return row;
    },
    labelOnPaper: async (id) => now().find(({ shipmentId }) => shipmentId === id) ?? refuse(),
    listPrinters: async () => setUp,
    choosePrinter: async (_stamp, { purpose, brand, choice }) => {
      if (brand) {
        const brands = setUp.brands.map((one) => (one.id === brand ? { ...one, choice } : one));
        setUp = { ...setUp, brands };
      } else setUp = { ...setUp, [purpose]: choice };
      return setUp;
    },
    keepLabelsFor: async (_stamp, labelDays) => {
      setUp = { ...setUp, labelDays };
      return setUp;
    },
    printAccount: async () => null,
    practiceTray: async () => ({ ...tray(standing.size), trouble }),
    playPrinterTrouble: async (_stamp, wanted) => {
      trouble = wanted;
      return { ...tray(standing.size), trouble };
    },
    viewLabel: async () => null,
    printTestSheet: async () => ({ acrossMm: 80, alongMm: 130, cornerMm: 10 }),
    measurePrinter: async () => ({
      ...printers,
      printers: printers.printers.map((one) => ({ ...one, measuredAt: ago(0) })),
    }),
    forgetMeasures: async () => printers,
    saveLabels: async (_stamp, ids) => ({
      saved: { path: "/home/dana/Downloads/Labels.pdf", fileName: "Labels.pdf", bytes: 18_204 * ids.length },
      missing: [],
    }),
  };
}
