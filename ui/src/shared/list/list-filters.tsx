// The panel that narrows a list, and how many of its fields do; the list itself is asked by who uses it.
import { Button, Popover, Stack } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../../words";
import { TextField } from "../fields";
import { Icon } from "../icon";
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

interface DaysProps {
  /** RFC 3339: the first moment that is in, and the first that is out. */
  from: string | null | undefined;
  until: string | null | undefined;
  onChange: (from: string | null, until: string | null) => void;
}

/** Whole days of the person's own zone, both ends in. */
export function DayRange({ from, until, onChange }: DaysProps) {
  const words = useWords().lists.filter;
  const firstDay = from ? dayOf(new Date(from)) : "";
  const lastDay = until ? dayOf(new Date(new Date(until).getTime() - 1)) : "";
  return (
    <div className={classes.days}>
      <TextField
        type="date"
        size="xs"
        label={words.from}
        value={firstDay}
        max={lastDay || undefined}
        onChange={(event) => onChange(startOf(event.currentTarget.value, 0), until ?? null)}
      />
      <TextField
        type="date"
        size="xs"
        label={words.until}
        value={lastDay}
        min={firstDay || undefined}
        onChange={(event) => onChange(from ?? null, startOf(event.currentTarget.value, 1))}
      />
    </div>
  );
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
