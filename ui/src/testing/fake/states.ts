// The states every list and record has, over any backend: offline, old, failed, loading, empty, very long; and the ends an order can come to.
import type { Backend } from "../../backend";
import { failure, makeFakeBackend } from "../fake-backend";
import { noTwins, oneTwin } from "./order-desk";
import { shipmentRows } from "./shipments";
import { ago } from "./time";
import { calmToday } from "./today";

const lists = [
  "listOrders",
  "listShipments",
  "listCustomers",
  "listLabels",
  "getCatalog",
  "getToday",
] as const;
const records = ["getOrder", "getShipment", "getCustomer", "deliveryFigures"] as const;

const long =
  "Maximiliana-Konstantina Featherstonehaugh-Cholmondeley von und zu Hohenlohe-Waldenburg-Schillingsfürst the Third";

/** Nothing for a state nobody knows. */
export function inState(state: string | null): Partial<Backend> {
  switch (state) {
    case "offline":
      return answersOf(lists, (answer) => ({
        ...answer,
        freshness: { ...(answer.freshness as object), failure: "offline" },
      }));
    case "stale":
      return answersOf(lists, (answer) => ({
        ...answer,
        freshness: { asOf: ago(4_350), nextLook: null, filling: null, failure: null },
      }));
    case "partly":
      return answersOf(lists, (answer) => ({
        ...answer,
        freshness: { ...(answer.freshness as object), failure: "server_fault" },
      }));
    case "several":
      return answersOf(["getOrder"], (answer) => ({ ...answer, shipments: shipmentRows.slice(1, 4) }));
    case "untracked":
      return answersOf(["getOrder"], (answer) => ({
        ...answer,
        shipments: shipmentRows
          .slice(1, 2)
          .map((row) => ({ ...row, trackingNumber: null, carrier: null, service: null })),
      }));
    case "returned":
    case "replaced":
      return answersOf(["getOrder"], (answer) => ({
        ...answer,
        row: { ...(answer.row as object), status: state, statusText: state },
      }));
    case "twin":
      return { checkTwins: async () => oneTwin() };
    case "twin-leaving":
      return { checkTwins: async (_key, asked) => (asked === "leaving" ? oneTwin() : noTwins) };
    case "not-compared":
      return { checkTwins: async () => ({ ...noTwins, notAsked: "timed_out" }) };
    case "filling":
      return answersOf(lists, (answer) => ({
        ...answer,
        freshness: { asOf: null, nextLook: null, filling: { read: 1_200, expected: 20_000 }, failure: null },
      }));
    case "failed":
      return every([...lists, ...records], () => Promise.reject(failure("server_fault")));
    case "loading":
      return every([...lists, ...records], () => new Promise(() => {}));
    case "empty":
      return {
        ...answersOf(lists, (answer) => ({
          ...answer,
          rows: [],
          total: 0,
          counts: [],
          products: [],
          packs: [],
          brands: [],
          toPrint: 0,
        })),
        getToday: async () => calmToday(),
        deliveryFigures: async () => ({ rows: [], onTimeDays: 7 }),
      };
    case "long":
      return answersOf([...lists, ...records], (answer) => longer(answer) as Record<string, unknown>);
    default:
      return {};
  }
}

type Answer = Record<string, unknown>;
type Name = (typeof lists)[number] | (typeof records)[number];

function every(names: readonly Name[], answer: () => Promise<never>): Partial<Backend> {
  return Object.fromEntries(names.map((name) => [name, answer])) as Partial<Backend>;
}

function answersOf(names: readonly Name[], change: (answer: Answer) => Answer): Partial<Backend> {
  const usual = makeFakeBackend();
  return Object.fromEntries(
    names.map((name) => {
      const ask = usual[name] as (...args: unknown[]) => Promise<unknown>;
      return [name, async (...args: unknown[]) => change((await ask(...args)) as Answer)];
    }),
  ) as Partial<Backend>;
}

/** Every name of a person becomes a very long one, every note a paragraph. */
function longer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(longer);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      if ((name === "customer" || name === "addressee") && typeof part === "string") return [name, long];
      if (name === "note" && typeof part === "string") return [name, `${part} `.repeat(12).trim()];
      return [name, longer(part)];
    }),
  );
}
