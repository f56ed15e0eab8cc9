// Shipments: where each parcel is. One page of rows at a time, newest first.
import { Button } from "@mantine/core";
import { IconSearchOff, IconTruck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { type ShipmentRowView, type ShipmentsPageView, type ShipmentsView, useBackend } from "../../backend";
import { Card } from "../../shared/card";
import { type Column, DataTable } from "../../shared/data-table";
import { EmptyState } from "../../shared/empty-state";
import { FailureNote } from "../../shared/failure-note";
import { ListSkeleton } from "../../shared/list-skeleton";
import { ListTabs } from "../../shared/list-tabs";
import { ListFilter, ListPages } from "../../shared/list-tools";
import { PageHeading } from "../../shared/page-heading";
import { usePlace } from "../../shared/place";
import { ScreenFreshness } from "../../shared/screen-freshness";
import { ShipmentStateWord } from "../../shared/shipment-state";
import { TrackingNumber } from "../../shared/tracking-number";
import { useLook, withFailure } from "../../shared/use-look";
import { When } from "../../shared/when";
import { useWords } from "../../words";
import classes from "./shipments.module.css";

/** Rows in the page at once. */
const PAGE = 50;

const viewsInOrder: readonly ShipmentsView[] = ["to_pick_up", "in_transit", "delivered", "all"];

interface ShipmentsAt {
  view: ShipmentsView;
  text: string;
  offset: number;
}

interface Props {
  at: ShipmentsAt;
  onAt: (at: ShipmentsAt) => void;
}

export function ShipmentsPage({ at, onAt }: Props) {
  const words = useWords().shipments;
  const backend = useBackend();
  const [text, setText] = useState(at.text);
  useEffect(() => {
    if (text === at.text) return;
    const timer = setTimeout(() => onAt({ ...at, text, offset: 0 }), 200);
    return () => clearTimeout(timer);
  }, [text, at, onAt]);
  const { look, looking, failed } = useLook(() => backend.refreshShipments(), ["shipments"]);
  const query = { ...at, limit: PAGE };
  const page = useQuery({
    queryKey: ["shipments", "list", query],
    queryFn: () => backend.listShipments(query),
    placeholderData: (before: ShipmentsPageView | undefined) => before,
  });
  const countOf = (view: ShipmentsView) => page.data?.counts.find((one) => one.view === view)?.count ?? 0;
  return (
    <>
      <PageHeading title={words.list.title} />
      <div className={classes.above}>
        {page.data ? (
          <ScreenFreshness
            freshness={withFailure(page.data.freshness, failed)}
            looking={looking || page.isFetching}
            onLook={look}
          />
        ) : null}
      </div>
      <ListTabs
        label={words.list.tabs}
        spoken={words.list.tab}
        tabs={viewsInOrder.map((view) => ({ name: view, word: words.views[view], count: countOf(view) }))}
        value={at.view}
        onChange={(view) => onAt({ ...at, view, offset: 0 })}
      >
        <ListFilter
          label={words.list.filter}
          placeholder={words.list.filterHint}
          text={text}
          onText={setText}
        >
          {page.data
            ? words.list.range(at.offset + 1, at.offset + page.data.rows.length, page.data.total)
            : null}
        </ListFilter>
        {page.data ? (
          <Rows
            page={page.data}
            at={at}
            onAt={onAt}
            onClear={() => {
              setText("");
              onAt({ ...at, text: "", offset: 0 });
            }}
          />
        ) : page.isError ? (
          <FailureNote error={page.error} onRetry={() => void page.refetch()} />
        ) : (
          <ListSkeleton rows={10} columns="9rem 6rem 8rem 6rem minmax(0, 1fr) 6rem 6rem 3rem" />
        )}
      </ListTabs>
    </>
  );
}

interface RowsProps extends Props {
  page: ShipmentsPageView;
  onClear: () => void;
}

function Rows({ page, at, onAt, onClear }: RowsProps) {
  const words = useWords().shipments.list;
  if (page.rows.length === 0) return <NoRows page={page} at={at} onAt={onAt} onClear={onClear} />;
  const more = at.offset + page.rows.length < page.total;
  return (
    <>
      <ShipmentTable rows={page.rows} />
      <ListPages
        label={words.pages}
        newer={words.newer}
        older={words.older}
        onNewer={at.offset > 0 ? () => onAt({ ...at, offset: Math.max(0, at.offset - PAGE) }) : undefined}
        onOlder={more ? () => onAt({ ...at, offset: at.offset + PAGE }) : undefined}
      />
    </>
  );
}

function ShipmentTable({ rows }: { rows: readonly ShipmentRowView[] }) {
  const words = useWords().shipments;
  const navigate = useNavigate();
  const { columns: names } = words.list;
  const columns: Column<ShipmentRowView>[] = [
    {
      key: "customer",
      header: names.customer,
      clip: (row) => row.customer,
      render: (row) => row.customer || words.list.noName,
    },
    {
      key: "order",
      header: names.order,
      width: "5.5rem",
      render: (row) => row.orderNumber ?? <span className={classes.dim}>{words.list.noOrder}</span>,
    },
    {
      key: "state",
      header: names.state,
      width: "7.5rem",
      render: (row) => <ShipmentStateWord state={row.state} />,
    },
    {
      key: "carrier",
      header: names.carrier,
      width: "5rem",
      drop: "mid",
      clip: (row) => words.carrierService(row.carrier, row.service),
      render: (row) => row.carrier ?? words.noCarrier,
    },
    {
      key: "tracking",
      header: names.tracking,
      width: "18rem",
      render: (row) => <TrackingNumber number={row.trackingNumber} host={null} />,
    },
    {
      key: "pickedUp",
      header: names.pickedUp,
      width: "5.75rem",
      drop: "narrow",
      render: (row) => (row.pickedUpAt ? <When at={row.pickedUpAt} show="day" /> : words.list.notYet),
    },
    {
      key: "delivered",
      header: names.delivered,
      width: "8rem",
      drop: "narrow",
      render: (row) => <Delivered row={row} />,
    },
    {
      key: "days",
      header: names.days,
      width: "3.25rem",
      align: "right",
      drop: "mid",
      render: (row) => row.daysInTransit ?? "",
    },
  ];
  return (
    <DataTable
      label={words.list.table}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      onOpen={(row) => void navigate({ to: "/shipments/$id", params: { id: row.id } })}
      openName={(row) => words.list.open(row.customer || words.list.noName, row.orderNumber)}
    />
  );
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

function NoRows({ page, at, onAt, onClear }: RowsProps) {
  const { list, views } = useWords().shipments;
  const { environment } = usePlace();
  const all = page.counts.find(({ view }) => view === "all")?.count ?? page.total;
  if (at.text.trim() !== "") {
    return (
      <Card>
        <EmptyState
          icon={IconSearchOff}
          title={list.noMatch.title}
          actions={<Button onClick={onClear}>{list.noMatch.action}</Button>}
        >
          {list.noMatch.text(at.text.trim(), views[at.view])}
        </EmptyState>
      </Card>
    );
  }
  if (all > 0 && at.view !== "all") {
    return (
      <Card>
        <EmptyState
          icon={IconTruck}
          title={list.emptyView.title}
          actions={
            <Button onClick={() => onAt({ ...at, view: "all", offset: 0 })}>{list.emptyView.action}</Button>
          }
        >
          {list.emptyView.text(views[at.view])}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <EmptyState icon={IconTruck} title={list.firstUse.title}>
        {environment === "practice" ? list.firstUse.textPractice : list.firstUse.text}
      </EmptyState>
    </Card>
  );
}
