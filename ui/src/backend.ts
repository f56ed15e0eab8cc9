// The page's one door to Rust: every command as a promise of its answer, failing with `CallFailure`.
// The only importer of bindings.ts and of @tauri-apps/api; everything else takes its backend from here, so a fake one fits.
import { convertFileSrc } from "@tauri-apps/api/core";
import { createContext, useContext } from "react";
import { commands, events, type Failure, type SessionStamp } from "./bindings";

export type * from "./bindings";

type Commands = typeof commands;
type Events = typeof events;

/** What a command gives when it succeeds. */
type Answer<Call> = Call extends (...args: never[]) => Promise<infer Result>
  ? Result extends { status: "ok"; data: infer Data }
    ? Data
    : Result extends { status: "error" }
      ? never
      : Result
  : never;

/** What an event brings. */
type Payload<Event> = Event extends { listen: (cb: (event: infer Told) => void) => unknown }
  ? Told extends { payload: infer Brought }
    ? Brought
    : never
  : never;

export type BackendEvents = { [Name in keyof Events]: Payload<Events[Name]> };

export type Backend = {
  [Name in keyof Commands]: (...args: Parameters<Commands[Name]>) => Promise<Answer<Commands[Name]>>;
} & {
  /** Listens until the answer is called. */
  on: <Name extends keyof BackendEvents>(
    name: Name,
    told: (payload: BackendEvents[Name]) => void,
  ) => () => void;
  /** Where Rust serves the picture of a fetched label's page. Pages count from 1. */
  labelPageUrl: (stamp: SessionStamp, shipmentId: string, page: number) => string;
  /** Where Rust serves the picture of a sheet in the practice printer's tray. */
  traySheetUrl: (stamp: SessionStamp, job: number, page: number) => string;
};

/** A command that did not succeed, as Rust said it. */
export class CallFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.code} (${failure.reference})`);
    this.name = "CallFailure";
    this.failure = failure;
  }
}

/** Any thrown thing as a failure with words; what the page did not expect has a reference of the page's own. */
export function failureOf(thrown: unknown): Failure {
  return thrown instanceof CallFailure ? thrown.failure : unexpected;
}

const unexpected: Failure = {
  code: "unexpected",
  next: "nothing",
  fields: [],
  waitSeconds: null,
  reference: "CD-PAGE",
};

/** Tauri itself refuses with a bare text (a command it does not know or does not allow): that has words of ours too. */
function readFailure(error: unknown): Failure {
  const shaped = typeof error === "object" && error !== null && "code" in error && "reference" in error;
  return shaped ? (error as Failure) : unexpected;
}

async function unwrap(call: Promise<unknown>): Promise<unknown> {
  const result = await call;
  if (isResult(result)) {
    if (result.status === "error") throw new CallFailure(readFailure(result.error));
    return result.data;
  }
  return result;
}

type Result = { status: "ok"; data: unknown } | { status: "error"; error: unknown };

function isResult(value: unknown): value is Result {
  return (
    typeof value === "object" && value !== null && "status" in value && ("data" in value || "error" in value)
  );
}

export function makeRealBackend(): Backend {
  const made = Object.entries(commands).map(([name, call]) => [
    name,
    (...args: unknown[]) => unwrap((call as (...args: unknown[]) => Promise<unknown>)(...args)),
  ]);
  return { ...Object.fromEntries(made), on: listen, labelPageUrl, traySheetUrl } as Backend;
}

function labelPageUrl(stamp: SessionStamp, shipmentId: string, page: number): string {
  return convertFileSrc(`${stamp}/${shipmentId}/${page}`, "cdlabel");
}

function traySheetUrl(stamp: SessionStamp, job: number, page: number): string {
  return convertFileSrc(`${stamp}/tray/${job}/${page}`, "cdlabel");
}

function listen<Name extends keyof BackendEvents>(
  name: Name,
  told: (payload: BackendEvents[Name]) => void,
): () => void {
  let stopped = false;
  let stop: (() => void) | null = null;
  // Listening begins a moment later; who stops before that is stopped then.
  void events[name]
    .listen((event) => told(event.payload as BackendEvents[Name]))
    .then((unlisten) => {
      if (stopped) unlisten();
      else stop = unlisten;
    });
  return () => {
    stopped = true;
    stop?.();
  };
}

export const BackendContext = createContext<Backend | null>(null);

export function useBackend(): Backend {
  const backend = useContext(BackendContext);
  if (!backend) throw new Error("The page was started without a backend.");
  return backend;
}
