// Rows of labels: whose, which way, where each stands on its way to paper.
import { Button, Checkbox } from "@mantine/core";
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconEye,
  IconPlayerPause,
  IconPrinter,
  type TablerIcon,
} from "@tabler/icons-react";
import type { LabelPaperState, LabelRowView } from "../../backend";
import hidden from "../../shared/hidden.module.css";
import { StatusWord, type Tone } from "../../shared/status-word";
import { useWords, type Words } from "../../words";
import classes from "./labels-page.module.css";

const looks: Record<LabelPaperState, [Tone, TablerIcon]> = {
  waiting: ["calm", IconPlayerPause],
  handed_over: ["move", IconPrinter],
  reported_done: ["move", IconCircleDashed],
  seen: ["ok", IconCircleCheck],
  failed: ["bad", IconAlertOctagon],
  unknown: ["warn", IconAlertTriangle],
  not_had: ["warn", IconAlertTriangle],
  left_out: ["calm", IconEye],
};

/** Printing such a label again takes a reason. */
export const maybeOnPaper: ReadonlySet<LabelPaperState> = new Set([
  "handed_over",
  "reported_done",
  "seen",
  "unknown",
]);

interface Props {
  rows: readonly LabelRowView[];
  label: string;
  current: string | null;
  onShow: (row: LabelRowView) => void;
  /** Boxes to choose by; without it there are none. */
  chosen?: { has: (id: string) => boolean; toggle: (id: string) => void };
  /** At the end of a row. */
  action?: (row: LabelRowView) => { word: string; spoken: string; press: () => void } | null;
}

export function LabelRows({ rows, label, current, onShow, chosen, action }: Props) {
  const words = useWords().printing;
  return (
    <ul className={classes.rows} aria-label={label}>
      {rows.map((row) => {
        const who = whoOf(words, row);
        const act = action?.(row) ?? null;
        return (
          <li
            key={row.shipmentId}
            className={classes.row}
            data-current={row.shipmentId === current || undefined}
          >
            {chosen ? (
              <Checkbox
                size="sm"
                aria-label={words.choose(who)}
                checked={chosen.has(row.shipmentId)}
                onChange={() => chosen.toggle(row.shipmentId)}
              />
            ) : null}
            <button
              type="button"
              className={classes.show}
              aria-current={row.shipmentId === current || undefined}
              onClick={() => onShow(row)}
            >
              <span className={hidden.hidden}>{words.showIt}</span>{" "}
              <span className={classes.who}>
                <b data-private>{row.customer || words.nobody}</b> {row.orderNumber}
              </span>{" "}
              <span className={classes.way}>
                {[row.carrier, row.service].filter(Boolean).join(" ")}
                {row.city ? <span data-private> · {row.city}</span> : null}
              </span>
              <Paper row={row} />
            </button>
            {act ? (
              <Button size="compact-xs" aria-label={act.spoken} onClick={act.press}>
                {act.word}
              </Button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

/** Where a label stands on its way to paper, in a word. */
export function Paper({ row: { paper } }: { row: LabelRowView }) {
  const { printing: words, errors } = useWords();
  if (!paper || paper.state === "left_out") return null;
  const [tone, icon] = looks[paper.state];
  return (
    <span className={classes.paper}>
      <StatusWord tone={tone} icon={icon}>
        {words.states[paper.state]}
        {paper.copy > 1 ? `, ${words.copy(paper.copy)}` : null}
      </StatusWord>
      {paper.code ? <span>{errors.codes[paper.code].title}</span> : null}
    </span>
  );
}

export function whoOf(words: Words["printing"], row: LabelRowView): string {
  return row.customer || row.orderNumber || row.trackingNumber || words.nobody;
}
