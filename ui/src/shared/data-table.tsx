// A real table for lists: the first column opens the row, arrows move between rows, columns drop away as the window narrows.
import { IconArrowDown } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import classes from "./data-table.module.css";
import { Icon } from "./icon";

export interface Column<Row> {
  key: string;
  header: ReactNode;
  render: (row: Row) => ReactNode;
  /** CSS width; columns without one share the rest. */
  width?: string;
  align?: "right";
  /** Gone at this width and below. */
  drop?: "mid" | "narrow";
  /** One line, cut with dots; the whole text on pointing at it. */
  clip?: (row: Row) => string;
  /** The rows are in this column's order. */
  sort?: "descending";
}

interface Props<Row> {
  /** The table's accessible name. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** With it, the first column becomes a button named by `openName`. */
  onOpen?: (row: Row) => void;
  openName?: (row: Row) => string;
  /** Greyed, still readable. */
  muted?: (row: Row) => boolean;
  current?: string;
}

export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, rowKey, onOpen, openName, muted, current } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: in a narrow window it scrolls sideways, and must by key too
    <section className={classes.scroll} aria-label={label} tabIndex={0}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                aria-sort={column.sort}
                data-align={column.align}
                data-drop={column.drop}
                style={column.width ? { width: column.width } : undefined}
              >
                {column.header}
                {column.sort ? <Icon of={IconArrowDown} size={14} className={classes.sort} /> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={(event) => moveBetweenRows(event, body.current)}>
          {rows.map((row) => {
            const key = rowKey(row);
            return (
              <tr
                key={key}
                data-muted={muted?.(row) || undefined}
                data-opens={onOpen ? true : undefined}
                aria-current={current === key || undefined}
                onClick={onOpen ? (event) => clickedRow(event.target, () => onOpen(row)) : undefined}
              >
                {columns.map((column, index) => (
                  <td
                    key={column.key}
                    data-align={column.align}
                    data-drop={column.drop}
                    className={column.clip ? classes.clip : undefined}
                    title={column.clip?.(row)}
                  >
                    {index === 0 && onOpen ? (
                      <button
                        type="button"
                        className={classes.open}
                        data-row-button
                        data-fixed={column.width ? true : undefined}
                        aria-label={openName?.(row)}
                        onClick={() => onOpen(row)}
                      >
                        {column.render(row)}
                      </button>
                    ) : (
                      column.render(row)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** A click anywhere in the row opens it, but a click on something of its own in a cell does that thing. */
function clickedRow(target: EventTarget, open: () => void): void {
  if (target instanceof Element && target.closest("button, a, input, label")) return;
  if (window.getSelection()?.toString()) return;
  open();
}

function moveBetweenRows(event: KeyboardEvent, body: HTMLElement | null): void {
  if (!body || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  const buttons = [...body.querySelectorAll<HTMLElement>("[data-row-button]")];
  const here = buttons.findIndex((button) => button.closest("tr")?.contains(document.activeElement));
  if (here < 0) return;
  const next =
    { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key] ?? here;
  event.preventDefault();
  buttons[Math.min(Math.max(next, 0), buttons.length - 1)]?.focus();
}
