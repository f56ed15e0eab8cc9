// What can be done with the order now: each deed as a button, or why it cannot be done. What costs is asked once more, in Live everything is.
import { Button } from "@mantine/core";
import {
  IconCircleX,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  type TablerIcon,
} from "@tabler/icons-react";
import { useId, useState } from "react";
import type { May, OrderDeed, OrderMayView, OrderView } from "../../../backend";
import { Card } from "../../../shared/card";
import { ConfirmSentence } from "../../../shared/confirm-sentence";
import { Icon } from "../../../shared/icon";
import { usePlace } from "../../../shared/place";
import { useWords } from "../../../words";
import classes from "./life.module.css";
import { OrderAgain } from "./order-again";
import type { useChange } from "./use-life";

const icons: Record<OrderDeed, TablerIcon> = {
  hold: IconPlayerPause,
  release: IconPlayerPlay,
  cancel: IconCircleX,
};

interface Props {
  order: OrderView;
  may: OrderMayView;
  change: ReturnType<typeof useChange>;
  onEdit: () => void;
}

export function WhatYouCanDo({ order, may, change, onEdit }: Props) {
  const words = useWords().orders;
  const { life } = words;
  const { environment } = usePlace();
  const [asking, setAsking] = useState<{ deed: OrderDeed; open: boolean }>({ deed: "cancel", open: false });
  const name = words.one.title(order.row.number);
  const press = (deed: OrderDeed) => {
    if (change.busy) return;
    if (deed === "cancel" || environment === "live") setAsking({ deed, open: true });
    else change.ask(deed);
  };
  return (
    <Card title={life.title}>
      <div className={classes.deeds}>
        {may.edit === "needs_changes" ? (
          <div className={classes.edit}>
            <OrderAgain id={order.row.id} instead />
          </div>
        ) : null}
        {may.edit === "yes" ? (
          <Button
            variant="filled"
            className={classes.edit}
            leftSection={<Icon of={IconPencil} size={16} />}
            aria-disabled={change.busy !== null || undefined}
            onClick={() => change.busy || onEdit()}
          >
            {life.edit}
          </Button>
        ) : (
          <Deed icon={IconPencil} label={life.edit} hint={life.editHint} may={may.edit} onPress={onEdit} />
        )}
        {deedsOf(may).map((deed) => (
          <Deed
            key={deed}
            icon={icons[deed]}
            label={change.busy === deed ? life.asking[deed] : life.deeds[deed]}
            hint={life.hints[deed]}
            may={may[deed]}
            danger={deed === "cancel"}
            deed={deed}
            busy={change.busy !== null}
            onPress={() => press(deed)}
          />
        ))}
      </div>
      <ConfirmSentence
        opened={asking.open}
        danger={asking.deed === "cancel"}
        title={<span data-private>{life.confirm.title[asking.deed](name, order.row.customer)}</span>}
        yes={life.confirm.yes[asking.deed](name)}
        no={life.confirm.no[asking.deed]}
        onNo={() => setAsking({ ...asking, open: false })}
        onYes={() => {
          setAsking({ ...asking, open: false });
          change.ask(asking.deed);
        }}
      >
        {life.confirm.text[asking.deed]}
      </ConfirmSentence>
    </Card>
  );
}

/** What can be done comes first; the order of the rest stays. */
function deedsOf(may: OrderMayView): OrderDeed[] {
  const all: OrderDeed[] = ["hold", "release", "cancel"];
  return [...all.filter((deed) => may[deed] === "yes"), ...all.filter((deed) => may[deed] !== "yes")];
}

interface DeedProps {
  icon: TablerIcon;
  label: string;
  hint: string;
  may: May;
  danger?: boolean;
  deed?: OrderDeed;
  busy?: boolean;
  onPress: () => void;
}

function Deed({ icon, label, hint, may, danger, deed, busy, onPress }: DeedProps) {
  const { life } = useWords().orders;
  const hintId = useId();
  if (may !== "yes") {
    const why = deed && may === "already_so" ? life.thereAlready[deed] : life.whyNot[may];
    return (
      <p className={classes.deed} data-off>
        <Icon of={icon} size={18} />
        <span>
          <b>{label}</b>
          <small>{why}</small>
        </span>
      </p>
    );
  }
  return (
    <div className={classes.deed} data-danger={danger || undefined} data-busy={busy || undefined}>
      <Icon of={icon} size={18} />
      <span>
        {/* Its name is its text alone; the whole line takes the press. */}
        <button
          type="button"
          className={classes.press}
          aria-describedby={hintId}
          aria-disabled={busy || undefined}
          onClick={onPress}
        >
          {label}
        </button>
        <small id={hintId}>{hint}</small>
      </span>
    </div>
  );
}
