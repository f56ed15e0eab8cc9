// Sentences that stand on the page of an order whose life needs a person: on hold for days, a lost answer, only support can help.
import { Button } from "@mantine/core";
import { IconHelpCircle, IconPlayerPauseFilled } from "@tabler/icons-react";
import type { ChangeView, OrderView } from "../../../backend";
import { Card } from "../../../shared/card";
import { CopyButton } from "../../../shared/copy-button";
import { daysBetween, fullInstant } from "../../../shared/date-time";
import { Note } from "../../../shared/note";
import { useNow } from "../../../shared/now";
import { useWhen } from "../../../shared/when";
import { useWords } from "../../../words";
import { statusName } from "./change-told";
import classes from "./life.module.css";

export function HeldNote({ since }: { since: string }) {
  const words = useWords().orders.life.held;
  const days = daysBetween(since, useNow());
  return (
    <Note tone="warn" icon={IconPlayerPauseFilled} title={words.title(days)}>
      {words.text}
    </Note>
  );
}

interface UnsettledProps {
  change: ChangeView;
  onLook: () => void;
}

export function UnsettledNote({ change, onLook }: UnsettledProps) {
  const words = useWords();
  const own = words.orders.life.told;
  const when = useWhen();
  return (
    <Note
      tone="warn"
      icon={IconHelpCircle}
      actions={
        <Button size="xs" onClick={onLook}>
          {own.lookAgain}
        </Button>
      }
    >
      {own.stillUnknown(
        own.unsettled[change.kind],
        change.at ? when(change.at) : words.orders.life.history.unknownTime,
      )}
    </Note>
  );
}

/** The ready text: number and status, and nobody's name. */
export function SupportText({ order }: { order: OrderView }) {
  const words = useWords();
  const own = words.orders.life.support;
  const { row } = order;
  const letter = own.letter({
    number: words.orders.one.title(row.number),
    yourNumber: row.yourOrderNumber,
    status: statusName(words, row.status, row.statusText),
    at: fullInstant(order.asOf ?? new Date()),
  });
  return (
    <Card
      title={own.title}
      end={
        <CopyButton text={letter} size="compact-sm" variant="subtle" done={own.copied}>
          {own.copy}
        </CopyButton>
      }
    >
      <div className={classes.support}>
        <p>{own.text}</p>
        <pre>{letter}</pre>
      </div>
    </Card>
  );
}
