// What narrows a list of orders: status, product or pack, day of sending, one customer. Asked in a panel, told in a line.
import { Button, Checkbox, Fieldset, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type OrderFilters, type OrderStatus, useBackend } from "../../../backend";
import { DayRange, ListFilters, useDaysSaid } from "../../../shared/list/list-filters";
import { useWords } from "../../../words";
import classes from "./orders-page.module.css";

/** The server's words, which are what an order is filtered by. */
const said: Record<Exclude<OrderStatus, "other">, string> = {
  pending: "Pending",
  on_hold: "On Hold",
  needs_changes: "Needs Changes",
  error: "Error",
  accepted: "Accepted",
  in_production: "In Production",
  shipped: "Shipped",
  delivered: "Delivered",
  returned: "Returned",
  replaced: "Replaced",
  canceled_by_client: "Canceled by Client",
  canceled_by_okc: "Canceled by OKC",
  voided: "Voided",
};

interface Props {
  filters: OrderFilters;
  onFilters: (filters: OrderFilters) => void;
}

export function OrderFilterPanel({ filters, onFilters }: Props) {
  const words = useWords().orders;
  const catalog = useCatalogNames();
  const statuses = filters.statuses ?? [];
  const flip = (word: string) =>
    onFilters({
      ...filters,
      statuses: statuses.includes(word) ? statuses.filter((one) => one !== word) : [...statuses, word],
    });
  return (
    <ListFilters on={countOf(filters)} onClear={() => onFilters({})}>
      <Fieldset legend={words.list.statusFilter} className={classes.fieldset}>
        <div className={classes.boxes}>
          {keysOf(said).map((status) => (
            <Checkbox
              key={status}
              size="xs"
              label={words.statuses[status]}
              checked={statuses.includes(said[status])}
              onChange={() => flip(said[status])}
            />
          ))}
        </div>
      </Fieldset>
      <Select
        size="xs"
        label={words.list.productFilter}
        placeholder={useWords().lists.filter.any}
        searchable
        clearable
        data={catalog}
        value={filters.productId ?? null}
        onChange={(productId) => onFilters({ ...filters, productId })}
        comboboxProps={{ withinPortal: false }}
        limit={50}
      />
      <Fieldset legend={words.list.sentFilter} className={classes.fieldset}>
        <DayRange
          from={filters.placedFrom}
          until={filters.placedUntil}
          withinDays={filters.placedWithinDays}
          onChange={({ from, until, withinDays }) =>
            onFilters({ ...filters, placedFrom: from, placedUntil: until, placedWithinDays: withinDays })
          }
        />
      </Fieldset>
    </ListFilters>
  );
}

/** "Only: On hold, with Magnesium, from Nov 1", and the way out; nothing when nothing narrows the list. */
export function OrderFilterLine({ filters, onFilters }: Props) {
  const { orders, lists } = useWords();
  const backend = useBackend();
  const daysSaid = useDaysSaid();
  const { customerId, productId, placedFrom, placedUntil, placedWithinDays, statuses = [] } = filters;
  const catalog = useCatalogNames(Boolean(productId));
  const customer = useQuery({
    queryKey: ["customers", "one", customerId],
    queryFn: () => backend.getCustomer(customerId ?? ""),
    enabled: Boolean(customerId),
  });
  if (countOf(filters) === 0) return null;
  const parts = [
    ...keysOf(said)
      .filter((status) => statuses.includes(said[status]))
      .map((status) => orders.statuses[status]),
    ...(customerId ? [orders.list.oneCustomer(customer.data?.name ?? "")] : []),
    ...(productId ? [orders.list.holds(catalog.find(({ value }) => value === productId)?.label ?? "…")] : []),
    ...daysSaid({ from: placedFrom, until: placedUntil, withinDays: placedWithinDays }),
  ];
  return (
    <p className={classes.only}>
      {lists.filter.on(parts)}
      <Button size="compact-xs" variant="subtle" onClick={() => onFilters({})}>
        {lists.filter.clear}
      </Button>
    </p>
  );
}

export function countOf({
  statuses = [],
  customerId,
  productId,
  placedFrom,
  placedUntil,
  placedWithinDays,
}: OrderFilters): number {
  const others = [customerId, productId, placedFrom, placedUntil, placedWithinDays];
  return statuses.length + others.filter(Boolean).length;
}

function useCatalogNames(enabled = true): { value: string; label: string }[] {
  const backend = useBackend();
  const catalog = useQuery({ queryKey: ["catalog"], queryFn: () => backend.getCatalog(false), enabled });
  return [...(catalog.data?.products ?? []), ...(catalog.data?.packs ?? [])]
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

function keysOf<Key extends string>(record: Record<Key, unknown>): Key[] {
  return Object.keys(record) as Key[];
}
