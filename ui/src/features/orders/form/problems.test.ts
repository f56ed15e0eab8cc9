// Every rule Rust can name has its sentence, and what has none falls back on the server's own words.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formFor } from "../../../testing/fake/drafts";
import { en } from "../../../words/en";
import { complete } from "./draft-form";
import { fieldName, hasField, place, sentence, valueAt } from "./problems";

const words = en.orders.form;
const order = complete(formFor("Nora", "Feldman"));
const check = readFileSync(
  join(import.meta.dirname, "../../../../../src-tauri/crates/desk/src/orders/check.rs"),
  "utf8",
);
const code = check.split("#[cfg(test)]")[0] ?? "";
/** The second argument of `problem(path, "rule")` and `warning(path, "rule")`. */
const named = [...code.matchAll(/\.(?:problem|warning)\([^;]*?"([a-z][a-z_0-9]*)"\)/g)].map(
  (match) => match[1] ?? "",
);

describe("sentences of the rules", () => {
  it("know every rule of the desk's own check", () => {
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((rule) => !Object.hasOwn(words.rules, rule))).toEqual([]);
  });

  it("end as sentences", () => {
    for (const [rule, say] of Object.entries(words.rules)) {
      expect(say("City", ""), rule).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("tell how long is too long", () => {
    expect(sentence(words, order, { path: "address.city", rule: "at_most_50", said: null })).toBe(
      "This is longer than 50 characters. Shorten it.",
    );
  });

  it("name the field that is missing, and the state after the country", () => {
    expect(sentence(words, order, { path: "address.city", rule: "required", said: null })).toBe(
      "The city is missing.",
    );
    const canadian = { ...order, address: { ...order.address, country: "Canada" } };
    expect(fieldName(words, canadian, "address.province")).toBe("province");
    expect(fieldName(words, order, "address.postalCode")).toBe("ZIP code");
  });

  it("look at what was typed", () => {
    const say = (value: string) =>
      sentence(words, order, { path: "customer.email", rule: "email", said: null }, value);
    expect(say("nora.feldman@example")).toBe("The part after @ needs a dot, as in example.com.");
    expect(say("nora.feldman")).toBe("An e-mail has an @ in it, as in nora@example.com.");
  });

  it("name the time of day that is too full", () => {
    const warning = { path: "lines.0.pouches.1", rule: "more_than_8", said: null };
    expect(sentence(words, order, warning)).toBe(
      "Evening holds more than 8. OK Capsule takes at most 8 supplements in one time of day.",
    );
  });

  it("give the server's own words where there are some, and never an empty sentence", () => {
    const said = "City must be less than 50 characters";
    expect(sentence(words, order, { path: "address.city", rule: "string.max", said })).toBe(
      `OK Capsule says: “${said}”`,
    );
    expect(sentence(words, order, { path: "address.city", rule: "constructor", said: null })).toBe(
      words.notAccepted,
    );
  });
});

describe("paths", () => {
  it("with and without the filling are one place", () => {
    expect(place("lines.0.pouches.1.filling.contents.0.productId")).toBe(
      "lines.0.pouches.1.contents.0.productId",
    );
    expect(place("lines.0.pouches.1.filling.packId")).toBe("lines.0.pouches.1.packId");
    expect(place("lines.0.pouches.1.filling")).toBe("lines.0.pouches.1.filling");
  });

  it("find what the form holds there", () => {
    expect(valueAt(order, "address.city")).toBe("Portland");
    expect(valueAt(order, "lines.0.pouches.0.customLabel")).toBe("");
    expect(valueAt(order, "nothing.here")).toBe("");
  });

  it("are known only where a field stands", () => {
    for (const path of [
      "customer.email",
      "address.city",
      "lines.0.days",
      "lines.0.pouches.1.filling",
      "note",
      "lines",
    ]) {
      expect(hasField(order, path), path).toBe(true);
    }
    for (const path of ["", "order_type", "lines.1.days", "lines.0.pouches.7.filling", "customer.shoe"]) {
      expect(hasField(order, path), path).toBe(false);
    }
  });
});
