// Who is signed in where, in the made-up world.
import type { AppView, Environment, SessionView } from "../../backend";

export function session(environment: Environment): SessionView {
  return {
    environment,
    stamp: `stamp-${environment}`,
    account:
      environment === "practice"
        ? { userName: "", email: "", clientName: "Tidewell Nutrition" }
        : { userName: "Dana Whitfield", email: "dana@tidewell.example", clientName: "Tidewell Nutrition" },
    signed: "in",
    kept: { kind: "kept" },
    may: { unknown: true, readOrders: true, writeOrders: true, readProducts: true },
    sending: environment === "practice" ? "open" : "not_open_here",
  };
}

/** The app as it opens: nobody signed in, keychain working. */
export function freshApp(part: Partial<AppView> = {}): AppView {
  return { version: "0.1.0", session: null, keychain: "working", accountsOpen: false, notices: [], ...part };
}
