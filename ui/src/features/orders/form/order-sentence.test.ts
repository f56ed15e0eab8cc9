import { describe, expect, it } from "vitest";
import { catalog } from "../../../testing/fake/catalog";
import { formFor } from "../../../testing/fake/drafts";
import { en } from "../../../words/en";
import { plainText } from "../../../words/rich";
import { addProduct, blankLine, complete, fill, isBlank, removeContent, setServings } from "./draft-form";
import { countOrdered, fullness, pouchesIn, tellOrder } from "./order-sentence";

const names = {
  product: (id: string) => catalog().products.find((product) => product.id === id)?.name ?? "?",
  pack: (id: string) => catalog().packs.find((pack) => pack.id === id)?.name ?? "?",
};
const nora = complete(formFor("Nora", "Feldman"));
const told = (order = nora) => plainText(en.orders.form.sentence(tellOrder(order, names)));

describe("the order in words", () => {
  it("says who, where, what at which time, for how long and how many pouches", () => {
    expect(told()).toBe(
      "For Nora Feldman in Portland, Oregon. Every morning 2 Vitamin D3 2000 IU and 1 Omega-3 Fish Oil 1000 mg; every evening 1 Magnesium Glycinate 200 mg. 30 days, 60 pouches in one box.",
    );
  });

  it("tells several boxes apart and adds them up", () => {
    const second = addProduct({ ...blankLine(), days: 14 }, "midday", "product-3");
    expect(told({ ...nora, lines: [...nora.lines, second] })).toContain(
      "Box 2: every midday 1 Vitamin C 500 mg, 14 days, 14 pouches. 74 pouches in 2 boxes.",
    );
  });

  it("is honest about what is not there yet", () => {
    const empty = { ...nora, customer: complete({}).customer, lines: [blankLine()] };
    expect(told(empty)).toBe(
      "For a customer without a name yet in Portland, Oregon. Nothing in the pouches yet.",
    );
  });
});

describe("counting", () => {
  it("makes one pouch for each day of a round that falls into the days", () => {
    const line = nora.lines[0] ?? blankLine();
    const some = {
      ...line,
      pouches: line.pouches.map((pouch) => ({ ...pouch, cycle: "1;3", cycleLength: 7 })),
    };
    expect(pouchesIn({ ...some, days: 14 })).toBe(8);
    expect(pouchesIn({ ...some, days: 15 })).toBe(10);
    expect(pouchesIn({ ...line, days: null })).toBe(0);
  });

  it("counts servings, and for a pack its parts", () => {
    const [morning] = nora.lines[0]?.pouches ?? [];
    expect(morning && fullness(morning, catalog())).toBe(3);
    const packed = fill(blankLine(), "morning", { kind: "pack", packId: catalog().packs[0]?.id ?? "" })
      .pouches[0];
    expect(packed && fullness(packed, catalog())).toBe(catalog().packs[0]?.parts.length);
  });

  it("knows whether everything in it can be ordered", () => {
    expect(countOrdered(nora, catalog())).toMatchObject({
      products: 3,
      packs: 0,
      allActive: true,
      roomy: true,
    });
    const zinc = catalog().products.find(({ active }) => !active)?.id ?? "";
    const lines = nora.lines.map((line) => addProduct(line, "midday", zinc));
    expect(countOrdered({ ...nora, lines }, catalog()).allActive).toBe(false);
  });
});

describe("edits", () => {
  it("put a second press on the same product as one serving more", () => {
    const line = addProduct(addProduct(blankLine(), "morning", "a"), "morning", "a");
    expect(line.pouches).toHaveLength(1);
    expect(line.pouches[0]?.filling).toEqual({
      kind: "contents",
      contents: [{ productId: "a", servings: 2 }],
    });
  });

  it("keep the pouches in the order of the day", () => {
    const line = addProduct(addProduct(blankLine(), "evening", "a"), "morning", "b");
    expect(line.pouches.map(({ timeOfDay }) => timeOfDay)).toEqual(["morning", "evening"]);
  });

  it("drop a pouch that was emptied, but not one with something typed for it", () => {
    const line = setServings(addProduct(blankLine(), "morning", "a"), 0, 0, 3);
    expect(removeContent(line, 0, 0).pouches).toEqual([]);
    const labeled = { ...line, pouches: line.pouches.map((pouch) => ({ ...pouch, customLabel: "Ana" })) };
    expect(removeContent(labeled, 0, 0).pouches).toHaveLength(1);
  });

  it("call a form blank until somebody typed something", () => {
    expect(isBlank(complete({ address: { country: "United States" }, lines: [{ days: 30 }] }))).toBe(true);
    expect(isBlank(complete({ note: "x" }))).toBe(false);
    expect(isBlank(nora)).toBe(false);
  });
});
