// The columns a list of parcels can show: how each draws a row, sorts, and goes into a file.
import type { ExportColumn, ShipmentRowView, ShipmentSortBy } from "../../backend";
import type { LongColumn } from "../../shared/list/long-table";
import { ShipmentStateWord } from "../../shared/shipment-state";
import { StuckWord } from "../../shared/stuck";
import { TrackingNumber } from "../../shared/tracking-number";
import { When } from "../../shared/when";
import { useWords } from "../../words";
import { OpenTracking } from "./open-tracking";
import classes from "./shipments.module.css";

export type ShipmentColumn = LongColumn<ShipmentRowView> & {
  sortBy?: ShipmentSortBy;
  exports?: readonly ExportColumn[];
  /** Only when asked for. */
  extra?: boolean;
};

/** Among the stuck ones the reason takes the place of the dates. */
export function useShipmentColumns(stuck = false): ShipmentColumn[] {
  const words = useWords().shipments;
  const { columns: names } = words.list;
  return [
    {
      key: "customer",
      personal: true,
      header: names.customer,
      sortBy: "customer",
      exports: ["customer"],
      clip: (row) => row.customer,
      render: (row) => row.customer || words.list.noName,
    },
    {
      key: "order",
      header: names.order,
      width: 5.5,
      exports: ["order_number"],
      render: (row) => row.orderNumber ?? <span className={classes.dim}>{words.list.noOrder}</span>,
    },
    {
      key: "state",
      header: names.state,
      width: 7.5,
      exports: ["parcel_state"],
      render: (row) =>
        row.stuck ? (
          <StuckWord stuck={row.stuck} carrier={row.carrier} />
        ) : (
          <ShipmentStateWord state={row.state} />
        ),
    },
    {
      key: "why",
      header: names.why,
      width: 20,
      extra: !stuck,
      render: (row) => (row.stuck ? words.stuckWhy(row.stuck, row.carrier) : ""),
    },
    {
      key: "carrier",
      extra: stuck,
      header: names.carrier,
      width: 5.25,
      drop: "mid",
      sortBy: "carrier",
      exports: ["carrier", "service"],
      clip: (row) => words.carrierService(row.carrier, row.service),
      render: (row) => row.carrier ?? words.noCarrier,
    },
    {
      key: "tracking",
      header: names.tracking,
      width: 18.5,
      sortBy: "tracking",
      exports: ["tracking_number"],
      render: (row) => <TrackingNumber number={row.trackingNumber} host={null} />,
    },
    {
      key: "service",
      header: names.service,
      width: 9,
      extra: true,
      clip: (row) => row.service ?? "",
      render: (row) => row.service ?? "",
    },
    {
      key: "page",
      header: names.page,
      width: 13,
      extra: true,
      render: (row) =>
        row.trackingHost ? (
          <>
            {row.trackingHost} <OpenTracking id={row.id} host={row.trackingHost} />
          </>
        ) : (
          ""
        ),
    },
    {
      key: "pickedUp",
      extra: stuck,
      header: names.pickedUp,
      width: 6.25,
      drop: "mid",
      sortBy: "picked_up",
      first: "descending",
      exports: ["picked_up_at"],
      render: (row) => (row.pickedUpAt ? <When at={row.pickedUpAt} show="day" /> : words.list.notYet),
    },
    {
      key: "delivered",
      extra: stuck,
      header: names.delivered,
      width: 6.75,
      drop: "narrow",
      sortBy: "delivered",
      first: "descending",
      exports: ["delivered_at", "expected_at"],
      render: (row) => <Delivered row={row} />,
    },
    {
      key: "days",
      extra: stuck,
      header: names.days,
      width: 4,
      align: "right",
      drop: "mid",
      exports: ["days_in_transit"],
      render: (row) => row.daysInTransit ?? "",
    },
    {
      key: "made",
      header: names.made,
      width: 7.5,
      extra: true,
      sortBy: "made",
      first: "descending",
      exports: ["made_at"],
      render: (row) => (row.madeAt ? <When at={row.madeAt} show="day" /> : ""),
    },
  ];
}

function Delivered({ row }: { row: ShipmentRowView }) {
  const words = useWords().shipments.list;
  if (row.deliveredAt) return <When at={row.deliveredAt} show="day" />;
  if (!row.expectedAt) return words.notYet;
  return (
    <span className={classes.dim}>
      {words.expectedBefore} <When at={row.expectedAt} show="day" />
    </span>
  );
}
