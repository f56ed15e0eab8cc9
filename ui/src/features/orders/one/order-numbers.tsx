// Every number an order is known by: ours, theirs, the brand's own.
import type { OrderView } from "../../../backend";
import { Card } from "../../../shared/card";
import { Fact, Facts } from "../../../shared/facts";
import { When } from "../../../shared/when";
import { useWords } from "../../../words";
import classes from "./order-page.module.css";

export function OrderNumbers({ order }: { order: OrderView }) {
  const words = useWords();
  const own = words.orders.one;
  const { row } = order;
  return (
    <Card title={own.numbers}>
      <Facts>
        <Fact name={own.okcNumber}>{row.number || words.common.missing}</Fact>
        <Fact name={own.yourNumber}>{row.yourOrderNumber ?? words.common.missing}</Fact>
        {order.orderKey ? (
          <Fact name={own.deskKey}>
            <span className={classes.key}>{order.orderKey}</span>
          </Fact>
        ) : null}
        {order.source ? <Fact name={own.source}>{order.source}</Fact> : null}
        {row.placedAt ? (
          <Fact name={own.placed}>
            <When at={row.placedAt} />
          </Fact>
        ) : null}
        {order.updatedAt ? (
          <Fact name={own.updated}>
            <When at={order.updatedAt} />
          </Fact>
        ) : null}
      </Facts>
    </Card>
  );
}
