// Orders on hold are forgotten easily: how many wait, since when, and the way to them.
import { Button } from "@mantine/core";
import { IconPlayerPauseFilled } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useBackend } from "../../../backend";
import { daysBetween } from "../../../shared/date-time";
import { Note } from "../../../shared/note";
import { useNow } from "../../../shared/now";
import { useWords } from "../../../words";

/** Younger than this is no reminder: somebody has just put it there. */
const DAYS = 2;

export function HoldReminder({ onShow }: { onShow: () => void }) {
  const words = useWords().orders.life.held;
  const backend = useBackend();
  const now = useNow();
  const reminders = useQuery({
    queryKey: ["orders", "reminders"],
    queryFn: () => backend.orderReminders(),
  }).data;
  if (!reminders?.onHoldSince) return null;
  const days = daysBetween(reminders.onHoldSince, now);
  if (days < DAYS) return null;
  return (
    <Note
      tone="warn"
      icon={IconPlayerPauseFilled}
      title={words.listed(reminders.onHold, days)}
      actions={
        <Button size="xs" onClick={onShow}>
          {words.show}
        </Button>
      }
    >
      {words.listedText}
    </Note>
  );
}
