import { describe, expect, it } from "vitest";
import { products } from "../../../testing/fake/catalog";
import { findByName, slipsBetween } from "./find-product";

const first = (text: string) => findByName(products, text)[0]?.name;

describe("finding a product", () => {
  it("takes parts of words in any order, whatever the case", () => {
    expect(first("mag")).toBe("Magnesium Glycinate 200 mg");
    expect(first("glycinate magnesium")).toBe("Magnesium Glycinate 200 mg");
    expect(first("D3")).toBe("Vitamin D3 2000 IU");
    expect(first("vitamin b")).toBe("Vitamin B12 1000 mcg");
  });

  it("forgives a slip of the finger", () => {
    expect(first("magnesuim")).toBe("Magnesium Glycinate 200 mg");
    expect(first("tumeric")).toBe("Turmeric Curcumin 500 mg");
    expect(first("ashwaganda")).toBe("Ashwagandha 600 mg");
    expect(first("colagen")).toBe("Collagen Peptides");
  });

  it("finds names written apart, and by SKU", () => {
    expect(first("omega3")).toBe("Omega-3 Fish Oil 1000 mg");
    expect(first("vitamind3")).toBe("Vitamin D3 2000 IU");
    expect(findByName([{ name: "Collagen", also: "TW-COL-10" }], "col-10")).toHaveLength(1);
  });

  it("puts what begins so before what only contains it", () => {
    const found = findByName([{ name: "Calcium and Zinc" }, { name: "Zinc" }], "zinc").map(
      ({ name }) => name,
    );
    expect(found).toEqual(["Zinc", "Calcium and Zinc"]);
  });

  it("does not invent: another word finds nothing, and short words must be right", () => {
    expect(findByName(products, "plutonium")).toEqual([]);
    expect(findByName(products, "b13")).toEqual([]);
  });

  it("without a text leaves all as they are", () => {
    expect(findByName(products, "  ")).toEqual(products);
  });

  it("counts a swap of neighbors as one slip", () => {
    expect(slipsBetween("zinc", "zicn")).toBe(1);
    expect(slipsBetween("zinc", "zinc")).toBe(0);
    expect(slipsBetween("zinc", "sink")).toBe(2);
  });
});
