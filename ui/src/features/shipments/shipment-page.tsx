// One parcel: its dates, who carries it under which number, where it goes, and its label.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type ShipmentRowView, type ShipmentView, useBackend } from "../../backend";
import { addressLines, addressText } from "../../shared/address-text";
import { BackLink } from "../../shared/back-link";
import { Card } from "../../shared/card";
import { CopyButton } from "../../shared/copy-button";
import { Fact, Facts } from "../../shared/facts";
import { FailureNote } from "../../shared/failure-note";
import { ListSkeleton } from "../../shared/list-skeleton";
import { Note } from "../../shared/note";
import { PageHeading } from "../../shared/page-heading";
import { ScreenFreshness } from "../../shared/screen-freshness";
import { ShipmentStateWord } from "../../shared/shipment-state";
import { StuckWord } from "../../shared/stuck";
import { TrackingNumber } from "../../shared/tracking-number";
import { useLook, withFailure } from "../../shared/use-look";
import { When } from "../../shared/when";
import { useWords, type Words } from "../../words";
import { OpenTracking } from "./open-tracking";
import { ReplyCard } from "./reply-card";
import classes from "./shipments.module.css";
import { Timeline } from "./timeline";

interface Props {
  id: string;
  /** Its label, drawn by who knows labels. */
  label: (shipment: ShipmentRowView) => ReactNode;
  onBack: () => void;
}

export function ShipmentPage({ id, label, onBack }: Props) {
  const words = useWords().shipments;
  const backend = useBackend();
  const client = useQueryClient();
  const queryKey = ["shipments", "one", id];
  const shipment = useQuery({ queryKey, queryFn: () => backend.getShipment(id, false) });
  const { look, looking, failed } = useLook(async () => {
    const read = await backend.getShipment(id, true);
    client.setQueryData(queryKey, read);
    return ageOf(read);
  }, []);
  const above = (
    <BackLink label={words.one.backLabel} onBack={onBack}>
      {words.one.back}
    </BackLink>
  );
  if (!shipment.data) {
    return (
      <>
        <PageHeading title={shipment.isError ? words.list.cannotReadOne : words.one.loading} above={above} />
        {shipment.isError ? (
          <FailureNote error={shipment.error} onRetry={() => void shipment.refetch()} />
        ) : (
          <ListSkeleton rows={6} columns="minmax(0, 1fr) minmax(0, 1fr) 12rem" />
        )}
      </>
    );
  }
  const view = shipment.data;
  const { row } = view;
  return (
    <>
      <PageHeading
        subject={row.id}
        above={above}
        title={
          row.customer ? <span data-private>{words.one.title(row.customer)}</span> : words.one.titleNoName
        }
        lead={leadOf(words, view)}
        actions={<OpenOrder row={row} />}
      />
      <div className={classes.above}>
        <ScreenFreshness
          freshness={withFailure(ageOf(view), failed)}
          looking={looking || shipment.isFetching}
          onLook={look}
        />
        <Standing shipment={view} />
      </div>
      <div className={classes.columns}>
        <div className={classes.column}>
          <Timeline shipment={view} />
          <Others shipment={view} />
          <ReplyCard key={row.id} shipment={view} />
          <Card title={words.one.label}>{label(row)}</Card>
        </div>
        <div className={classes.column}>
          <Tracking shipment={view} />
          <Parcel shipment={view} />
          <ShipTo shipment={view} />
          <Numbers shipment={view} />
        </div>
      </div>
    </>
  );
}

/** The dates know nothing of a way back; the words of OK Capsule do. */
function cameBack({ row, orderStatus }: ShipmentView): boolean {
  return row.stuck?.reason === "returned" || orderStatus === "Returned";
}

function leadOf({ one: { leads } }: Words["shipments"], view: ShipmentView): string {
  const { state, daysInTransit } = view.row;
  if (cameBack(view)) return leads.returned;
  return state === "label_made" ? leads.label_made : leads[state](daysInTransit);
}

function ageOf(shipment: ShipmentView) {
  return { asOf: shipment.asOf, nextLook: null, filling: null, failure: null };
}

function OpenOrder({ row }: { row: ShipmentRowView }) {
  const words = useWords().shipments.one;
  const navigate = useNavigate();
  const { orderId } = row;
  if (!orderId) return null;
  return (
    <Button onClick={() => void navigate({ to: "/orders/$id", params: { id: orderId } })}>
      {row.orderNumber ? words.openOrder(row.orderNumber) : words.openItsOrder}
    </Button>
  );
}

function Standing({ shipment }: { shipment: ShipmentView }) {
  const words = useWords().shipments;
  const { row, orderStatus } = shipment;
  const ended = orderStatus ? words.one.ended[orderStatus] : undefined;
  return (
    <>
      {row.stuck ? (
        <Note
          tone="warn"
          title={row.stuck.reason === "returned" ? words.one.returnedTitle : words.one.stuckTitle}
        >
          {words.stuckWhy(row.stuck, row.carrier)}
        </Note>
      ) : null}
      {ended && row.stuck?.reason !== "returned" ? <Note tone="plain">{ended}</Note> : null}
    </>
  );
}

