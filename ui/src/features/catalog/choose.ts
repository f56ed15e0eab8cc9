// Which products and packs a filter leaves, and in which order: what can be ordered first, then by name. Pure.
import type { BrandView, CatalogView, PackView, ProductView } from "../../backend";

export interface Filter {
  text: string;
  /** A brand's id; empty means all. */
  brand: string;
}

export const noFilter: Filter = { text: "", brand: "" };

export function chooseFrom(
  catalog: CatalogView,
  filter: Filter,
): { products: ProductView[]; packs: PackView[] } {
  return {
    products: pick(catalog.products, filter, (product) => [product.name, product.sku ?? ""]),
    packs: pick(catalog.packs, filter, (pack) => [pack.name]),
  };
}

/** The brands that something in the catalog bears, by name. */
export function brandsIn(catalog: CatalogView): BrandView[] {
  const borne = new Set([...catalog.products, ...catalog.packs].map((item) => item.brandId));
  return catalog.brands.filter((brand) => borne.has(brand.id)).sort((a, b) => a.name.localeCompare(b.name));
}

type Item = { name: string; active: boolean; brandId: string | null };

function pick<T extends Item>(items: readonly T[], filter: Filter, texts: (item: T) => string[]): T[] {
  const wanted = plain(filter.text);
  return items
    .filter((item) => filter.brand === "" || item.brandId === filter.brand)
    .filter((item) => wanted === "" || texts(item).some((text) => plain(text).includes(wanted)))
    .sort((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name));
}

/** A new list in this order; what is alike stays by name. */
export function sortProducts(
  products: readonly ProductView[],
  { by, descending }: { by: string; descending: boolean },
  brandOf: (id: string | null) => string,
): ProductView[] {
  const turn = descending ? -1 : 1;
  const compare = (a: ProductView, b: ProductView): number => {
    switch (by) {
      case "sku":
        return (a.sku ?? "").localeCompare(b.sku ?? "");
      case "brand":
        return brandOf(a.brandId).localeCompare(brandOf(b.brandId));
      case "when":
        return (a.timeOfDay ?? "").localeCompare(b.timeOfDay ?? "");
      case "serving":
        return (a.servingSize ?? 0) - (b.servingSize ?? 0);
      case "family":
        return (a.family ?? "").localeCompare(b.family ?? "");
      case "state":
        return Number(b.active) - Number(a.active);
      default:
        return a.name.localeCompare(b.name);
    }
  };
  return [...products].sort((a, b) => turn * compare(a, b) || a.name.localeCompare(b.name));
}

/** A new list in this order; what is alike stays by name. What can be ordered stands before what may be refused, that before what is refused. */
export function sortPacks(
  packs: readonly PackView[],
  { by, descending }: { by: string; descending: boolean },
  brandOf: (id: string | null) => string,
): PackView[] {
  const turn = descending ? -1 : 1;
  const standing = (pack: PackView) => (pack.active ? Number(pack.parts.some((part) => !part.active)) : 2);
  const compare = (a: PackView, b: PackView): number => {
    switch (by) {
      case "contents":
        return a.parts.length - b.parts.length;
      case "brand":
        return brandOf(a.brandId).localeCompare(brandOf(b.brandId));
      case "state":
        return standing(a) - standing(b);
      default:
        return a.name.localeCompare(b.name);
    }
  };
  return [...packs].sort((a, b) => turn * compare(a, b) || a.name.localeCompare(b.name));
}

/** Case and accents do not count: "acai" finds "Açaí". */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .trim();
}
