// A table as long as one likes: a real table of which at most eighty rows are in the page, scrolled with the screen itself.
// One row at a time is a Tab stop, with what can be pressed in it; arrows, PageUp, PageDown, Home and End move, Space chooses, Enter opens.
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useWords } from "../../words";
import { Icon } from "../icon";
import { announce } from "../live-region";
import { Note } from "../note";
import type { Chosen } from "./chosen";
import classes from "./long-table.module.css";
import { RowStop } from "./row-stop";
import { useLongRows } from "./use-long-rows";

export interface LongColumn<Row> {
  key: string;
  header: string;
  render: (row: Row) => ReactNode;
  /** CSS width in rem; columns without one share the rest. */
  width?: number;
  align?: "right";
  /** Gone at this width of the window and below. */
  drop?: "mid" | "narrow";
  /** One line, cut with dots; the whole text on pointing at it. */
  clip?: (row: Row) => string;
  /** Names a person: the privacy screen hides it. */
  personal?: true;
  /** Its name in the list's order; without one the column cannot sort. */
  sortBy?: string;
  /** How it sorts at the first press. */
  first?: "descending";
}

export interface LongSort {
  by: string;
  descending: boolean;
}

interface InPlace<Row> {
  isOpen: (row: Row) => boolean;
  /** What pressing the row does now. */
  pressName: (row: Row) => string;
  /** Stands under the first cell while the row is open. */
  detail: (row: Row) => ReactNode;
}

interface Props<Row> {
  /** The table's accessible name. */
  label: string;
  columns: readonly LongColumn<Row>[];
  total: number;
  /** Nothing while the row is still being read. */
  rowAt: (index: number) => Row | undefined;
  rowKey: (row: Row) => string;
  /** What the row is called: the name of its button, its box, and what is said. */
  rowName: (row: Row) => string;
  /** The first and the last row in sight. */
  onSee?: (first: number, last: number) => void;
  /** The row to begin at. */
  start?: number;
  onOpen?: (row: Row, index: number) => void;
  /** For rows that open in place. */
  inPlace?: InPlace<Row>;
  muted?: (row: Row) => boolean;
  sort?: LongSort;
  onSort?: (sort: LongSort) => void;
  chosen?: Chosen;
  /** Chooses everything the list picks. */
  onChooseAll?: () => void;
}

