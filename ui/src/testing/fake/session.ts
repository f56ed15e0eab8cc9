// Who is signed in where, in the made-up world; and the commands that change it.
import type {
  AppView,
  Backend,
  DoctorView,
  Environment,
  KnownDeskView,
  SessionView,
  SetupLineView,
  UnsettledView,
} from "../../backend";
import { ago } from "./time";

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
  };
}

/** A desk whose sign-in is over: who it was is not kept in plain. */
export function signedOut(environment: Environment): SessionView {
  return {
    ...session(environment),
    account: { userName: "", email: "", clientName: "Tidewell Nutrition" },
    signed: "out",
  };
}

/** The app as it opens: nobody signed in, keychain working. */
export function freshApp(part: Partial<AppView> = {}): AppView {
  return {
    version: "0.1.0",
    opening: false,
    session: null,
    locked: false,
    keychain: "working",
    notices: [],
    ...part,
  };
}

/** As Rust names it to a person. */
function place(environment: Environment): string {
  return environment.charAt(0).toUpperCase() + environment.slice(1);
}

type SessionPart =
  | "appView"
  | "startPractice"
  | "openDesk"
  | "leave"
  | "lock"
  | "unlock"
  | "lookAround"
  | "signIn"
  | "forgotPassword"
  | "resetPassword"
  | "signOut"
  | "whatRemovalTakes"
  | "removeAccount"
  | "checkSetup"
  | "examineConnection";

export function makeSessions(beginning: Partial<AppView>): Pick<Backend, SessionPart> {
  let app = freshApp(beginning);
  const become = (part: Partial<AppView>) => {
    app = { ...app, ...part };
    return app;
  };
  return {
    appView: async () => app,
    startPractice: async () => become({ session: session("practice") }),
    openDesk: async (desk) => become({ session: signedOut(desk.startsWith("stage") ? "stage" : "live") }),
    leave: async () => ({ kind: "left", app: become({ session: null }) }),
    lock: async () => become({ locked: true }),
    unlock: async () => become({ locked: false }),
    lookAround: async () => ({ keychain: app.keychain, known: [] }),
    signIn: async ({ environment }) => become({ session: session(environment), locked: false }),
    forgotPassword: async () => null,
    resetPassword: async () => null,
    signOut: async () => {
      const environment = app.session?.environment ?? "live";
      const after = { ...signedOut(environment), stamp: `stamp-${environment}-out` };
      return { kind: "gone", app: become({ session: after }), result: { tokens: "working", labelsLeft: 0 } };
    },
    whatRemovalTakes: async () => ({ drafts: 2, unsettled: [] }),
    removeAccount: async () => ({
      kind: "gone",
      app: become({ session: null }),
      result: { tokens: "working", labelsLeft: 0 },
    }),
    checkSetup: async () => [
      { check: "signed_in", found: "good", mend: "nobody", detail: null },
      {
        check: "environment",
        found: "good",
        mend: "nobody",
        detail: place(app.session?.environment ?? "live"),
      },
      { check: "brand", found: "good", mend: "nobody", detail: "Tidewell Nutrition" },
      { check: "active_product", found: "good", mend: "nobody", detail: "14" },
      { check: "active_packaging", found: "good", mend: "nobody", detail: "3" },
      { check: "permissions", found: "good", mend: "nobody", detail: null },
      { check: "printer", found: "good", mend: "nobody", detail: "Zebra ZD421" },
    ],
    examineConnection: async () => ({
      lines: [
        { check: "name", finding: { kind: "good" } },
        { check: "proxy", finding: { kind: "good" } },
        { check: "secure", finding: { kind: "good" } },
        { check: "api", finding: { kind: "good" } },
        { check: "clock", finding: { kind: "good" } },
        { check: "label_storage", finding: { kind: "good" } },
        { check: "disk", finding: { kind: "good" } },
      ],
      facts: [
        { name: "environment", value: "live" },
        { name: "app", value: "0.1.0" },
      ],
    }),
  };
}

export function knownDesks(): KnownDeskView[] {
  return [
    {
      desk: "live-1f0c9a3b5d7e2468",
      environment: "live",
      clientName: "Tidewell Nutrition",
      lastUsed: ago(35),
    },
    { desk: "stage-1f0c9a3b5d7e2468", environment: "stage", clientName: "", lastUsed: ago(2_000) },
  ];
}

export function unsettled(): UnsettledView[] {
  return [
    { key: "k-1", title: "Paula Jennings", inFlight: true },
    { key: "k-2", title: "PO-4471", inFlight: false },
  ];
}

export function redSetup(): SetupLineView[] {
  return [
    { check: "signed_in", found: "good", mend: "nobody", detail: null },
    { check: "environment", found: "good", mend: "nobody", detail: "Live" },
    { check: "brand", found: "missing", mend: "account_admin", detail: null },
    { check: "active_product", found: "unknown", mend: "nobody", detail: null },
    { check: "active_packaging", found: "missing", mend: "ok_capsule", detail: null },
    { check: "permissions", found: "unknown", mend: "nobody", detail: null },
    { check: "printer", found: "missing", mend: "printer_settings", detail: null },
  ];
}

export function noWay(): DoctorView {
  return {
    lines: [
      { check: "name", finding: { kind: "good" } },
      { check: "proxy", finding: { kind: "through_proxy" } },
      { check: "secure", finding: { kind: "certificate_refused" } },
      { check: "api", finding: { kind: "not_asked" } },
      { check: "clock", finding: { kind: "clock_is_off", seconds: -86_400 } },
      { check: "label_storage", finding: { kind: "no_answer_in_time" } },
      { check: "disk", finding: { kind: "good" } },
    ],
    facts: [
      { name: "app", value: "0.1.0" },
      { name: "system", value: "linux x86_64" },
      { name: "environment", value: "live" },
      { name: "secure", value: "certificate refused" },
    ],
  };
}
