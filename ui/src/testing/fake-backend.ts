// A backend without Rust: believable, made up, the same every time. Tests override single commands to play trouble.
import {
  type AppView,
  type Backend,
  type BackendEvents,
  CallFailure,
  type Code,
  type Failure,
  type Preferences,
} from "../backend";
import { makeBackups } from "./fake/backups";
import { catalog } from "./fake/catalog";
import { labelPicture } from "./fake/label-picture";
import { makeLists } from "./fake/lists";
import { makeOrderDesk } from "./fake/order-desk";
import { makeOrderLife } from "./fake/order-life";
import { makeOrders } from "./fake/orders";
import { makePracticeClock } from "./fake/practice";
import { makePrinting } from "./fake/printing";
import { makeSessions } from "./fake/session";
import { makeShipments } from "./fake/shipments";
import { makeToday } from "./fake/today";

export interface FakeBackend extends Backend {
  /** Says an event as Rust would. */
  tell: <Name extends keyof BackendEvents>(name: Name, payload: BackendEvents[Name]) => void;
  /** Every command called, oldest first. */
  calls: { name: string; args: unknown[] }[];
}

interface Beginning {
  app?: Partial<AppView>;
  /** Commands that answer otherwise. */
  but?: Partial<Backend>;
}

/** A failure as Rust would answer it. */
export function failure(code: Code, part: Partial<Failure> = {}): CallFailure {
  return new CallFailure({
    code,
    next: "retry",
    fields: [],
    waitSeconds: null,
    reference: "CD-7F3K",
    ...part,
  });
}

export function makeFakeBackend({ app: beginning = {}, but = {} }: Beginning = {}): FakeBackend {
  let preferences: Preferences = {
    appearance: "system",
    zoom: 100,
    undoSeconds: 5,
    letterKeys: true,
    idleLockMinutes: 0,
    tourLeft: true,
  };
  const clock = makePracticeClock();
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const refuse = (): never => {
    throw failure("not_found", { next: "nothing" });
  };
  const commands: Omit<Backend, "on"> = {
    ...makeSessions(beginning),
    ...makeOrderDesk(),
    getCatalog: async () => catalog(),
    practiceClock: async () => clock.clock(),
    movePracticeClock: async (_stamp, form) => clock.move(form),
    getPreferences: async () => preferences,
    savePreferences: async (wanted) => {
      preferences = wanted;
      return preferences;
    },
    listLicences: async () => [
      { name: "@mantine/core", version: "9.7.3", licence: "MIT" },
      { name: "react", version: "19.3.1", licence: "MIT" },
      { name: "rusqlite", version: "0.41.1", licence: "MIT" },
      { name: "tauri", version: "2.12.5", licence: "Apache-2.0 OR MIT" },
    ],
    ...makeBackups(),
    ...makeOrders(refuse),
    ...makeOrderLife(refuse),
    ...makeShipments(refuse),
    ...makeLists(refuse),
    ...makePrinting(refuse),
    ...makeToday(),
    traySheetUrl: (_stamp, job, page) => labelPicture(`job ${job}`, page),
    labelPageUrl: (_stamp, shipmentId, page) => labelPicture(shipmentId, page),
    ...but,
  };
  const calls: FakeBackend["calls"] = [];
  const recorded = Object.fromEntries(
    Object.entries(commands).map(([name, command]) => [
      name,
      (...args: unknown[]) => {
        calls.push({ name, args });
        return (command as (...args: unknown[]) => unknown)(...args);
      },
    ]),
  );
  return {
    ...(recorded as Omit<Backend, "on">),
    calls,
    on: (name, told) => {
      const those = listeners.get(name) ?? new Set();
      listeners.set(name, those.add(told));
      return () => those.delete(told);
    },
    tell: (name, payload) => {
      for (const told of listeners.get(name) ?? []) (told as (payload: unknown) => void)(payload);
    },
  };
}
