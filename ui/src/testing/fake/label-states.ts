// What Labels can look like: a run in each of its states, lists with something in them, more than one would print without a second look.
import type { Backend, BatchView, Code, LabelPaperState, LabelRowView } from "../../backend";
import { labelView } from "./label-picture";
import { batchOf, labelRows, printers } from "./printing";
import { ago } from "./time";

const freshness = { asOf: ago(32), nextLook: ago(-328), filling: null, failure: null };

/** The rows again and again, each of a parcel of its own. */
function many(count: number): LabelRowView[] {
  return Array.from({ length: count }, (_, at) => ({
    ...(labelRows[at % labelRows.length] as LabelRowView),
    shipmentId: `shipment-${at + 1}`,
    orderNumber: `OR-${2_000 + at}`,
  }));
}

function standing(states: readonly [LabelPaperState, Code | null, copy?: number][]): LabelRowView[] {
  return many(states.length).map((row, at) => {
    const [state, code, copy = 1] = states[at] ?? ["waiting", null];
    return { ...row, paper: { batch: "batch-1", state, code, copy, at: ago(4) } };
  });
}

const done = standing([
  ["seen", null],
  ["reported_done", null, 2],
  ["handed_over", null],
]);
const trouble = standing([
  ["failed", null],
  ["unknown", null],
  ["not_had", "label_size_differs"],
  ["not_had", "label_cut_short"],
]);

const run = (batch: BatchView): Partial<Backend> => ({ currentBatch: async () => batch });

/** Nothing for a state nobody knows. */
export function labelState(state: string | null): Partial<Backend> {
  switch (state) {
    case "labels-printing":
      return run(batchOf("running", ["seen", "reported_done", "handed_over", "waiting"]));
    case "labels-out-of-paper":
      return run(
        batchOf("running", ["reported_done", "handed_over", "waiting"], { trouble: "out_of_paper" }),
      );
    case "labels-in-doubt":
      return run(
        batchOf("paused", ["reported_done", "unknown", "unknown", "waiting"], { code: "print_job_failed" }),
      );
    case "labels-refused":
      return run(
        batchOf("paused", ["reported_done", "reported_done", "waiting"], { code: "printer_not_accepting" }),
      );
    case "labels-ended": {
      let asked = 0;
      const states: LabelPaperState[] = ["reported_done", "reported_done", "not_had", "reported_done"];
      return {
        currentBatch: async () => {
          asked += 1;
          const ended = batchOf("ended", states);
          return asked === 1
            ? batchOf("running", ["handed_over", "handed_over", "not_had", "handed_over"])
            : { ...ended, check: ended.labels[3]?.shipmentId ?? null };
        },
      };
    }
    case "labels-lists":
      return {
        listLabels: async ({ view }) => ({
          rows: { to_print: labelRows, done, trouble }[view],
          toPrint: labelRows.length,
          done: done.length,
          trouble: trouble.length,
          freshness,
        }),
      };
    case "labels-many":
      return {
        listLabels: async ({ view, limit }) => ({
          rows: view === "to_print" ? many(Math.min(limit, 312)) : [],
          toPrint: 312,
          done: 0,
          trouble: 0,
          freshness,
        }),
      };
    case "labels-no-printer":
      return {
        listPrinters: async () => ({
          ...printers,
          printers: [],
          label: null,
          chosen: false,
          document: null,
          brands: [],
          failure: "printing_not_there",
        }),
      };
    case "labels-saved-some":
      return {
        saveLabels: async (_stamp, ids) => ({
          saved: { path: "/home/dana/Downloads/Labels.pdf", fileName: "Labels.pdf", bytes: 18_204 },
          missing: ids.slice(0, 2).map((shipmentId, at) => ({
            shipmentId,
            code: at === 0 ? "label_cut_short" : "label_encrypted",
          })),
        }),
      };
    case "labels-script":
      return {
        getLabel: async (_stamp, shipmentId) => labelView(shipmentId, true),
      };
    default:
      return {};
  }
}
