// A made-up reading of one known e-mail, and one thing to say about one address. The real ones are Rust's.
import type { AddressForm, Backend, PasteDoubt, PasteFieldView, PasteView } from "../../backend";

/** The e-mail of the picture: two products are plain, the third leaves a question. */
export const noraMail =
  "Hi Dana, please set up Nora Feldman, 418 Alder Towers, Portland OR 97205, (503) 555-0142, nora.feldman@example.com. Two D3 and a fish oil in the morning, one theanine.";

function field(path: string, value: string, doubt: PasteDoubt | null = null): PasteFieldView {
  const from = Math.max(0, noraMail.indexOf(value));
  return { path, value, span: { from, to: from + value.length }, doubt };
}

const noraRead: PasteView = {
  fields: [
    field("customer.firstName", "Nora"),
    field("customer.lastName", "Feldman"),
    field("customer.email", "nora.feldman@example.com"),
    field("customer.phone", "+1 503 555 0142"),
    field("address.address1", "418 Alder Towers", "city_start"),
    field("address.city", "Portland"),
    field("address.province", "Oregon"),
    field("address.postalCode", "97205"),
    field("address.country", "United States"),
  ],
  products: [
    {
      productId: "product-1",
      choices: [],
      active: true,
      servings: 2,
      timeOfDay: "morning",
      span: { from: 113, to: 119 },
      doubt: null,
    },
    {
      productId: "product-4",
      choices: [],
      active: true,
      servings: 1,
      timeOfDay: "morning",
      span: { from: 124, to: 134 },
      doubt: "short_name",
    },
    {
      productId: "product-6",
      choices: [],
      active: true,
      servings: 1,
      timeOfDay: null,
      span: { from: 152, to: 164 },
      doubt: null,
    },
  ],
  leftovers: [{ text: "Hi Dana, please set up", span: { from: 0, to: 22 } }],
  cut: false,
};

export function makeOrderDesk(): Pick<Backend, "readPaste" | "checkAddress"> {
  return {
    readPaste: async (text) =>
      text.includes("Nora Feldman")
        ? noraRead
        : { fields: [], products: [], leftovers: [{ text, span: { from: 0, to: text.length } }], cut: false },
    checkAddress: async ({ address1, address2 }: AddressForm) =>
      (address1 ?? "").includes("Towers") && !address2
        ? [
            {
              path: "address.address2",
              rule: "unit_missing",
              sureness: "hint",
              about: "towers",
              fix: null,
            },
          ]
        : [],
  };
}
