// A made-up reading of one known e-mail, one thing to say about one address, two templates. The real ones are Rust's.
import type {
  AddressForm,
  Backend,
  LineForm,
  PasteDoubt,
  PasteFieldView,
  PasteView,
  RetiredItem,
  SentenceBoxView,
  TemplateView,
  TwinsView,
} from "../../backend";
import { catalog } from "./catalog";
import { formFor } from "./drafts";
import { ago } from "./time";

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
      pack: false,
      active: true,
      servings: 2,
      timeOfDay: "morning",
      span: { from: 113, to: 119 },
      doubt: null,
    },
    {
      productId: "product-4",
      choices: [],
      pack: false,
      active: true,
      servings: 1,
      timeOfDay: "morning",
      span: { from: 124, to: 134 },
      doubt: "short_name",
    },
    {
      productId: "product-6",
      choices: [],
      pack: false,
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

type OrderDeskPart =
  | "readPaste"
  | "checkAddress"
  | "checkTwins"
  | "listTemplates"
  | "saveTemplate"
  | "deleteTemplate"
  | "catalogDigest"
  | "seeCatalog";

export const noTwins: TwinsView = {
  draft: { customer: "", city: "", province: "", country: "", boxes: [], pouches: 0 },
  draftStreet: "",
  twins: [],
  asOf: ago(32),
  notAsked: null,
};

/** Nora's draft, and an order of hers three days before. */
export function oneTwin(): TwinsView {
  const boxes = boxesOf(formFor("Nora", "Feldman").lines ?? []);
  const order = { customer: "Nora Feldman", city: "Portland", province: "Oregon", country: "United States" };
  return {
    ...noTwins,
    draft: { ...order, boxes, pouches: 60 },
    draftStreet: "418 Alder Street, Apt 3B, 97205",
    twins: [
      {
        found: {
          orderId: "order-OR-1029",
          orderNumber: "OR-1029",
          reason: "same_person_same_contents",
          daysApart: 3,
          earlierDays: 30,
        },
        onItsWay: false,
        placedAt: ago(4_320),
        status: "delivered",
        statusText: "Delivered",
        yourOrderNumber: "",
        order: { ...order, boxes, pouches: 60 },
        street: "418 Alder St, Apt 3B, 97205",
      },
    ],
  };
}

/** Morning: what a line's products are called; the fake counts one pouch a day. */
function boxesOf(lines: readonly LineForm[]): SentenceBoxView[] {
  const { products, packs } = catalog();
  return lines.map((line) => ({
    days: line.days ?? 30,
    pouches: (line.days ?? 30) * (line.pouches ?? []).length,
    times: (line.pouches ?? []).map(({ timeOfDay, filling }) => ({
      timeOfDay,
      items:
        filling.kind === "pack"
          ? [{ kind: "pack", name: packs.find(({ id }) => id === filling.packId)?.name ?? "" }]
          : filling.contents.map(({ productId, servings }) => ({
              kind: "product",
              name: products.find(({ id }) => id === productId)?.name ?? "",
              servings: servings ?? 1,
            })),
    })),
  }));
}

function retiredIn(lines: readonly LineForm[]): RetiredItem[] {
  const gone = catalog().products.filter(({ active }) => !active);
  return gone
    .filter(({ id }) => JSON.stringify(lines).includes(`"${id}"`))
    .map(({ id, name }) => ({ path: "lines.0", item: { id, pack: false, name }, why: "inactive" }));
}

function templateOf(id: string, name: string, lines: LineForm[]): TemplateView {
  return { id, name, savedAt: ago(4_000), lines, boxes: boxesOf(lines), retired: retiredIn(lines) };
}

export function someTemplates(): TemplateView[] {
  const { lines = [] } = formFor("Nora", "Feldman");
  const winter: LineForm = {
    days: 60,
    physicianName: "",
    pouches: [
      {
        timeOfDay: "evening",
        customLabel: "",
        filling: { kind: "contents", contents: [{ productId: "product-7", servings: 1 }] },
        cycle: "",
        cycleLength: null,
      },
    ],
  };
  return [
    templateOf("template-1", "Daily basics", lines),
    templateOf("template-2", "Winter, adults", [winter]),
  ];
}

export function makeOrderDesk(): Pick<Backend, OrderDeskPart> {
  const templates = new Map(someTemplates().map((one) => [one.id, one]));
  return {
    checkTwins: async () => noTwins,
    listTemplates: async () => [...templates.values()].sort((a, b) => a.name.localeCompare(b.name)),
    saveTemplate: async (_stamp, { id, name, lines }) => {
      const saved = templateOf(id ?? `template-${templates.size + 1}`, name.trim(), lines);
      templates.set(saved.id, saved);
      return saved;
    },
    deleteTemplate: async (_stamp, id) => {
      templates.delete(id);
      return null;
    },
    catalogDigest: async () => null,
    seeCatalog: async () => null,
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
