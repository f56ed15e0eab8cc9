// Catalog: products and packs one can order.
import { counted, list, number } from "../intl";

export const catalog = {
  title: "Catalog",
  lead: (products: number, packs: number) =>
    `You can order ${counted(products, "product", "products")} and ${counted(packs, "pack", "packs")} today.`,
  leadEmpty: "What you can put into an order.",
  tabs: { products: "Products", packs: "Packs" },
  tabsLabel: "What to show",
  filter: "Filter by name or SKU",
  brand: "Brand",
  allBrands: "All brands",
  products: "Products",
  packs: "Packs",
  columns: {
    name: "Name",
    sku: "SKU",
    brand: "Brand",
    when: "Usually taken",
    serving: "One serving",
    state: "Can be ordered",
    contents: "What is in it",
    family: "Family",
  },
  active: "Yes",
  inactive: "No longer made",
  inactiveWhy: "OK Capsule no longer makes this product, so an order with it would be refused.",
  packInactive: "Not offered now",
  packInactiveWhy: "OK Capsule has switched this pack off, so an order with it would be refused.",
  packBroken: "Has a part that is no longer made",
  packBrokenWhy: (names: readonly string[]) =>
    `${list(names)} ${names.length === 1 ? "is" : "are"} no longer made. An order with this pack may be refused.`,
  servingSize: (size: number) => counted(size, "capsule", "capsules"),
  timesOfDay: { morning: "Morning", midday: "Midday", evening: "Evening" } as Record<string, string>,
  anyTime: "Any time",
  noBrand: "No brand named",
  partName: (name: string) => name || "A product the catalog does not know",
  parts: (count: number) => counted(count, "product", "products"),
  partServings: (servings: number | null) =>
    servings === null ? "" : counted(servings, "serving", "servings"),
  openPack: (name: string) => `Show what is in ${name}`,
  closePack: (name: string) => `Hide what is in ${name}`,
  packContents: (name: string) => `What is in ${name}`,
  packExplained: "A pack is a set of products that OK Capsule knows by one name. One pack fills one pouch.",
  noParts: "OK Capsule does not say what is in this pack.",
  shown: (shown: number, all: number) =>
    shown === all ? `All ${number(all)}` : `${number(shown)} of ${number(all)}`,
  empty: {
    title: "The catalog is empty",
    text: "OK Capsule lists no product for this account. Ask OK Capsule support to switch on your products.",
  },
  noPacks: {
    title: "No packs",
    text: "OK Capsule lists no pack for this account. You can still put single products into a pouch.",
  },
  noMatch: {
    title: "Nothing fits",
    text: (filter: string) => `No name or SKU contains “${filter}”.`,
    textPlain: "Nothing fits what you chose.",
    clear: "Show everything",
  },
};
