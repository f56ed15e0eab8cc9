// The same page on the fake backend, for looking at it in any browser. The address chooses a state: `?in=practice`, `?scheme=dark`, `?zoom=200`, `?state=offline`, `?rows=200000`.
import { start } from "../app/start";
import type { AppView, Backend, Environment } from "../backend";
import { labelState } from "./fake/label-states";
import { manyOrders } from "./fake/orders";
import { knownDesks, noWay, redSetup, session, unsettled } from "./fake/session";
import { inState } from "./fake/states";
import { NOW } from "./fake/time";
import { failure, makeFakeBackend } from "./fake-backend";

standAt(NOW);

const asked = new URLSearchParams(window.location.search);

/** The made-up world is of one day, whatever this computer's clock says: "today" is its day, and a picture is the same every time. */
function standAt(moment: string): void {
  const ahead = new Date(moment).getTime() - Date.now();
  globalThis.Date = new Proxy(Date, {
    construct: (real, given: []) =>
      given.length === 0 ? new real(real.now() + ahead) : Reflect.construct(real, given),
    get: (real, name) => (name === "now" ? () => real.now() + ahead : Reflect.get(real, name)),
  });
}

function wanted(): Partial<AppView> {
  const place = asked.get("in") as Environment | null;
  return {
    ...(place
      ? {
          session: {
            ...session(place),
            signed: asked.get("state") === "signed-out" ? "refused_elsewhere" : "in",
          },
        }
      : {}),
    locked: asked.get("state") === "locked",
    keychain: asked.get("state") === "no-keychain" ? "missing" : "working",
    notices: asked.get("state") === "notices" ? [{ kind: "preferences_reset" }, { kind: "memory_only" }] : [],
  };
}

function trouble(): Partial<Backend> {
  const preferences = {
    getPreferences: async () => ({
      appearance: (asked.get("scheme") ?? "system") as "system" | "light" | "dark",
      zoom: Number(asked.get("zoom") ?? 100),
      undoSeconds: 5,
      letterKeys: true,
      idleLockMinutes: 0,
      tourLeft: asked.get("state") !== "first",
    }),
    ...inState(asked.get("state")),
    ...labelState(asked.get("state")),
    ...(asked.has("rows") ? { listOrders: manyOrders(Number(asked.get("rows"))) } : {}),
  };
  switch (asked.get("state")) {
    case "known":
      return { ...preferences, lookAround: async () => ({ keychain: "working", known: knownDesks() }) };
    case "asks":
      return {
        ...preferences,
        leave: async () => ({ kind: "asks", unsettled: unsettled() }),
        whatRemovalTakes: async () => ({ drafts: 2, unsettled: unsettled() }),
      };
    case "setup":
      return { ...preferences, checkSetup: async () => redSetup() };
    case "no-way":
      return { ...preferences, examineConnection: async () => noWay() };
    case "refused":
      return {
        ...preferences,
        saveStuckRules: () =>
          Promise.reject(
            failure("refused", {
              next: "fix",
              fields: [{ path: "transitDays", rule: "too_long", said: null }],
            }),
          ),
      };
    case "wrong-password":
      return { ...preferences, signIn: () => Promise.reject(failure("wrong_password", { next: "fix" })) };
    default:
      return preferences;
  }
}

start(makeFakeBackend({ app: wanted(), but: trouble() }));
