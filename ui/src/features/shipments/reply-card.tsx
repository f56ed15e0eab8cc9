// What staff can answer a customer who asks for a parcel: made from its dates, changed as one likes, copied. Nothing is sent from here.
import { Button, Textarea } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ShipmentView } from "../../backend";
import { Card } from "../../shared/card";
import { CopyButton } from "../../shared/copy-button";
import { longDay } from "../../shared/date-time";
import { announce } from "../../shared/live-region";
import { useWords } from "../../words";
import classes from "./shipments.module.css";

export function ReplyCard({ shipment }: { shipment: ShipmentView }) {
  const { one: words, reply } = useWords().shipments;
  const begun = reply(factsOf(shipment));
  const [typed, setTyped] = useTypedReply(shipment.row.id);
  const text = typed ?? begun;
  return (
    <Card
      title={words.reply}
      end={
        <>
          {typed === null ? null : (
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => {
                setTyped(null);
                announce(words.replyAgainDone);
              }}
            >
              {words.replyAgain}
            </Button>
          )}
          <CopyButton text={text} size="compact-sm" done={words.replyCopied}>
            {words.replyCopy}
          </CopyButton>
        </>
      }
    >
      <div className={classes.reply}>
        <Textarea
          aria-label={words.replyText}
          description={words.replyHint}
          data-private
          autosize
          minRows={6}
          maxRows={18}
          value={text}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
    </Card>
  );
}

/** What one has typed stays while Capsule Desk is open, wherever one goes in between. */
function useTypedReply(id: string): [string | null, (text: string | null) => void] {
  const client = useQueryClient();
  const queryKey = ["reply", id];
  const { data } = useQuery<string | null>({
    queryKey,
    queryFn: () => null,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return [data, (text) => client.setQueryData(queryKey, text)];
}

function factsOf({ row, trackingPage, orderStatus }: ShipmentView) {
  const day = (at: string | null) => (at ? longDay(at) : null);
  return {
    firstName: row.customer.split(" ")[0] ?? "",
    order: row.orderNumber,
    carrier: row.carrier,
    tracking: row.trackingNumber,
    page: trackingPage,
    made: day(row.madeAt),
    pickedUp: day(row.pickedUpAt),
    delivered: day(row.deliveredAt),
    expected: day(row.expectedAt),
    reason: row.stuck?.reason ?? (orderStatus === "Returned" ? ("returned" as const) : null),
  };
}
