// Who is signed in where, in the made-up world.
import type { AppView, Environment, SessionView } from "../../backend";

export function session(environment: Environment): SessionView {
  return {
    environment,
    stamp: `stamp-${environment}`,
    account:
      environment === "practice"
        ? { person: "", email: "", company: "Tidewell Nutrition" }
        : { person: "Dana Whitfield", email: "dana@tidewell.example", company: "Tidewell Nutrition" },
    signedIn: true,
    sendingOpen: environment === "practice",
  };
}

/** The app as it opens: nobody signed in, keychain working. */
export function freshApp(part: Partial<AppView> = {}): AppView {
  return { version: "0.1.0", session: null, keychain: "working", accountsOpen: false, notices: [], ...part };
}
