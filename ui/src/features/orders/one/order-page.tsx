// One order, whole: how far it is, until when it can be changed, what is in it, its parcels, where it goes.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { type OrderView, type ShipmentRowView, useBackend } from "../../../backend";
import { BackLink } from "../../../shared/back-link";
import { Card } from "../../../shared/card";
import { CopyButton } from "../../../shared/copy-button";
import { FailureNote } from "../../../shared/failure-note";
import { ListSkeleton } from "../../../shared/list-skeleton";
import { Note } from "../../../shared/note";
import { PageHeading } from "../../../shared/page-heading";
import { ScreenFreshness } from "../../../shared/screen-freshness";
import { useLook, withFailure } from "../../../shared/use-look";
import { useWords } from "../../../words";
import { ChangeTold } from "./change-told";
import { EditOrder } from "./edit-order";
import { History } from "./history";
import { HeldNote, SupportText, UnsettledNote } from "./life-notes";
import { OrderAgain } from "./order-again";
import { OrderContents } from "./order-contents";
import { useLead } from "./order-lead";
import { OrderNotes } from "./order-notes";
import { OrderNumbers } from "./order-numbers";
import classes from "./order-page.module.css";
import { OrderShipments } from "./order-shipments";
import { ShipTo } from "./ship-to";
import { StatusLine } from "./status-line";
import { useChange, useOrderLife } from "./use-life";
import { WhatYouCanDo } from "./what-you-can-do";

interface Props {
  id: string;
  /** The label of a parcel, drawn by who knows labels. */
  label: (shipment: ShipmentRowView) => ReactNode;
  onBack: () => void;
}

export function OrderPage({ id, label, onBack }: Props) {
  const words = useWords().orders.one;
  const backend = useBackend();
  const client = useQueryClient();
  const queryKey = ["orders", "one", id];
  const order = useQuery({ queryKey, queryFn: () => backend.getOrder(id, false) });
  // A parcel of this order is news of the order too.
  useEffect(
    () =>
      backend.on("mirrorChanged", ({ area }) => {
        if (area === "shipments") void client.invalidateQueries({ queryKey: ["orders", "one", id] });
      }),
    [backend, client, id],
  );
  const { look, looking, failed } = useLook(async () => {
    const read = await backend.getOrder(id, true);
    client.setQueryData(queryKey, read);
    // What is not known yet is settled by this look.
    for (const part of ["life", "history", "list"])
      void client.invalidateQueries({ queryKey: ["orders", part] });
    return ageOf(read);
  }, []);
  const life = useOrderLife(id);
  const change = useChange(id, words.title(order.data?.row.number ?? ""));
  const [editing, setEditing] = useState(false);
  if (!order.data) {
    return (
      <>
        <PageHeading
          title={order.isError ? words.cannotRead : words.loading}
          above={<BackTo onBack={onBack} />}
        />
        {order.isError ? (
          <FailureNote error={order.error} onRetry={() => void order.refetch()} />
        ) : (
          <ListSkeleton rows={6} columns="minmax(0, 1fr) minmax(0, 1fr) 12rem" />
        )}
      </>
    );
  }
  const view = order.data;
  const tooLate = change.told?.view.outcome === "too_late";
  return (
    <>
      <Heading order={view} told={order.dataUpdatedAt} onBack={onBack} />
      <div className={classes.stale}>
        <ScreenFreshness
          freshness={withFailure(ageOf(view), failed)}
          looking={looking || order.isFetching}
          onLook={look}
        />
      </div>
      <ChangeTold change={change} onLook={look} />
      {editing ? (
        <EditOrder order={view} onTold={change.tell} onDone={() => setEditing(false)} />
      ) : (
        <div className={classes.columns}>
          <div className={classes.column}>
            <StatusLine order={view} told={order.dataUpdatedAt} />
            {life.data?.unsettled && change.told?.view.outcome !== "unknown" ? (
              <UnsettledNote change={life.data.unsettled} onLook={look} />
            ) : null}
            {life.data?.heldSince ? <HeldNote since={life.data.heldSince} /> : null}
            <VendorNote order={view} />
            <OrderContents lines={view.lines} />
            <OrderShipments order={view} label={label} />
            <History id={id} />
          </div>
          <div className={classes.column}>
            {life.data ? (
              <WhatYouCanDo
                order={view}
                may={life.data.may}
                change={change}
                onEdit={() => {
                  change.close();
                  setEditing(true);
                }}
              />
            ) : life.error ? (
              <FailureNote error={life.error} onRetry={() => void life.refetch()} />
            ) : null}
            {tooLate ? <SupportText order={view} /> : null}
            <ShipTo order={view} />
            {life.data?.may.askSupport && !tooLate ? <SupportText order={view} /> : null}
            {life.data ? <OrderNotes id={id} notes={life.data.notes} /> : null}
            <OrderNumbers order={view} />
          </div>
        </div>
      )}
    </>
  );
}

function ageOf(order: OrderView) {
  return { asOf: order.asOf, nextLook: null, filling: null, failure: null };
}

function BackTo({ onBack }: { onBack: () => void }) {
  const words = useWords().orders.one;
  return (
    <BackLink label={words.backLabel} onBack={onBack}>
      {words.back}
    </BackLink>
  );
}

interface HeadingProps {
  order: OrderView;
  told: number;
  onBack: () => void;
}

function Heading({ order, told, onBack }: HeadingProps) {
  const words = useWords().orders.one;
  const { number, customer } = order.row;
  const lead = useLead(order, told);
  return (
    <PageHeading
      subject={order.row.id}
      above={<BackTo onBack={onBack} />}
      title={
        <>
          {words.title(number)}{" "}
          {customer ? (
            <span className={classes.who} data-private>
              {words.forCustomer(customer)}
            </span>
          ) : null}
        </>
      }
      lead={lead}
      actions={
        <>
          {order.row.status === "needs_changes" ? null : <OrderAgain id={order.row.id} />}
          {number ? (
            <CopyButton text={number} label={words.copyNumberLabel(number)} done={words.numberCopied(number)}>
              {words.copyNumber}
            </CopyButton>
          ) : null}
        </>
      }
    />
  );
}

/** Why OK Capsule could not process it, in their own words. */
function VendorNote({ order }: { order: OrderView }) {
  const words = useWords().orders.one;
  const bad = order.row.status === "needs_changes" || order.row.status === "error";
  if (!bad) {
    return order.note ? (
      <Card title={words.note}>
        <p className={classes.note}>{order.note}</p>
      </Card>
    ) : null;
  }
  return (
    <Note tone="bad" title={words.noteFromOkc}>
      {order.note ?? words.noteMissing}
    </Note>
  );
}
