// What the address of a list says: which view, which filter, from which row. Anything else in it is dropped.
import type { OrdersView, ShipmentsView } from "../backend";

interface At<View> {
  view: View;
  text: string;
  offset: number;
}

type Search = { view?: unknown; text?: unknown; offset?: unknown };

/** Every part may be missing: a link to a list names none. */
export function listAt<View extends string>(
  { view, text, offset }: Search,
  isView: (name: unknown) => name is View,
  usual: View,
): At<View> {
  return {
    view: isView(view) ? view : usual,
    text: typeof text === "string" ? text : typeof text === "number" ? String(text) : "",
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

const shipmentsViews: Record<ShipmentsView, true> = { all: true, to_pick_up: true, in_transit: true, delivered: true };

export function isOrdersView(name: unknown): name is OrdersView {
  return typeof name === "string" && Object.hasOwn(ordersViews, name);
}

export function isShipmentsView(name: unknown): name is ShipmentsView {
  return typeof name === "string" && Object.hasOwn(shipmentsViews, name);
}
