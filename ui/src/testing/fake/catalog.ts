// Made-up products and packs of a made-up brand.
import type { CatalogView, PackView, ProductView } from "../../backend";
import { ago } from "./time";

const brands = [
  { id: "brand-1", name: "Tidewell Nutrition" },
  { id: "brand-2", name: "Tidewell Sport" },
];

type Line = [name: string, sku: string, timeOfDay: string | null, servingSize: number | null];

const lines: Line[] = [
  ["Vitamin D3 2000 IU", "TW-D3-2000", "Morning", 1],
  ["Vitamin B12 1000 mcg", "TW-B12-1000", "Morning", 1],
  ["Vitamin C 500 mg", "TW-C-500", "Morning", 1],
  ["Omega-3 Fish Oil 1000 mg", "TW-O3-1000", "Midday", 2],
  ["Magnesium Glycinate 200 mg", "TW-MG-200", "Evening", 2],
  ["L-Theanine 200 mg", "TW-LTH-200", "Evening", 1],
  ["Zinc Picolinate 15 mg", "TW-ZN-15", "Evening", 1],
  ["Ashwagandha 600 mg", "TW-ASH-600", "Evening", 1],
  ["Probiotic 30 Billion", "TW-PRO-30", "Morning", 1],
  ["Collagen Peptides", "TW-COL-10", null, null],
  ["Turmeric Curcumin 500 mg", "TW-TUR-500", "Midday", 1],
  ["Coenzyme Q10 100 mg", "TW-Q10-100", "Morning", 1],
  ["Iron Bisglycinate 25 mg", "TW-FE-25", "Morning", 1],
  ["Folate 400 mcg", "TW-FOL-400", "Morning", 1],
  ["Creatine Monohydrate 750 mg", "TS-CRE-750", "Midday", 4],
  ["Beta-Alanine 800 mg", "TS-BA-800", "Midday", 2],
  ["Electrolyte Complex", "TS-ELE-1", "Midday", 2],
  ["Melatonin 3 mg", "TW-MEL-3", "Evening", 1],
];

const retired = new Set(["Zinc Picolinate 15 mg", "Beta-Alanine 800 mg"]);

export const products: ProductView[] = lines.map(([name, sku, timeOfDay, servingSize], index) => ({
  id: `product-${index + 1}`,
  name,
  active: !retired.has(name),
  servingSize,
  sku,
  brandId: sku.startsWith("TS") ? "brand-2" : "brand-1",
  timeOfDay,
  description: null,
  family: null,
  ended: false,
  substitutes: name === "Zinc Picolinate 15 mg" ? ["product-13"] : [],
}));

function pack(
  id: string,
  name: string,
  brandId: string,
  active: boolean,
  description: string,
  names: string[],
): PackView {
  return {
    id,
    name,
    active,
    brandId,
    description,
    parts: names.map((wanted) => {
      const product = products.find((one) => one.name === wanted);
      return {
        productId: product?.id ?? "product-gone",
        productName: product?.name ?? "",
        servings: 1,
        timeOfDay: product?.timeOfDay ?? null,
        active: product?.active ?? false,
      };
    }),
  };
}

const packs: PackView[] = [
  pack("pack-1", "Calm Evening", "brand-1", true, "For winding down after a long day.", [
    "Magnesium Glycinate 200 mg",
    "L-Theanine 200 mg",
    "Ashwagandha 600 mg",
  ]),
  pack("pack-2", "Immune Daily", "brand-1", true, "The winter set.", [
    "Vitamin C 500 mg",
    "Vitamin D3 2000 IU",
    "Zinc Picolinate 15 mg",
  ]),
  pack("pack-3", "Morning Basics", "brand-1", true, "What most people begin with.", [
    "Vitamin D3 2000 IU",
    "Vitamin B12 1000 mcg",
    "Omega-3 Fish Oil 1000 mg",
    "Probiotic 30 Billion",
  ]),
  pack("pack-4", "Race Week", "brand-2", false, "Before a long run.", [
    "Electrolyte Complex",
    "Creatine Monohydrate 750 mg",
  ]),
];

export function catalog(): CatalogView {
  return {
    products,
    packs,
    brands,
    freshness: { asOf: ago(32), nextLook: ago(-328), filling: null, failure: null },
  };
}