export function LongTable<Row>(props: Props<Row>) {
  const { label, columns, total, rowAt, rowKey, rowName, chosen, onChooseAll, muted } = props;
  const words = useWords().lists;
  const section = useRef<HTMLElement>(null);
  const rows = useLongRows({ section, total, start: props.start ?? 0, onSee: props.onSee });
  const anchor = useRef(0);
  const [wide, setWide] = useState(false);
  const across = columns.length + (chosen ? 1 : 0);

  const choose = (index: number) => {
    const row = rowAt(index);
    if (!row || !chosen) return;
    const on = !chosen.ids.has(rowKey(row));
    chosen.toggle(rowKey(row));
    announce(words.chosen.said(rowName(row), on, chosen.ids.size + (on ? 1 : -1)));
    anchor.current = index;
  };
  const chooseTo = (index: number) => {
    const from = Math.min(anchor.current, index);
    const between = Array.from({ length: Math.abs(index - anchor.current) + 1 }, (_, at) => rowAt(from + at));
    chosen?.add(between.flatMap((row) => (row ? [rowKey(row)] : [])));
  };
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey) return;
    const here = rowIndexOf(event.target);
    if (here === null) return;
    const onRow = event.target instanceof HTMLElement && event.target.hasAttribute("data-row-button");
    if (event.key === " " && chosen && onRow) {
      event.preventDefault();
      choose(here);
      return;
    }
    if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey) && onChooseAll) {
      event.preventDefault();
      onChooseAll();
      return;
    }
    if (event.key === "Escape" && chosen && (chosen.ids.size > 0 || chosen.tooMany)) {
      event.preventDefault();
      chosen.clear();
      return;
    }
    const next = nextRow(event.key, here, rows.perPage);
    if (next === null || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const to = Math.min(Math.max(next, 0), rows.count - 1);
    if (event.shiftKey && chosen) {
      if (chosen.ids.size === 0) anchor.current = here;
      chooseTo(to);
    } else {
      anchor.current = to;
    }
    rows.goTo(to);
  };
  const onCheck = (event: MouseEvent, index: number) => {
    if (event.shiftKey) chooseTo(index);
    else choose(index);
  };

  useLayoutEffect(() => {
    const table = section.current?.querySelector("table");
    if (table && section.current) setWide(table.offsetWidth > section.current.clientWidth);
  });
  // How narrow the table can be, by which columns the window's width leaves. With fewer of them the one that takes the rest can have more.
  const least = (gone: readonly string[]) =>
    columns
      .filter(({ drop }) => !drop || !gone.includes(drop))
      .reduce((sum, column) => sum + (column.width ?? (gone.length > 0 ? 9 : 6)), chosen ? 2.5 : 0);
  const widths = {
    "--least": `${least([])}rem`,
    "--least-mid": `${least(["mid"])}rem`,
    "--least-narrow": `${least(["mid", "narrow"])}rem`,
  } as CSSProperties;
  return (
    <>
      <section
        className={classes.scroll}
        aria-label={label}
        data-wide={wide || undefined}
        ref={section}
        // Only what overflows sideways must be reachable by key to scroll it.
        tabIndex={wide ? 0 : undefined}
      >
        <table className={classes.table} aria-label={label} aria-rowcount={total + 1} style={widths}>
          <thead>
            <tr aria-rowindex={1}>
              {chosen ? (
                <th scope="col" className={classes.box}>
                  <input
                    type="checkbox"
                    aria-label={words.chosen.all}
                    checked={chosen.ids.size > 0 && chosen.ids.size >= total}
                    ref={(box) => {
                      if (box) box.indeterminate = chosen.ids.size > 0 && chosen.ids.size < total;
                    }}
                    onChange={() => (chosen.ids.size > 0 ? chosen.clear() : onChooseAll?.())}
                  />
                </th>
              ) : null}
              {columns.map((column) => (
                <Header key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
              ))}
            </tr>
          </thead>
          <tbody
            ref={rows.body}
            onKeyDown={onKey}
            onFocus={(event) => rows.settleOn(rowIndexOf(event.target))}
          >
            {rows.shown.map((item, position) => (
              <Gap
                key={`gap ${item.index}`}
                height={item.start - (rows.shown[position - 1]?.end ?? rows.top)}
                across={across}
              >
                <TableRow
                  index={item.index}
                  measure={rows.measure}
                  row={rowAt(item.index)}
                  active={rows.active === item.index}
                  table={props}
                  isChosen={(row) => chosen?.ids.has(rowKey(row)) ?? false}
                  onCheck={onCheck}
                  onChoose={choose}
                  muted={muted}
                />
              </Gap>
            ))}
            <Gap height={rows.bottom - (rows.shown.at(-1)?.end ?? rows.top)} across={across} />
          </tbody>
        </table>
      </section>
      {rows.count < total ? <Note tone="plain">{words.notAll(rows.count)}</Note> : null}
    </>
  );
}

interface HeaderProps<Row> {
  column: LongColumn<Row>;
  sort: LongSort | undefined;
  onSort: ((sort: LongSort) => void) | undefined;
}

