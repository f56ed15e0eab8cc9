// The order as facts of one plain sentence, and what the review panel counts. Pure; the words are in words/.
import type { CatalogView, PouchForm } from "../../../backend";
import { type Line, nameOf, type Order, timesOfDay } from "./draft-form";

/** At most this many in one time of day (BEHAVIOUR §5; whether products or pills is not said). */
const mostInATimeOfDay = 8;

export interface Names {
  product: (id: string) => string;
  pack: (id: string) => string;
}

export function tellOrder(order: Order, names: Names) {
  return {
    customer: nameOf(order.customer),
    place: [order.address.city.trim(), order.address.province.trim()].filter(Boolean).join(", "),
    boxes: order.lines.map((line) => ({
      days: line.days,
      pouches: pouchesIn(line),
      times: timesOfDay
        .map((time) => ({
          time,
          items: line.pouches
            .filter((pouch) => pouch.timeOfDay === time)
            .flatMap((pouch) => itemsOf(pouch, names)),
        }))
        .filter(({ items }) => items.length > 0),
    })),
  };
}

function itemsOf({ filling }: PouchForm, names: Names): { servings: number | null; name: string }[] {
  if (filling.kind === "pack")
    return filling.packId ? [{ servings: null, name: names.pack(filling.packId) }] : [];
  return filling.contents.map(({ productId, servings }) => ({
    servings: servings ?? 1,
    name: names.product(productId),
  }));
}

function isFilled({ filling }: PouchForm): boolean {
  return filling.kind === "pack" ? filling.packId !== "" : filling.contents.length > 0;
}

/** One pouch a day for each time of day; with a round, one for each of its days that falls into the line's days. */
export function pouchesIn(line: Line): number {
  return line.pouches.filter(isFilled).reduce((sum, pouch) => sum + daysOf(pouch, line.days ?? 0), 0);
}

function daysOf({ cycle, cycleLength }: PouchForm, days: number): number {
  const length = cycleLength ?? 7;
  if (cycle === "" || cycle === "daily" || length === 0) return days;
  const chosen = new Set(cycle.split(";").map(Number));
  return Array.from({ length: days }, (_, day) => (day % length) + 1).filter((day) => chosen.has(day)).length;
}

/** Supplements in one pouch, servings counted: the rule does not say which, so the larger number is shown. */
export function fullness({ filling }: PouchForm, catalog: CatalogView | undefined): number {
  if (filling.kind === "contents")
    return filling.contents.reduce((sum, { servings }) => sum + Math.max(servings ?? 1, 1), 0);
  return catalog?.packs.find((pack) => pack.id === filling.packId)?.parts.length ?? 0;
}

/** What the form holds, for the list of checks. */
export function countOrdered(order: Order, catalog: CatalogView | undefined) {
  const pouches = order.lines.flatMap((line) => line.pouches);
  const products = new Set(
    pouches.flatMap(({ filling }) =>
      filling.kind === "contents" ? filling.contents.map(({ productId }) => productId) : [],
    ),
  );
  const packs = new Set(
    pouches.flatMap(({ filling }) => (filling.kind === "pack" && filling.packId ? [filling.packId] : [])),
  );
  const active = (items: readonly { id: string; active: boolean }[] | undefined, id: string) =>
    items?.find((item) => item.id === id)?.active === true;
  return {
    products: products.size,
    packs: packs.size,
    allActive:
      [...products].every((id) => active(catalog?.products, id)) &&
      [...packs].every((id) => active(catalog?.packs, id)),
    roomy: pouches.every((pouch) => fullness(pouch, catalog) <= mostInATimeOfDay),
  };
}
