// Which columns a list shows: a small panel with a box for each; the first column always stays.
import { Button, Checkbox, Popover, Stack } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useWords } from "../../words";
import { Icon } from "../icon";
import classes from "./list-panel.module.css";

interface Choice {
  key: string;
  header: string;
}

interface Props {
  all: readonly Choice[];
  /** Keys of the shown ones, in order. */
  shown: readonly string[];
  /** Empty means the usual ones. */
  onShown: (keys: string[]) => void;
}

export function ColumnChoice({ all, shown, onShown }: Props) {
  const words = useWords().lists.columns;
  const flip = (key: string) => {
    const next = all.filter((one) => shown.includes(one.key) !== (one.key === key)).map((one) => one.key);
    onShown(next);
  };
  return (
    <Popover
      position="bottom-end"
      trapFocus
      returnFocus
      withinPortal={false}
      width="15rem"
      middlewares={{ flip: true, shift: true, size: true }}
    >
      <Popover.Target>
        <Button size="xs" leftSection={<Icon of={IconColumns3} size={14} />}>
          {words.button}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel}>
        <Stack gap="xs">
          {all.slice(1).map((one) => (
            <Checkbox
              key={one.key}
              size="xs"
              label={one.header}
              checked={shown.includes(one.key)}
              onChange={() => flip(one.key)}
            />
          ))}
          <Button size="xs" variant="subtle" onClick={() => onShown([])}>
            {words.usual}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The columns to draw: the chosen ones in their own order, or the usual ones. The first is always there. */
export function columnsShown<Column extends { key: string; extra?: boolean }>(
  all: readonly Column[],
  chosen: readonly string[],
): Column[] {
  if (chosen.length === 0) return all.filter((column) => !column.extra);
  return all.filter((column, index) => index === 0 || chosen.includes(column.key));
}
