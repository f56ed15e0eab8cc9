// What the address of a list says: which view, which filter, from which row. Anything else in it is dropped.
import { useQueryClient } from "@tanstack/react-query";
import type { SearchSchemaInput } from "@tanstack/react-router";
import { useEffect } from "react";
import type { OrdersView, ShipmentsView } from "../backend";

interface At<View> {
  view: View;
  text: string;
  offset: number;
}

export type ListSearch<View> = Partial<At<View>> & SearchSchemaInput;

/** Every part may be missing: a link to a list names none. */
export function listAt<View extends string>(
  { view, text, offset }: Partial<At<View>>,
  isView: (name: unknown) => name is View,
  usual: View,
): At<View> {
  return {
    view: isView(view) ? view : usual,
    // An address bar makes a number of a text like 1042.
    text: text === undefined ? "" : String(text),
    offset: typeof offset === "number" && Number.isInteger(offset) && offset > 0 ? offset : 0,
  };
}

const ordersViews: Record<OrdersView, true> = {
  all: true,
  pending: true,
  on_hold: true,
  needs_attention: true,
  in_production: true,
  shipped: true,
  delivered: true,
  ended: true,
};

const shipmentsViews: Record<ShipmentsView, true> = {
  all: true,
  to_pick_up: true,
  in_transit: true,
  delivered: true,
};

export function isOrdersView(name: unknown): name is OrdersView {
  return typeof name === "string" && Object.hasOwn(ordersViews, name);
}

export function isShipmentsView(name: unknown): name is ShipmentsView {
  return typeof name === "string" && Object.hasOwn(shipmentsViews, name);
}

/** Keeps where a list is: the way back from a record leads there. Forgotten with the session, as everything read is. */
export function useKeptAt(area: "orders" | "shipments", at: At<string>): void {
  const client = useQueryClient();
  useEffect(() => {
    client.setQueryDefaults([area, "at"], { gcTime: Number.POSITIVE_INFINITY });
    client.setQueryData([area, "at"], at);
  }, [area, at, client]);
}

export function useLastAt<View>(area: "orders" | "shipments"): () => Partial<At<View>> {
  const client = useQueryClient();
  return () => client.getQueryData<At<View>>([area, "at"]) ?? {};
}
