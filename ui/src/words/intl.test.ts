// Numbers, plurals and lists; and what happens on a system without a language.
import { describe, expect, it } from "vitest";
import { counted, form, list, usable } from "./intl";

describe("numbers and lists in words", () => {
  it("one is one, everything else is many", () => {
    expect([0, 1, 2, 1_204].map((n) => counted(n, "order", "orders"))).toEqual([
      "0 orders",
      "1 order",
      "2 orders",
      "1,204 orders",
    ]);
    expect(form(1, "it", "they")).toBe("it");
  });

  it("a list reads as a sentence does", () => {
    expect(list(["A"])).toBe("A");
    expect(list(["A", "B"])).toBe("A and B");
    expect(list(["A", "B", "C"])).toBe("A, B and C");
  });

  it("a system whose language is C or POSIX reads American English instead of nothing", () => {
    expect(["C", "POSIX", "", "en_US.UTF-8"].map(usable)).toEqual(["en-US", "en-US", "en-US", "en-US"]);
    expect(usable("de-CH")).toBe("de-CH");
  });
});