function Tracking({ shipment }: { shipment: ShipmentView }) {
  const { row, statusText, statusId, trackingPage } = shipment;
  const { one: words, stuckShort } = useWords().shipments;
  return (
    <Card title={words.tracking}>
      <Facts>
        <Fact name={words.state}>
          {row.stuck?.reason === "returned" ? (
            <StuckWord stuck={row.stuck} carrier={row.carrier} />
          ) : cameBack(shipment) ? (
            stuckShort.returned
          ) : (
            <ShipmentStateWord state={row.state} />
          )}
        </Fact>
        {statusText ? (
          <Fact name={words.okcStatus}>{statusText}</Fact>
        ) : statusId ? (
          <Fact name={words.statusId} why={words.statusUnknown}>
            {statusId}
          </Fact>
        ) : null}
        <Fact name={words.carrier}>{row.carrier ?? words.notGiven}</Fact>
        <Fact name={words.service}>{row.service ?? words.notGiven}</Fact>
        <Fact name={words.number}>
          <TrackingNumber number={row.trackingNumber} host={null} />
        </Fact>
        {row.trackingHost && trackingPage ? (
          <Fact name={words.page} why={trackingPage}>
            {row.trackingHost} <OpenTracking id={row.id} host={row.trackingHost} />
          </Fact>
        ) : row.trackingNumber ? (
          <Fact name={words.page}>{words.noSafePage}</Fact>
        ) : null}
        <Fact name={words.daysInTransit}>{row.daysInTransit ?? words.notYet}</Fact>
      </Facts>
    </Card>
  );
}

function Parcel({ shipment }: { shipment: ShipmentView }) {
  const words = useWords().shipments.one;
  const { weight, charge, chargeModel, lines, updatedAt, row } = shipment;
  return (
    <Card title={words.parcel}>
      <Facts>
        {lines.length > 0 ? (
          <Fact name={words.contents}>
            <ul className={classes.lines}>
              {lines.map(({ id, name }) => (
                <li key={id}>{words.line(name, id)}</li>
              ))}
            </ul>
          </Fact>
        ) : null}
        <Fact name={words.weight} {...(weight === null ? {} : { why: words.weightWhy })}>
          {weight ?? words.notGiven}
        </Fact>
        <Fact name={words.charge} {...(charge === null ? {} : { why: words.chargeWhy })}>
          {charge ?? words.notGiven}
        </Fact>
        {chargeModel ? (
          <Fact name={words.chargeModel}>{words.chargeModels[chargeModel.toLowerCase()] ?? chargeModel}</Fact>
        ) : null}
        <Fact name={words.labelState}>{row.labelReady ? words.labelReady : words.labelNotReady}</Fact>
        {updatedAt ? (
          <Fact name={words.updated}>
            <When at={updatedAt} />
          </Fact>
        ) : null}
      </Facts>
    </Card>
  );
}

/** Opaque numbers, as OK Capsule sends them: nobody needs them but support. */
function Numbers({ shipment }: { shipment: ShipmentView }) {
  const words = useWords().shipments.one;
  const { row, customerId, shipmentOrderId, shipmentOrderNumber, lines } = shipment;
  const all: [string, string | null][] = [
    [words.shipmentId, row.id],
    [words.orderId, row.orderId],
    [words.customerId, customerId],
    [words.shipmentOrderId, shipmentOrderId],
    [words.shipmentOrderNumber, shipmentOrderNumber],
    ...lines.map((line): [string, string] => [words.lineId, line.id]),
  ];
  return (
    <Card title={words.numbers}>
      <p className={classes.nothing}>{words.numbersWhy}</p>
      <Facts>
        {all.map(([name, value]) =>
          value ? (
            <Fact key={`${name} ${value}`} name={name}>
              {value}
            </Fact>
          ) : null,
        )}
      </Facts>
    </Card>
  );
}

function Others({ shipment: { others, place } }: { shipment: ShipmentView }) {
  const words = useWords().shipments;
  const navigate = useNavigate();
  if (others.length === 0) return null;
  return (
    <Card title={words.one.others} count={others.length}>
      <p className={classes.nothing}>{words.one.several(place, others.length + 1)}</p>
      <ul className={classes.others}>
        {others.map(({ id, state, stuck, carrier, trackingNumber }) => (
          <li key={id}>
            {stuck ? <StuckWord stuck={stuck} carrier={carrier} /> : <ShipmentStateWord state={state} />}
            <span>{[carrier, trackingNumber ?? words.noTracking].filter(Boolean).join(" ")}</span>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={words.one.openOther(words.states[state], trackingNumber)}
              onClick={() => void navigate({ to: "/shipments/$id", params: { id } })}
            >
              {words.one.open}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ShipTo({ shipment: { address, row } }: { shipment: ShipmentView }) {
  const words = useWords().shipments.one;
  if (!address) {
    return (
      <Card title={words.shipTo}>
        <p className={classes.nothing}>{words.noAddress}</p>
      </Card>
    );
  }
  return (
    <Card
      title={words.shipTo}
      end={
        <CopyButton
          text={addressText(address, row.customer)}
          size="compact-sm"
          variant="subtle"
          label={words.copyAddressLabel}
          done={words.addressCopied}
        >
          {words.copyAddress}
        </CopyButton>
      }
    >
      <address className={classes.address} data-private>
        {[address.addressee || row.customer, ...addressLines(address)].filter(Boolean).map((line) => (
          <span key={line}>{line}</span>
        ))}
      </address>
    </Card>
  );
}