function Header<Row>({ column, sort, onSort }: HeaderProps<Row>) {
  const words = useWords().lists;
  const { sortBy } = column;
  const on = sort !== undefined && sort.by === sortBy;
  const press = () => {
    if (!sortBy || !onSort) return;
    const descending = on ? !sort.descending : column.first === "descending";
    onSort({ by: sortBy, descending });
    announce(words.sorted(column.header, descending));
  };
  return (
    <th
      scope="col"
      aria-sort={on ? (sort.descending ? "descending" : "ascending") : undefined}
      data-align={column.align}
      data-drop={column.drop}
      style={column.width ? { width: `${column.width}rem` } : undefined}
    >
      {sortBy && onSort ? (
        <button
          type="button"
          className={classes.sort}
          data-on={on || undefined}
          title={words.sortBy(column.header)}
          onClick={press}
        >
          <span>{column.header}</span>
          <Icon of={on ? (sort.descending ? IconArrowDown : IconArrowUp) : IconArrowsSort} size={14} />
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}

interface RowProps<Row> {
  index: number;
  row: Row | undefined;
  active: boolean;
  measure: (element: HTMLElement | null) => void;
  table: Props<Row>;
  isChosen: (row: Row) => boolean;
  onCheck: (event: MouseEvent, index: number) => void;
  onChoose: (index: number) => void;
  muted: ((row: Row) => boolean) | undefined;
}

function TableRow<Row>({
  index,
  row,
  active,
  measure,
  table,
  isChosen,
  onCheck,
  onChoose,
  muted,
}: RowProps<Row>) {
  const words = useWords().lists;
  const { columns, rowKey, rowName, onOpen, inPlace, chosen } = table;
  const tabIndex = active ? 0 : -1;
  if (row === undefined) {
    return (
      <tr aria-rowindex={index + 2} data-index={index} aria-busy="true" ref={measure}>
        {chosen ? <td className={classes.box} /> : null}
        <td>
          <button
            type="button"
            className={classes.waiting}
            data-row-button
            tabIndex={tabIndex}
            aria-label={words.loadingRow}
          />
        </td>
        <td colSpan={columns.length - 1} />
      </tr>
    );
  }
  const id = rowKey(row);
  const open = onOpen ? () => onOpen(row, index) : undefined;
  return (
    <tr
      aria-rowindex={index + 2}
      data-index={index}
      data-muted={muted?.(row) || undefined}
      data-opens={open ? true : undefined}
      data-open={inPlace?.isOpen(row) || undefined}
      data-chosen={isChosen(row) || undefined}
      ref={measure}
      onClick={open ? (event) => clickedRow(event.target, open) : undefined}
    >
      {chosen ? (
        <td className={classes.box}>
          <input
            type="checkbox"
            tabIndex={tabIndex}
            aria-label={words.chosen.row(rowName(row))}
            checked={isChosen(row)}
            onChange={noop}
            onClick={(event) => onCheck(event, index)}
          />
        </td>
      ) : null}
      {columns.map((column, at) => (
        <td
          // The first cell stays while its row is read, and with it the focus.
          key={at === 0 ? column.key : `${column.key} ${id}`}
          data-align={column.align}
          data-drop={column.drop}
          data-private={column.personal}
          className={column.clip ? classes.clip : undefined}
          title={column.clip?.(row)}
        >
          {at === 0 ? (
            <>
              <button
                type="button"
                className={open ? classes.open : classes.still}
                data-row-button
                tabIndex={tabIndex}
                aria-label={inPlace?.pressName(row) ?? rowName(row)}
                aria-expanded={inPlace?.isOpen(row)}
                // A row that opens nothing is chosen instead.
                aria-pressed={open ? undefined : isChosen(row)}
                onClick={open ?? (() => onChoose(index))}
              >
                {column.render(row)}
              </button>
              {inPlace?.isOpen(row) ? inPlace.detail(row) : null}
            </>
          ) : (
            <RowStop value={tabIndex}>{column.render(row)}</RowStop>
          )}
        </td>
      ))}
    </tr>
  );
}

/** The room of rows that are not in the page, above what follows it. */
function Gap({ height, across, children }: { height: number; across: number; children?: ReactNode }) {
  return (
    <>
      {height > 0.5 ? (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: empty room, which nothing can focus
        <tr aria-hidden="true" className={classes.gap} style={{ height }}>
          <td colSpan={across} style={{ height }} />
        </tr>
      ) : null}
      {children}
    </>
  );
}

function noop() {}

/** A click anywhere in the row opens it, but a click on something of its own in a cell does that thing. */
function clickedRow(target: EventTarget, open: () => void): void {
  if (target instanceof Element && target.closest("button, a, input, label")) return;
  if (window.getSelection()?.toString()) return;
  open();
}

function rowIndexOf(target: EventTarget | null): number | null {
  const index = target instanceof Element ? target.closest("tr")?.getAttribute("data-index") : null;
  return index === null || index === undefined ? null : Number(index);
}

function nextRow(key: string, here: number, perPage: number): number | null {
  switch (key) {
    case "ArrowDown":
      return here + 1;
    case "ArrowUp":
      return here - 1;
    case "PageDown":
      return here + perPage;
    case "PageUp":
      return here - perPage;
    case "Home":
      return 0;
    case "End":
      return Number.MAX_SAFE_INTEGER;
    default:
      return null;
  }
}
