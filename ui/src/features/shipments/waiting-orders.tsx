// Orders in OK Capsule's hands for longer than they should be: they have no parcel, so no list of parcels shows them.
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { WaitingOrderView } from "../../backend";
import { Card } from "../../shared/card";
import { useWords } from "../../words";
import classes from "./shipments.module.css";

export function WaitingOrders({ waiting }: { waiting: readonly WaitingOrderView[] }) {
  const words = useWords().shipments;
  const navigate = useNavigate();
  return (
    <div className={classes.gap}>
      <Card title={words.list.waiting} count={waiting.length}>
        <p className={classes.nothing}>{words.list.waitingNote}</p>
        <ul className={classes.waiting}>
          {waiting.map(({ id, number, customer, stuck }) => (
            <li key={id}>
              <span>
                <b data-private>{customer || words.list.noName}</b> {number}
                <br />
                {words.stuckWhy(stuck, null)}
              </span>
              <Button
                size="compact-sm"
                aria-label={words.list.openOrder(number ?? words.list.noNumber)}
                onClick={() => void navigate({ to: "/orders/$id", params: { id } })}
              >
                {words.one.open}
              </Button>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
