// A parcel's dates from top to bottom, in the person's own zone, which is named. What is still to come says so.
import type { ShipmentView } from "../../backend";
import { Card } from "../../shared/card";
import { fullInstant, zoneName } from "../../shared/date-time";
import { When } from "../../shared/when";
import { useWords } from "../../words";
import classes from "./shipments.module.css";

export function Timeline({ shipment: { row, orderedAt } }: { shipment: ShipmentView }) {
  const words = useWords().shipments.one;
  const expected = row.deliveredAt === null && row.expectedAt !== null;
  const stops = [
    ...(orderedAt ? [{ name: words.stops.ordered, at: orderedAt, done: true, day: false }] : []),
    { name: words.stops.made, at: row.madeAt, done: true, day: false },
    { name: words.stops.pickedUp, at: row.pickedUpAt, done: row.pickedUpAt !== null, day: false },
    expected
      ? { name: words.stops.expected, at: row.expectedAt, done: false, day: true }
      : { name: words.stops.delivered, at: row.deliveredAt, done: row.deliveredAt !== null, day: false },
  ];
  return (
    <Card title={words.timeline}>
      <ol className={classes.timeline}>
        {stops.map(({ name, at, done, day }) => (
          <li key={name} data-done={done || undefined}>
            <b>{name}</b>
            <span>{at ? <Instant at={at} day={day} /> : done ? words.notGiven : words.notYet}</span>
          </li>
        ))}
      </ol>
      <p className={classes.nothing}>
        {words.zone(zoneName())} {words.updates}
      </p>
    </Card>
  );
}

/** "Yesterday 5:48 PM", and the whole date with its zone in small beside it. */
function Instant({ at, day }: { at: string; day: boolean }) {
  return (
    <>
      <When at={at} show={day ? "day" : "minute"} /> <small className={classes.zone}>{fullInstant(at)}</small>
    </>
  );
}
