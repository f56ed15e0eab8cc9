import { describe, expect, it } from "vitest";
import { findPlaces, makeCountries, placeNamed, provincesOf } from "./places";

const countries = makeCountries();
const states = provincesOf("United States");

describe("countries", () => {
  it("begin with the United States and Canada, then go by name, each in full", () => {
    const names = countries.map(({ value }) => value);
    expect(names.slice(0, 3)).toEqual(["United States", "Canada", "Afghanistan"]);
    expect(names).toHaveLength(245);
    expect(new Set(names).size).toBe(245);
    expect(names.filter((name) => name.length < 4)).toEqual([]);
  });
});

describe("states and provinces", () => {
  it("are known for two countries, and typed freely elsewhere", () => {
    expect(states.map(({ value }) => value)).toContain("Oregon");
    expect(states.filter(({ code }) => code.length === 2)).toHaveLength(states.length);
    expect(provincesOf("Canada")).toHaveLength(13);
    expect(provincesOf("Germany")).toEqual([]);
  });

  it("are found by beginning, by any word, and first by the short form", () => {
    expect(findPlaces(states, "or")[0]?.value).toBe("Oregon");
    expect(findPlaces(states, "carol").map(({ value }) => value)).toEqual([
      "North Carolina",
      "South Carolina",
    ]);
    expect(findPlaces(states, "nowhere")).toEqual([]);
  });

  it("are meant by their name or short form, with or without dots", () => {
    expect(placeNamed(states, "TX")).toBe("Texas");
    expect(placeNamed(states, "n.y.")).toBe("New York");
    expect(placeNamed(countries, "us")).toBe("United States");
    expect(placeNamed(states, "Tex")).toBeNull();
  });
});
