// The parcels of an order: carrier, tracking number, dates, and each one's label.
import { Button } from "@mantine/core";
import { IconTruck } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { OrderStatus, OrderView, ShipmentRowView } from "../../../backend";
import { Card } from "../../../shared/card";
import { Fact, Facts } from "../../../shared/facts";
import { Icon } from "../../../shared/icon";
import { ShipmentStateWord } from "../../../shared/shipment-state";
import { TrackingNumber } from "../../../shared/tracking-number";
import { When } from "../../../shared/when";
import { useWords, type Words } from "../../../words";
import classes from "./order-page.module.css";

interface Props {
  order: OrderView;
  label: (shipment: ShipmentRowView) => ReactNode;
}

const over = ["canceled_by_client", "canceled_by_okc", "voided", "replaced"];

export function OrderShipments({ order, label }: Props) {
  const words = useWords().orders.one;
  return (
    <Card title={words.shipments} count={order.shipments.length > 0 ? order.shipments.length : undefined}>
      {order.shipments.length === 0 ? (
        <p className={classes.nothing}>
          <Icon of={IconTruck} />
          <span>{nothingYet(words, order.row.status)}</span>
        </p>
      ) : null}
      {order.shipments.map((shipment) => (
        <Parcel key={shipment.id} shipment={shipment} label={label} />
      ))}
    </Card>
  );
}

function nothingYet(words: Words["orders"]["one"], status: OrderStatus): string {
  if (over.includes(status)) return words.noShipmentsEnded;
  return status === "needs_changes" || status === "on_hold" ? words.noShipmentsStopped : words.noShipments;
}

function Parcel({ shipment, label }: { shipment: ShipmentRowView; label: Props["label"] }) {
  const words = useWords();
  const own = words.shipments;
  const navigate = useNavigate();
  const carrier = own.carrierService(shipment.carrier, shipment.service) || own.noCarrier;
  return (
    <div className={classes.parcel}>
      <div className={classes.parcelHead}>
        <ShipmentStateWord state={shipment.state} />
        <Button
          size="compact-sm"
          variant="subtle"
          className={classes.open}
          onClick={() => void navigate({ to: "/shipments/$id", params: { id: shipment.id } })}
        >
          {words.orders.one.openShipment}
        </Button>
      </div>
      <Facts>
        <Fact name={own.one.carrier}>{carrier}</Fact>
        <Fact name={own.one.number}>
          <TrackingNumber number={shipment.trackingNumber} host={shipment.trackingHost} />
        </Fact>
        <Fact name={own.list.columns.pickedUp}>
          {shipment.pickedUpAt ? <When at={shipment.pickedUpAt} /> : own.list.notYet}
        </Fact>
        <Fact name={own.list.columns.delivered}>
          {shipment.deliveredAt ? <When at={shipment.deliveredAt} /> : <Expected at={shipment.expectedAt} />}
        </Fact>
      </Facts>
      {label(shipment)}
    </div>
  );
}

function Expected({ at }: { at: string | null }) {
  const words = useWords().shipments;
  if (!at) return words.list.notYet;
  return (
    <>
      {words.list.expectedBefore} <When at={at} show="day" />
    </>
  );
}
