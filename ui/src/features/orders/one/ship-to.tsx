// Who gets the order, and where.
import type { OrderView } from "../../../backend";
import { addressLines, addressText } from "../../../shared/address-text";
import { Card } from "../../../shared/card";
import { CopyButton } from "../../../shared/copy-button";
import { Fact, Facts } from "../../../shared/facts";
import { useWords } from "../../../words";
import classes from "./order-page.module.css";

export function ShipTo({ order }: { order: OrderView }) {
  const words = useWords();
  const own = words.orders.one;
  const { address, row, email, phone } = order;
  const lines = addressLines(address);
  return (
    <Card
      title={own.shipTo}
      end={
        <CopyButton
          text={addressText(address, row.customer)}
          size="compact-sm"
          variant="subtle"
          label={own.copyAddressLabel}
          done={own.addressCopied}
        >
          {own.copyAddress}
        </CopyButton>
      }
    >
      <Facts>
        <Fact name={own.customer} personal>
          {row.customer || words.common.missing}
        </Fact>
        {address.addressee && address.addressee !== row.customer ? (
          <Fact name={own.addressee} personal>
            {address.addressee}
          </Fact>
        ) : null}
        <Fact name={own.address} personal>
          {lines.length === 0
            ? words.common.missing
            : lines.map((line) => (
                <span key={line} className={classes.row}>
                  {line}
                </span>
              ))}
        </Fact>
        <Fact name={own.email} personal>
          {email ?? words.common.missing}
        </Fact>
        <Fact name={own.phone} personal>
          {phone ?? words.common.missing}
        </Fact>
      </Facts>
    </Card>
  );
}
