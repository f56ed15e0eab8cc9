// Orders a person must look at, most urgent first: in doubt, refused, needing changes, failed, late, on hold. Each line is one press from its fix.
import { Button } from "@mantine/core";
import {
  IconAlertOctagon,
  IconClockExclamation,
  IconHelpCircle,
  IconPlayerPause,
  type TablerIcon,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { OrdersPartView, TodayView } from "../../backend";
import { Card } from "../../shared/card";
import { Icon } from "../../shared/icon";
import { useWhen } from "../../shared/when";
import { useWords } from "../../words";
import classes from "./today-page.module.css";

/** More than these of a kind are behind "Show all". */
const FEW = 3;

interface Line {
  key: string;
  tone: "warn" | "bad";
  icon: TablerIcon;
  title: string;
  text: string;
  /** What a person wrote or a vendor said: hidden by the privacy screen. */
  note: string | null;
  action: string;
  who: string;
  open: () => void;
}

interface Group {
  lines: readonly Line[];
  /** How many there are, shown or not. */
  count: number;
  what: string;
  showAll: () => void;
}

export function NeedsYou({ view, count }: { view: TodayView; count: number }) {
  const words = useWords().today.needsYou;
  return (
    <Card title={words.title} count={count} end={<span className={classes.dim}>{words.order}</span>}>
      <ul className={classes.lines}>
        {useGroups(view).flatMap(({ lines, count: all, what, showAll }) => [
          ...lines.map((line) => <NeedLine key={line.key} line={line} />),
          ...(all > lines.length
            ? [
                <li key={what} className={classes.moreLine}>
                  <span className={classes.dim}>{words.more(all - lines.length)}</span>
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-label={words.showAllLabel(what)}
                    onClick={showAll}
                  >
                    {words.showAll}
                  </Button>
                </li>,
              ]
            : []),
        ])}
      </ul>
    </Card>
  );
}

function useGroups(view: TodayView): Group[] {
  const { today, orders, shipments } = useWords();
  const words = today.needsYou;
  const when = useWhen();
  const navigate = useNavigate();
  const [open, setOpen] = useState<readonly string[]>([]);
  const draft = (key: string) => () => void navigate({ to: "/drafts/$key", params: { key } });
  const order = (id: string) => () => void navigate({ to: "/orders/$id", params: { id } });
  const inOrders = (state: "on_hold" | "needs_attention", text?: string) => () =>
    void navigate({
      to: "/orders",
      search: { view: state, ...(text ? { filters: { statuses: [text] } } : {}) },
    });
  const few = <Row,>(what: string, rows: readonly Row[]) => (open.includes(what) ? rows : rows.slice(0, FEW));
  const more = (what: string) => () => setOpen([...open, what]);
  const part = (
    what: string,
    { count, rows }: OrdersPartView,
    look: Pick<Line, "tone" | "icon">,
    title: (number: string, who: string) => string,
    text: string,
    showAll: () => void,
  ): Group => ({
    what,
    count,
    showAll,
    lines: rows.slice(0, FEW).map(({ row, note, since }) => ({
      ...look,
      key: row.id,
      title: title(row.number || orders.list.noNumber, row.customer || words.someone),
      text: since ? `${text} ${words.since(when(since))}` : text,
      note,
      action: words.openOrder,
      who: row.number || row.customer,
      open: order(row.id),
    })),
  });
  const bad = { tone: "bad", icon: IconAlertOctagon } as const;
  return [
    {
      what: "unsure",
      count: view.unsure.length,
      showAll: more("unsure"),
      lines: few("unsure", view.unsure).map(({ key, customer }) => ({
        key,
        tone: "warn" as const,
        icon: IconHelpCircle,
        title: words.unsure(customer || words.someone),
        text: words.unsureText,
        note: null,
        action: words.seeOrder,
        who: customer,
        open: draft(key),
      })),
    },
    {
      what: "refused",
      count: view.refused.length,
      showAll: more("refused"),
      lines: few("refused", view.refused).map(({ key, customer, said }) => ({
        key,
        ...bad,
        title: words.refused(customer || words.someone),
        text: words.refusedText(said),
        note: null,
        action: words.fixOrder,
        who: customer,
        open: draft(key),
      })),
    },
    part(
      orders.statuses.needs_changes,
      view.needsChanges,
      bad,
      words.needsChanges,
      view.needsChanges.rows.some(({ note }) => note) ? "" : words.needsChangesText,
      inOrders("needs_attention", "Needs Changes"),
    ),
    part(
      orders.statuses.error,
      view.failed,
      bad,
      words.failed,
      words.failedText,
      inOrders("needs_attention", "Error"),
    ),
    {
      what: shipments.list.waiting,
      count: view.notShipped.length,
      showAll: () => void navigate({ to: "/shipments", search: { view: "stuck" } }),
      lines: view.notShipped.slice(0, FEW).map(({ id, number, customer, stuck }) => ({
        key: id,
        tone: "warn" as const,
        icon: IconClockExclamation,
        title: words.notShipped(number ?? orders.list.noNumber, customer || words.someone),
        text: shipments.stuckWhy(stuck, null),
        note: null,
        action: words.openOrder,
        who: number ?? customer,
        open: order(id),
      })),
    },
    part(
      orders.statuses.on_hold,
      view.held,
      { tone: "warn", icon: IconPlayerPause },
      words.held,
      words.heldText,
      inOrders("on_hold"),
    ),
  ].filter(({ count }) => count > 0);
}

function NeedLine({ line: { tone, icon, title, text, note, action, who, open } }: { line: Line }) {
  const words = useWords().today.needsYou;
  return (
    <li className={classes.need} data-tone={tone}>
      <Icon of={icon} />
      <div>
        <p>
          <strong data-private>{title}</strong>
        </p>
        {note ? (
          <p className={classes.note} data-private>
            {note}
          </p>
        ) : null}
        {text.trim() ? <p>{text}</p> : null}
      </div>
      <Button size="compact-sm" aria-label={words.openLabel(action, who)} onClick={open}>
        {action}
      </Button>
    </li>
  );
}
