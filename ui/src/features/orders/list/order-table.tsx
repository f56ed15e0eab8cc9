// The orders as a table, newest first: Enter opens, arrows move.
import { useNavigate } from "@tanstack/react-router";
import type { OrderRowView } from "../../../backend";
import { cutOffAt, useTick } from "../../../shared/cut-off";
import { type Column, DataTable } from "../../../shared/data-table";
import { clockTime } from "../../../shared/date-time";
import { When } from "../../../shared/when";
import { useWords, type Words } from "../../../words";
import { OrderStatusWord } from "../status";
import classes from "./orders-page.module.css";

interface Props {
  rows: readonly OrderRowView[];
  /** When the answer came, by this computer's clock. */
  told: number;
}

export function OrderTable({ rows, told }: Props) {
  const words = useWords().orders.list;
  const navigate = useNavigate();
  const now = useTick();
  const columns: Column<OrderRowView>[] = [
    {
      key: "order",
      header: words.columns.order,
      width: "6.25rem",
      render: (row) =>
        row.number ? (
          <span className={classes.number}>{row.number}</span>
        ) : (
          <span className={classes.dim}>{words.noNumber}</span>
        ),
    },
    {
      key: "customer",
      header: words.columns.customer,
      width: "9rem",
      clip: (row) => row.customer,
      render: (row) => row.customer || <span className={classes.dim}>{words.noName}</span>,
    },
    {
      key: "status",
      header: words.columns.status,
      width: "9.5rem",
      render: (row) => <OrderStatusWord status={row.status} text={row.statusText} />,
    },
    {
      key: "shipTo",
      header: words.columns.shipTo,
      width: "8rem",
      drop: "narrow",
      clip: shipTo,
      render: shipTo,
    },
    {
      key: "contents",
      header: words.columns.contents,
      drop: "mid",
      clip: (row) => row.contents.join(", "),
      render: (row) => words.moreContents(row.contents.slice(0, 3), Math.max(0, row.contents.length - 3)),
    },
    {
      key: "sent",
      header: words.columns.sent,
      width: "9.25rem",
      sort: "descending",
      render: (row) => (row.placedAt ? <When at={row.placedAt} /> : ""),
    },
    {
      key: "canChange",
      header: words.columns.canChange,
      width: "9.5rem",
      drop: "narrow",
      render: (row) => <span className={classes.dim}>{canChange(words, row, told, now)}</span>,
    },
  ];
  return (
    <DataTable
      label={words.table}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      onOpen={(row) => void navigate({ to: "/orders/$id", params: { id: row.id } })}
      openName={(row) => words.openOrder(row.number || words.noNumber, row.customer || words.noName)}
    />
  );
}

function shipTo(row: OrderRowView): string {
  return [row.city, row.province].filter(Boolean).join(", ");
}

function canChange(words: Words["orders"]["list"], row: OrderRowView, told: number, now: number): string {
  switch (row.status) {
    case "pending": {
      if (!row.cutOff) return "";
      const state = cutOffAt(row.cutOff, told, now);
      if (state.is === "past") return words.cutOffPassed;
      const time = clockTime(state.until);
      return state.is === "sure" ? words.until(time) : words.perhapsUntil(time);
    }
    case "on_hold":
      return words.untilReleased;
    case "accepted":
      return words.cutOffPassed;
    case "in_production":
      return words.beingMade;
    case "shipped":
      return words.onItsWay;
    case "needs_changes":
    case "error":
      return words.seeNote;
    case "delivered":
    case "canceled_by_client":
    case "canceled_by_okc":
    case "replaced":
    case "voided":
    case "returned":
      return words.no;
    case "other":
      return "";
  }
}
