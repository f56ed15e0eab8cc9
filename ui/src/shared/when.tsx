// An instant on screen: "Today 4:12 PM", with the whole date and zone on pointing at it.
import { useWords } from "../words";
import { clockTime, daysBetween, fullInstant, shortDay } from "./date-time";
import { useNow } from "./now";

interface Props {
  at: string;
  /** `day` leaves the time away. */
  show?: "day" | "minute";
}

export function When({ at, show = "minute" }: Props) {
  const text = useWhen();
  return (
    <time dateTime={at} title={fullInstant(at)}>
      {text(at, show)}
    </time>
  );
}

/** The same words for a sentence: "Today 4:12 PM", "Yesterday 5:48 PM", "Nov 15, 6:02 PM". */
export function useWhen(): (at: string, show?: "day" | "minute") => string {
  const words = useWords();
  const now = useNow();
  return (at, show = "minute") => {
    const days = daysBetween(at, now);
    const time = clockTime(at);
    if (days === 0) return show === "day" ? words.common.today : words.common.todayAt(time);
    if (days === 1) return show === "day" ? words.common.yesterday : words.common.yesterdayAt(time);
    if (days === -1) return show === "day" ? words.common.tomorrow : words.common.tomorrowAt(time);
    const day = shortDay(at, now);
    return show === "day" ? day : words.common.dayAt(day, time);
  };
}
