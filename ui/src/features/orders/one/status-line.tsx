// Six stops from sent to delivered. On hold takes Pending's place; an order that ended shows where. Below it, the time that is left.
import {
  IconAlertOctagon,
  IconCheck,
  IconCircleX,
  IconClock,
  IconPlayerPauseFilled,
} from "@tabler/icons-react";
import { useMemo } from "react";
import type { OrderStatus, OrderView } from "../../../backend";
import { cutOffAt, useTick } from "../../../shared/cut-off";
import { pacificAndOwn } from "../../../shared/date-time";
import hidden from "../../../shared/hidden.module.css";
import { Icon } from "../../../shared/icon";
import { When } from "../../../shared/when";
import { useWords } from "../../../words";
import { duration } from "../../../words/intl";
import classes from "./order-page.module.css";

const line = ["sent", "pending", "accepted", "in_production", "shipped", "delivered"] as const;

type Stop = (typeof line)[number];
type Mark = "done" | "now" | "ahead" | "ended";

interface Props {
  order: OrderView;
  told: number;
}

export function StatusLine({ order, told }: Props) {
  const words = useWords().orders;
  const { row } = order;
  const stops = useMemo(() => stopsOf(order), [order]);
  return (
    <section className={classes.line} aria-label={words.one.status}>
      <ol className={classes.stops} data-short={stops.length < line.length || undefined}>
        {stops.map(({ stop, mark }) => (
          <li
            key={stop}
            data-mark={mark}
            aria-current={mark === "now" || mark === "ended" ? "step" : undefined}
          >
            <Dot mark={mark} held={stop === "pending" && row.status === "on_hold"} status={row.status} />
            <b>{nameOf(words, stop, mark, row.status, row.statusText)}</b>
            {mark === "done" ? <span className={hidden.hidden}>{words.one.stopDone}</span> : null}
            <span className={classes.hint}>
              <Hint order={order} stop={stop} mark={mark} />
            </span>
          </li>
        ))}
      </ol>
      <CutOffLine order={order} told={told} />
    </section>
  );
}

function stopsOf(order: OrderView): { stop: Stop; mark: Mark }[] {
  const at = reached(order);
  const ended = isEnded(order.row.status);
  return line
    .map((stop, index): { stop: Stop; mark: Mark } => {
      if (index < at) return { stop, mark: "done" };
      if (index > at) return { stop, mark: "ahead" };
      if (ended) return { stop, mark: "ended" };
      return { stop, mark: stop === "delivered" ? "done" : "now" };
    })
    .filter(({ mark }) => !(ended && mark === "ahead"));
}

/** The stop an order stands at; an ended one stands after the last it surely passed. */
function reached({ row, shipments }: OrderView): number {
  switch (row.status) {
    case "pending":
    case "on_hold":
    case "needs_changes":
    case "error":
    case "canceled_by_client":
    case "canceled_by_okc":
    case "voided":
    case "replaced":
      return 1;
    case "accepted":
      return 2;
    case "in_production":
      return 3;
    case "shipped":
      return 4;
    case "delivered":
    case "returned":
      return 5;
    case "other":
      return shipments.length > 0 ? 4 : 1;
  }
}

function isEnded(status: OrderStatus): boolean {
  return [
    "canceled_by_client",
    "canceled_by_okc",
    "replaced",
    "voided",
    "returned",
    "error",
    "needs_changes",
  ].includes(status);
}

function isTrouble(status: OrderStatus): boolean {
  return status === "needs_changes" || status === "error";
}

function nameOf(
  words: ReturnType<typeof useWords>["orders"],
  stop: Stop,
  mark: Mark,
  status: OrderStatus,
  said: string,
): string {
  if (mark === "ended" && status !== "other") return words.statuses[status];
  if (mark === "now" && status === "other") return said || words.statusUnknown;
  if (stop === "pending" && status === "on_hold") return words.one.stops.on_hold;
  return words.one.stops[stop];
}

function Dot({ mark, held, status }: { mark: Mark; held: boolean; status: OrderStatus }) {
  if (held) {
    return (
      <span className={classes.dot} data-held>
        <IconPlayerPauseFilled size="0.75rem" aria-hidden="true" />
      </span>
    );
  }
  if (mark === "ended") {
    const trouble = isTrouble(status);
    return (
      <span className={classes.dot} data-trouble={trouble || undefined}>
        <Icon of={trouble ? IconAlertOctagon : IconCircleX} size={14} />
      </span>
    );
  }
  return (
    <span className={classes.dot}>
      {mark === "done" ? <IconCheck size="0.6875rem" stroke={3} aria-hidden="true" /> : null}
    </span>
  );
}

function Hint({ order, stop, mark }: { order: OrderView; stop: Stop; mark: Mark }) {
  const words = useWords().orders.one.stopHints;
  if (stop === "sent") return order.row.placedAt ? <When at={order.row.placedAt} /> : null;
  if (mark === "ended") return isTrouble(order.row.status) ? words.stopped : words.ended;
  if (stop === "pending" && mark === "now") {
    if (order.row.status === "on_hold") return words.on_hold;
    return order.row.status === "pending" ? words.pending : null;
  }
  if (stop === "accepted" && mark === "ahead") return words.accepted;
  const parcel = order.shipments[0];
  if (stop === "shipped")
    return parcel?.pickedUpAt ? (
      <When at={parcel.pickedUpAt} show="day" />
    ) : mark === "ahead" ? (
      words.shipped
    ) : null;
  if (stop === "delivered" && parcel?.deliveredAt) return <When at={parcel.deliveredAt} show="day" />;
  return null;
}

function CutOffLine({ order, told }: Props) {
  const words = useWords();
  const own = words.orders.one.cutOff;
  const now = useTick();
  if (order.row.status !== "pending" || !order.row.cutOff) return null;
  const state = cutOffAt(order.row.cutOff, told, now);
  if (state.is === "past") return null;
  const { pacific, own: here } = pacificAndOwn(state.until);
  const until = words.common.pacific(pacific, here);
  const left = duration(state.seconds);
  return (
    <p className={classes.cutOff}>
      <Icon of={IconClock} />
      {state.is === "sure" ? (
        <span>
          <b role="timer" aria-label={own.timer(left)}>
            {left}
          </b>{" "}
          {own.left}
        </span>
      ) : (
        <span>{own.maybe(until)}</span>
      )}
    </p>
  );
}
