// One customer: how to reach them, where their parcels went, and their orders.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type CustomerView, type ShipmentRowView, useBackend } from "../../backend";
import { addressLines, addressText } from "../../shared/address-text";
import { BackLink } from "../../shared/back-link";
import { Card } from "../../shared/card";
import { CopyButton } from "../../shared/copy-button";
import { Fact, Facts } from "../../shared/facts";
import { FailureNote } from "../../shared/failure-note";
import { ListSkeleton } from "../../shared/list-skeleton";
import { OrderStatusWord } from "../../shared/order-status";
import { PageHeading } from "../../shared/page-heading";
import { ScreenFreshness } from "../../shared/screen-freshness";
import { ShipmentStateWord } from "../../shared/shipment-state";
import { useLook, withFailure } from "../../shared/use-look";
import { When } from "../../shared/when";
import { useWords } from "../../words";
import classes from "./customers.module.css";

interface Props {
  id: string;
  /** Begins an order like this one, drawn by who knows orders. */
  again: (orderId: string) => ReactNode;
  onBack: () => void;
}

export function CustomerPage({ id, again, onBack }: Props) {
  const words = useWords().customers;
  const backend = useBackend();
  const customer = useQuery({
    queryKey: ["customers", "one", id],
    queryFn: () => backend.getCustomer(id),
  });
  const { look, looking, failed } = useLook(async () => {
    const { lists, nextLook } = await backend.lookNow("customers");
    const own = lists.find(({ area }) => area === "customers");
    return {
      asOf: own?.asOf ?? null,
      nextLook,
      filling: own?.filling ?? null,
      failure: own?.failure ?? null,
    };
  }, ["customers"]);
  const above = (
    <BackLink label={words.one.backLabel} onBack={onBack}>
      {words.one.back}
    </BackLink>
  );
  if (!customer.data) {
    return (
      <>
        <PageHeading title={customer.isError ? words.one.cannotRead : words.one.loading} above={above} />
        {customer.isError ? (
          <FailureNote error={customer.error} onRetry={() => void customer.refetch()} />
        ) : (
          <ListSkeleton rows={6} columns="minmax(0, 1fr) minmax(0, 1fr) 12rem" />
        )}
      </>
    );
  }
  const view = customer.data;
  const [newest] = view.orders;
  return (
    <>
      <PageHeading
        subject={view.id}
        above={above}
        title={view.name ? <span data-private>{view.name}</span> : words.noName}
        lead={words.one.lead(view.orderCount)}
        actions={newest ? again(newest.id) : null}
      />
      <div className={classes.above}>
        <ScreenFreshness
          area="customers"
          freshness={withFailure(view.freshness, failed)}
          looking={looking || customer.isFetching}
          onLook={look}
        />
      </div>
      <div className={classes.columns}>
        <div className={classes.column}>
          <TheirOrders customer={view} />
          <TheirParcels customer={view} />
        </div>
        <div className={classes.column}>
          <Contact customer={view} />
          <Addresses customer={view} />
        </div>
      </div>
    </>
  );
}

function TheirOrders({ customer }: { customer: CustomerView }) {
  const words = useWords().customers.one;
  const noNumber = useWords().orders.list.noNumber;
  const navigate = useNavigate();
  const { orders, orderCount } = customer;
  const all = orderCount > orders.length;
  return (
    <Card
      title={words.orders}
      count={orderCount}
      end={
        all ? (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => void navigate({ to: "/orders", search: { filters: { customerId: customer.id } } })}
          >
            {words.allOrders}
          </Button>
        ) : null
      }
    >
      {orders.length === 0 ? <p className={classes.nothing}>{words.noOrders}</p> : null}
      {all ? <p className={classes.nothing}>{words.newest(orders.length, orderCount)}</p> : null}
      <ul className={classes.orders}>
        {orders.map((order) => (
          <li key={order.id}>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={words.open(order.number || noNumber)}
              onClick={() => void navigate({ to: "/orders/$id", params: { id: order.id } })}
            >
              {order.number || noNumber}
            </Button>
            <OrderStatusWord status={order.status} text={order.statusText} />
            <span className={classes.contents}>{order.contents.join(", ")}</span>
            <span className={classes.dim}>{order.placedAt ? <When at={order.placedAt} /> : null}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function TheirParcels({ customer: { parcels } }: { customer: CustomerView }) {
  const { customers, shipments } = useWords();
  const words = customers.one;
  const navigate = useNavigate();
  return (
    <Card title={words.parcels} count={parcels.length}>
      {parcels.length === 0 ? <p className={classes.nothing}>{words.noParcels}</p> : null}
      <ul className={classes.orders}>
        {parcels.map((parcel) => (
          <li key={parcel.id}>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={words.openParcel(
                parcel.orderNumber ?? shipments.list.noOrder,
                parcel.trackingNumber ?? shipments.noTracking,
              )}
              onClick={() => void navigate({ to: "/shipments/$id", params: { id: parcel.id } })}
            >
              {parcel.orderNumber ?? shipments.list.noOrder}
            </Button>
            <ShipmentStateWord state={parcel.state} />
            <span className={classes.contents}>
              {shipments.carrierService(parcel.carrier, null)} {parcel.trackingNumber ?? shipments.noTracking}
            </span>
            <span className={classes.dim}>
              <ParcelDate parcel={parcel} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The latest that is known: delivered, expected, picked up or made. */
function ParcelDate({ parcel }: { parcel: ShipmentRowView }) {
  const words = useWords().shipments.list;
  if (parcel.deliveredAt) return <When at={parcel.deliveredAt} show="day" />;
  if (parcel.expectedAt) {
    return (
      <>
        {words.expectedBefore} <When at={parcel.expectedAt} show="day" />
      </>
    );
  }
  const at = parcel.pickedUpAt ?? parcel.madeAt;
  return at ? <When at={at} show="day" /> : null;
}

function Contact({ customer: { email, phone, customId, updatedAt } }: { customer: CustomerView }) {
  const words = useWords().customers.one;
  return (
    <Card
      title={words.contact}
      end={
        email ? (
          <CopyButton
            text={email}
            size="compact-sm"
            variant="subtle"
            label={words.copyEmailLabel}
            done={words.emailCopied}
          >
            {words.copyEmail}
          </CopyButton>
        ) : null
      }
    >
      <Facts>
        <Fact name={words.email} personal>
          {email ?? words.notGiven}
        </Fact>
        <Fact name={words.phone} personal>
          {phone ?? words.notGiven}
        </Fact>
        {customId ? <Fact name={words.customId}>{customId}</Fact> : null}
        {updatedAt ? (
          <Fact name={words.updated}>
            <When at={updatedAt} />
          </Fact>
        ) : null}
      </Facts>
    </Card>
  );
}

function Addresses({ customer: { addresses, name } }: { customer: CustomerView }) {
  const words = useWords().customers.one;
  return (
    <Card title={words.addresses} count={addresses.length}>
      {addresses.length === 0 ? <p className={classes.nothing}>{words.noAddresses}</p> : null}
      <ul className={classes.addresses}>
        {addresses.map((address) => {
          const text = addressText(address, name);
          return (
            <li key={text}>
              <address data-private>
                {[address.addressee || name, ...addressLines(address)].filter(Boolean).map((line) => (
                  <span key={line}>{line}</span>
                ))}
              </address>
              <CopyButton
                text={text}
                size="compact-sm"
                variant="subtle"
                label={words.copyAddressLabel(address.address1)}
                done={words.addressCopied}
              >
                {words.copyAddress}
              </CopyButton>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
