// What narrows a list of parcels: the carrier, and the day the label was made. Asked in a panel, told in a line.
import { Button, Checkbox, Fieldset } from "@mantine/core";
import type { ShipmentFilters } from "../../backend";
import { shortDay } from "../../shared/date-time";
import { DayRange, ListFilters } from "../../shared/list/list-filters";
import { useNow } from "../../shared/now";
import { useWords } from "../../words";
import classes from "./shipments.module.css";

/** As OK Capsule writes them. */
const carriers = ["USPS", "UPS", "FedEx", "DHL", "OnTrac"] as const;

interface Props {
  filters: ShipmentFilters;
  onFilters: (filters: ShipmentFilters) => void;
}

export function ShipmentFilterPanel({ filters, onFilters }: Props) {
  const words = useWords().shipments.list;
  const chosen = filters.carriers ?? [];
  const flip = (carrier: string) =>
    onFilters({
      ...filters,
      carriers: chosen.includes(carrier) ? chosen.filter((one) => one !== carrier) : [...chosen, carrier],
    });
  return (
    <ListFilters on={countOf(filters)} onClear={() => onFilters({})}>
      <Fieldset legend={words.carrierFilter} className={classes.fieldset}>
        <div className={classes.boxes}>
          {carriers.map((carrier) => (
            <Checkbox
              key={carrier}
              size="xs"
              label={carrier}
              checked={chosen.includes(carrier)}
              onChange={() => flip(carrier)}
            />
          ))}
        </div>
      </Fieldset>
      <Fieldset legend={words.madeFilter} className={classes.fieldset}>
        <DayRange
          from={filters.madeFrom}
          until={filters.madeUntil}
          onChange={(madeFrom, madeUntil) => onFilters({ ...filters, madeFrom, madeUntil })}
        />
      </Fieldset>
    </ListFilters>
  );
}

export function ShipmentFilterLine({ filters, onFilters }: Props) {
  const words = useWords().lists.filter;
  const now = useNow();
  if (countOf(filters) === 0) return null;
  const parts = [
    ...(filters.carriers ?? []),
    ...(filters.madeFrom ? [words.since(shortDay(filters.madeFrom, now))] : []),
    ...(filters.madeUntil
      ? [words.upTo(shortDay(new Date(new Date(filters.madeUntil).getTime() - 1), now))]
      : []),
  ];
  return (
    <p className={classes.only}>
      {words.on(parts)}
      <Button size="compact-xs" variant="subtle" onClick={() => onFilters({})}>
        {words.clear}
      </Button>
    </p>
  );
}

export function countOf({ carriers: chosen = [], customerId, madeFrom, madeUntil }: ShipmentFilters): number {
  return chosen.length + [customerId, madeFrom, madeUntil].filter(Boolean).length;
}
