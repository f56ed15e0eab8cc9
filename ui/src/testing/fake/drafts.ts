// Made-up drafts and sends, one in each state that needs somebody.
import type { DraftForm, DraftView, SendView } from "../../backend";
import { checkDraft } from "./check";
import { ago } from "./time";

export function send(key: string, part: Partial<SendView> = {}): SendView {
  return {
    key,
    state: "draft",
    customer: "",
    leavesInMs: null,
    startedAt: null,
    attempts: 0,
    orderId: null,
    orderNumber: null,
    problems: [],
    code: null,
    said: null,
    lastLookAt: null,
    nextLookAt: null,
    offers: [],
    sendAgainFrom: null,
    cutOff: null,
    notSent: false,
    checking: false,
    readable: true,
    ...part,
  };
}

export function draft(key: string, form: DraftForm, part: Partial<SendView> = {}): DraftView {
  return { key, form, savedAt: ago(1), focus: null, send: send(key, part), check: checkDraft(form) };
}

export function blankForm(): DraftForm {
  return { address: { country: "United States" }, lines: [{ days: 30, pouches: [] }] };
}

/** Two Vitamin D3 and a fish oil in the morning, one magnesium at night. */
export function formFor(firstName: string, lastName: string): DraftForm {
  return {
    yourOrderNumber: "",
    customer: {
      kind: "new",
      firstName,
      lastName,
      email: `${firstName}.${lastName}@example.com`.toLowerCase(),
      phone: "+1 503 555 0142",
    },
    address: {
      addressee: "",
      address1: "418 Alder Street",
      address2: "Apt 3B",
      city: "Portland",
      province: "Oregon",
      postalCode: "97205",
      country: "United States",
    },
    lines: [
      {
        days: 30,
        physicianName: "",
        pouches: [
          pouch("morning", [
            { productId: "product-1", servings: 2 },
            { productId: "product-4", servings: 1 },
          ]),
          pouch("evening", [{ productId: "product-5", servings: 1 }]),
        ],
      },
    ],
    note: "",
  };
}

function pouch(timeOfDay: "morning" | "evening", contents: { productId: string; servings: number }[]) {
  return {
    timeOfDay,
    customLabel: "",
    filling: { kind: "contents" as const, contents },
    cycle: "",
    cycleLength: null,
  };
}

/** One to go on with, one refused, one whose answer was lost. */
export function someDrafts(): DraftView[] {
  return [
    draft("draft-nora", formFor("Nora", "Feldman"), { customer: "Nora Feldman" }),
    draft("draft-ray", withEmail(formFor("Ray", "Whitcomb"), "ray.whitcomb@example"), {
      state: "refused",
      customer: "Ray Whitcomb",
      code: "refused",
      problems: [
        { path: "address.city", rule: "string.max", said: "City must be less than 50 characters" },
        { path: "customer.email", rule: "email", said: null },
      ],
    }),
    draft("draft-paula", formFor("Paula", "Jennings"), {
      state: "unsure",
      customer: "Paula Jennings",
      code: "timed_out",
      startedAt: ago(5),
      attempts: 1,
      lastLookAt: ago(4),
      nextLookAt: ago(-6),
      offers: ["keep_waiting", "asked_support"],
      sendAgainFrom: ago(-10),
    }),
  ];
}

function withEmail(form: DraftForm, email: string): DraftForm {
  return form.customer?.kind === "new" ? { ...form, customer: { ...form.customer, email } } : form;
}
