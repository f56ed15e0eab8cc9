// How old a list is, when it is looked at next, and the button that looks now. Trouble with the last look stands here too.
import { Button } from "@mantine/core";
import { IconRefresh, IconWifiOff } from "@tabler/icons-react";
import type { FreshnessView } from "../backend";
import { useWords } from "../words";
import classes from "./as-of.module.css";
import { clockTime, daysBetween, fullInstant, shortDay } from "./date-time";
import { Icon } from "./icon";
import { Note } from "./note";
import { useNow } from "./now";

interface Props {
  freshness: FreshnessView;
  /** A look is under way. */
  looking: boolean;
  onLook: () => void;
}

/** One line: "As of 10:42 AM · Next look 4:40 PM · Look now". */
export function AsOf({ freshness, looking, onLook }: Props) {
  const words = useWords();
  const now = useNow();
  return (
    <div className={classes.line}>
      <span>
        {freshness.asOf ? (
          <>
            {words.common.asOfBefore} <AgeTime at={freshness.asOf} />
          </>
        ) : (
          words.common.neverRead
        )}
        {freshness.nextLook && new Date(freshness.nextLook) > now ? (
          <>
            {" · "}
            {words.common.nextLookBefore} <AgeTime at={freshness.nextLook} />
          </>
        ) : null}
      </span>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-disabled={looking || undefined}
        leftSection={<Icon of={IconRefresh} size={14} />}
        onClick={looking ? undefined : onLook}
      >
        {looking ? words.common.looking : words.common.lookNow}
      </Button>
    </div>
  );
}

/** Stands above rows that are older than they should be, or not all there yet; nothing when all is well. */
export function StaleNote({
  freshness,
  looking,
  onLook,
  secondsLeft,
}: Props & { secondsLeft?: number | null }) {
  const words = useWords();
  if (freshness.failure) {
    const said = words.errors.codes[freshness.failure];
    const calm = freshness.failure === "offline";
    return (
      <Note
        tone={calm ? "plain" : "warn"}
        says="status"
        {...(calm ? { icon: IconWifiOff } : {})}
        title={said.title}
        actions={
          <Button size="xs" aria-disabled={looking || undefined} onClick={looking ? undefined : onLook}>
            {looking ? words.common.looking : words.common.tryAgain}
          </Button>
        }
      >
        {words.common.olderRows}
      </Note>
    );
  }
  if (freshness.filling) {
    const { read, expected } = freshness.filling;
    return (
      <Note tone="acc" says="status">
        {words.common.stillReading(read, expected)}
        {typeof secondsLeft === "number" ? ` ${words.lists.minutesLeft(secondsLeft)}` : null}
      </Note>
    );
  }
  return null;
}

/** "8:38 PM" today, "yesterday 8:38 PM", "tomorrow 2:38 AM", else with its day: the middle of a sentence. */
function AgeTime({ at }: { at: string }) {
  const words = useWords().common;
  const now = useNow();
  const time = clockTime(at);
  const near = new Map([
    [0, time],
    [1, words.ageYesterday(time)],
    [-1, words.ageTomorrow(time)],
  ]);
  return (
    <time dateTime={at} title={fullInstant(at)}>
      {near.get(daysBetween(at, now)) ?? words.dayAt(shortDay(at, now), time)}
    </time>
  );
}
