// The panel that narrows a list, and how many of its fields do; the list itself is asked by who uses it.
import { Button, Popover, Select, Stack } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../../words";
import { shortDay } from "../date-time";
import { TextField } from "../fields";
import { Icon } from "../icon";
import { useNow } from "../now";
import classes from "./list-panel.module.css";

interface Props {
  /** How many things narrow the list now. */
  on: number;
  onClear: () => void;
  children: ReactNode;
}

export function ListFilters({ on, onClear, children }: Props) {
  const words = useWords().lists.filter;
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      trapFocus
      returnFocus
      withinPortal={false}
      width="22rem"
      middlewares={{ flip: true, shift: true, size: true }}
    >
      <Popover.Target>
        <Button
          size="xs"
          data-on={on > 0 || undefined}
          aria-label={on > 0 ? words.buttonOn(on) : words.button}
          leftSection={<Icon of={IconAdjustmentsHorizontal} size={14} />}
          rightSection={on > 0 ? <span className={classes.count} data-count={on} aria-hidden="true" /> : null}
          onClick={() => setOpened(!opened)}
        >
          {words.button}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel}>
        <Stack gap="sm">
          {children}
          <div className={classes.foot}>
            <Button size="xs" variant="subtle" onClick={onClear}>
              {words.clear}
            </Button>
            <Button size="xs" onClick={() => setOpened(false)}>
              {words.done}
            </Button>
          </div>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

export interface Days {
  /** RFC 3339: the first moment that is in, and the first that is out. */
  from: string | null | undefined;
  until: string | null | undefined;
  /** So many days up to the day one looks: a saved view moves on with it. */
  withinDays: number | null | undefined;
}

interface DaysProps extends Days {
  onChange: (days: { from: string | null; until: string | null; withinDays: number | null }) => void;
}

const spans = [1, 7, 30, 90] as const;

/** Whole days of the person's own zone, both ends in. */
export function DayRange({ from, until, withinDays, onChange }: DaysProps) {
  const words = useWords().lists.filter;
  const lengths = withinDays && !spans.some((days) => days === withinDays) ? [...spans, withinDays] : spans;
  const between = (next: { from?: string | null; until?: string | null }) =>
    onChange({ from: from ?? null, until: until ?? null, withinDays: null, ...next });
  const firstDay = from ? dayOf(new Date(from)) : "";
  const lastDay = until ? dayOf(new Date(new Date(until).getTime() - 1)) : "";
  return (
    <div className={classes.days}>
      <Select
        size="xs"
        label={words.days}
        className={classes.span}
        data={[
          { value: "", label: words.anyDay },
          ...lengths.map((days) => ({ value: String(days), label: words.lastDays(days) })),
        ]}
        value={withinDays ? String(withinDays) : ""}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={(days) => onChange({ from: null, until: null, withinDays: Number(days) || null })}
      />
      <TextField
        type="date"
        size="xs"
        label={words.from}
        value={firstDay}
        max={lastDay || undefined}
        onChange={(event) => between({ from: startOf(event.currentTarget.value, 0) })}
      />
      <TextField
        type="date"
        size="xs"
        label={words.until}
        value={lastDay}
        min={firstDay || undefined}
        onChange={(event) => between({ until: startOf(event.currentTarget.value, 1) })}
      />
    </div>
  );
}

/** "from Nov 1", "until Nov 7", "in the last 7 days": what the days narrow to, in words. */
export function useDaysSaid(): (days: Days) => string[] {
  const words = useWords().lists.filter;
  const now = useNow();
  return ({ from, until, withinDays }) => [
    ...(withinDays ? [words.inLastDays(withinDays)] : []),
    ...(from ? [words.since(shortDay(from, now))] : []),
    ...(until ? [words.upTo(shortDay(new Date(new Date(until).getTime() - 1), now))] : []),
  ];
}

/** "2026-11-17" in the person's zone. */
function dayOf(at: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The instant a day begins, or the one `later` days after it; nothing for a day that is none. */
function startOf(day: string, later: number): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) return null;
  return new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + later).toISOString();
}
