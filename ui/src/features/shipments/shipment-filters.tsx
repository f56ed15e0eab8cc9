// What narrows a list of parcels: the carrier, and the day the label was made. Asked in a panel, told in a line.
import { Button, Checkbox, Fieldset } from "@mantine/core";
import type { ShipmentFilters } from "../../backend";
import { DayRange, ListFilters, useDaysSaid } from "../../shared/list/list-filters";
import { useWords } from "../../words";
import classes from "./shipments.module.css";

interface Props {
  filters: ShipmentFilters;
  onFilters: (filters: ShipmentFilters) => void;
}

interface PanelProps extends Props {
  /** Whoever carries a parcel here. */
  carriers: readonly string[];
}

export function ShipmentFilterPanel({ filters, onFilters, carriers: known }: PanelProps) {
  const words = useWords().shipments.list;
  const chosen = filters.carriers ?? [];
  // One that was chosen stays to be unchosen, also when its last parcel is gone.
  const carriers = [...known, ...chosen.filter((one) => !known.includes(one))];
  const flip = (carrier: string) =>
    onFilters({
      ...filters,
      carriers: chosen.includes(carrier) ? chosen.filter((one) => one !== carrier) : [...chosen, carrier],
    });
  return (
    <ListFilters on={countOf(filters)} onClear={() => onFilters({})}>
      {carriers.length > 0 ? (
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
      ) : null}
      <Fieldset legend={words.madeFilter} className={classes.fieldset}>
        <DayRange
          from={filters.madeFrom}
          until={filters.madeUntil}
          withinDays={filters.madeWithinDays}
          onChange={({ from, until, withinDays }) =>
            onFilters({ ...filters, madeFrom: from, madeUntil: until, madeWithinDays: withinDays })
          }
        />
      </Fieldset>
    </ListFilters>
  );
}

export function ShipmentFilterLine({ filters, onFilters }: Props) {
  const words = useWords().lists.filter;
  const daysSaid = useDaysSaid();
  if (countOf(filters) === 0) return null;
  const parts = [
    ...(filters.carriers ?? []),
    ...daysSaid({ from: filters.madeFrom, until: filters.madeUntil, withinDays: filters.madeWithinDays }),
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

export function countOf({
  carriers: chosen = [],
  customerId,
  madeFrom,
  madeUntil,
  madeWithinDays,
}: ShipmentFilters): number {
  return chosen.length + [customerId, madeFrom, madeUntil, madeWithinDays].filter(Boolean).length;
}
