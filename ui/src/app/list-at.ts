// What the address of a list says: which view, which filters, how sorted, which columns, at which row. Anything else in it is dropped.
import { useQueryClient } from "@tanstack/react-query";
import type { SearchSchemaInput } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import type {
  CustomerSortBy,
  OrderFilters,
  OrderSortBy,
  OrdersView,
  ShipmentFilters,
  ShipmentSortBy,
  ShipmentsView,
} from "../backend";
import type { CustomersAt } from "../features/customers/customers-page";
import type { OrdersAt } from "../features/orders/list/orders-page";
import type { ShipmentsAt } from "../features/shipments/shipments-page";

export type ListSearch<At> = Partial<At> & SearchSchemaInput;

/** Every part may be missing: a link to a list names none. */
export function ordersAt(search: Partial<OrdersAt>): OrdersAt {
  return {
    ...partsOf(search),
    view: oneOf(ordersViews, search.view) ?? "all",
    filters: filtersOf<OrderFilters>(
      search.filters,
      ["statuses"],
      ["customerId", "productId", "placedFrom", "placedUntil"],
      ["placedWithinDays"],
    ),
    sort: { by: oneOf(orderSorts, search.sort?.by) ?? "placed", descending: search.sort?.descending ?? true },
  };
}

export function shipmentsAt(search: Partial<ShipmentsAt>): ShipmentsAt {
  return {
    ...partsOf(search),
    view: oneOf(shipmentsViews, search.view) ?? "all",
    filters: filtersOf<ShipmentFilters>(
      search.filters,
      ["carriers"],
      ["customerId", "madeFrom", "madeUntil"],
      ["madeWithinDays"],
    ),
    sort: {
      by: oneOf(shipmentSorts, search.sort?.by) ?? "made",
      descending: search.sort?.descending ?? true,
    },
  };
}

export function customersAt(search: Partial<CustomersAt>): CustomersAt {
  return {
    ...partsOf(search),
    sort: {
      by: oneOf(customerSorts, search.sort?.by) ?? "name",
      descending: search.sort?.descending ?? false,
    },
  };
}

interface Parts {
  text: string;
  columns: string[];
  saved: string | null;
  offset: number;
}

function partsOf({ text, columns, saved, offset }: Partial<Parts>): Parts {
  return {
    // An address bar makes a number of a text like 1042.
    text: text === undefined ? "" : String(text),
    columns: textsOf(columns),
    saved: typeof saved === "string" ? saved : null,
    offset: typeof offset === "number" && Number.isInteger(offset) && offset > 0 ? offset : 0,
  };
}

function filtersOf<Filters extends object>(
  given: unknown,
  lists: readonly (keyof Filters & string)[],
  texts: readonly (keyof Filters & string)[],
  numbers: readonly (keyof Filters & string)[],
): Filters {
  const from: Record<string, unknown> = typeof given === "object" && given !== null ? { ...given } : {};
  const kept: [string, unknown][] = [
    ...lists
      .map((name): [string, unknown] => [name, textsOf(from[name])])
      .filter(([, list]) => (list as string[]).length > 0),
    ...texts
      .map((name): [string, unknown] => [name, from[name]])
      .filter(([, text]) => typeof text === "string" && text !== ""),
    ...numbers
      .map((name): [string, unknown] => [name, from[name]])
      .filter(([, count]) => Number.isInteger(count) && (count as number) > 0),
  ];
  return Object.fromEntries(kept) as Filters;
}

function textsOf(given: unknown): string[] {
  return Array.isArray(given) ? given.filter((one): one is string => typeof one === "string") : [];
}

function oneOf<Name extends string>(all: Record<Name, true>, name: unknown): Name | undefined {
  return typeof name === "string" && Object.hasOwn(all, name) ? (name as Name) : undefined;
}

const ordersViews: Record<OrdersView, true> = {
  all: true,
  pending: true,
  on_hold: true,
  needs_attention: true,
  needs_changes: true,
  in_production: true,
  shipped: true,
  delivered: true,
  ended: true,
};

const orderSorts: Record<OrderSortBy, true> = {
  placed: true,
  updated: true,
  number: true,
  customer: true,
  city: true,
  status: true,
  your_number: true,
  days: true,
};

const shipmentsViews: Record<ShipmentsView, true> = {
  stuck: true,
  all: true,
  to_pick_up: true,
  in_transit: true,
  delivered: true,
};

const shipmentSorts: Record<ShipmentSortBy, true> = {
  made: true,
  picked_up: true,
  delivered: true,
  customer: true,
  carrier: true,
  tracking: true,
};

const customerSorts: Record<CustomerSortBy, true> = { name: true, email: true, last_order: true };

type Area = "orders" | "shipments" | "customers";

/** Keeps where a list is: the way back from a record leads there. Forgotten with the session, as everything read is. */
export function useKeptAt<At extends object>(area: Area, at: At): (at: At) => void {
  const client = useQueryClient();
  const keep = useCallback((kept: At) => client.setQueryData([area, "at"], kept), [area, client]);
  useEffect(() => {
    client.setQueryDefaults([area, "at"], { gcTime: Number.POSITIVE_INFINITY });
    keep(at);
  }, [area, at, client, keep]);
  return keep;
}

export function useLastAt<At>(area: Area): () => Partial<At> {
  const client = useQueryClient();
  return () => client.getQueryData<At>([area, "at"]) ?? {};
}
