// The columns a list of orders can show: how each draws a row, sorts, and goes into a file.
import type { ExportColumn, OrderRowView, OrderSortBy } from "../../../backend";
import { cutOffAt, useTick } from "../../../shared/cut-off";
import { clockTime } from "../../../shared/date-time";
import type { LongColumn } from "../../../shared/list/long-table";
import { OrderStatusWord } from "../../../shared/order-status";
import { When } from "../../../shared/when";
import { useWords, type Words } from "../../../words";
import classes from "./orders-page.module.css";

export type OrderColumn = LongColumn<OrderRowView> & {
  sortBy?: OrderSortBy;
  exports?: readonly ExportColumn[];
  /** Only when asked for. */
  extra?: boolean;
};

/** `told` is when the rows came, by this computer's clock. */
export function useOrderColumns(told: number): OrderColumn[] {
  const words = useWords().orders.list;
  const names = words.columns;
  return [
    {
      key: "order",
      header: names.order,
      width: 6.75,
      sortBy: "number",
      first: "descending",
      exports: ["order_number"],
      render: (row) =>
        row.number ? (
          <span className={classes.number}>{row.number}</span>
        ) : (
          <span className={classes.dim}>{words.noNumber}</span>
        ),
    },
    {
      key: "customer",
      personal: true,
      header: names.customer,
      width: 9,
      sortBy: "customer",
      exports: ["customer"],
      clip: (row) => row.customer,
      render: (row) => row.customer || <span className={classes.dim}>{words.noName}</span>,
    },
    {
      key: "status",
      header: names.status,
      width: 9.75,
      sortBy: "status",
      exports: ["status"],
      render: (row) => <OrderStatusWord status={row.status} text={row.statusText} />,
    },
    {
      key: "shipTo",
      personal: true,
      header: names.shipTo,
      width: 8,
      drop: "mid",
      sortBy: "city",
      exports: ["city", "province", "postal_code", "country"],
      clip: shipTo,
      render: shipTo,
    },
    {
      key: "contents",
      header: names.contents,
      drop: "mid",
      exports: ["contents"],
      clip: (row) => row.contents.join(", "),
      render: (row) => words.moreContents(row.contents.slice(0, 3), Math.max(0, row.contents.length - 3)),
    },
    {
      key: "sent",
      header: names.sent,
      width: 9.25,
      sortBy: "placed",
      first: "descending",
      exports: ["placed_at"],
      render: (row) => (row.placedAt ? <When at={row.placedAt} /> : ""),
    },
    {
      key: "canChange",
      header: names.canChange,
      width: 9.5,
      drop: "narrow",
      render: (row) => <CanChange row={row} told={told} />,
    },
    {
      key: "yourNumber",
      header: names.yourNumber,
      width: 10,
      extra: true,
      sortBy: "your_number",
      exports: ["your_order_number"],
      clip: (row) => row.yourOrderNumber ?? "",
      render: (row) => row.yourOrderNumber ?? "",
    },
    {
      key: "days",
      header: names.days,
      width: 5,
      extra: true,
      align: "right",
      sortBy: "days",
      exports: ["days"],
      render: (row) => row.days ?? "",
    },
  ];
}

function shipTo(row: OrderRowView): string {
  return [row.city, row.province].filter(Boolean).join(", ");
}

/** Ticks by itself, so the list does not. */
function CanChange({ row, told }: { row: OrderRowView; told: number }) {
  const words = useWords().orders.list;
  return <span className={classes.dim}>{canChange(words, row, told, useTick())}</span>;
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
