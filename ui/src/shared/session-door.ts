// What a part deep inside the page may do with the session: hand over what Rust answered, and have said how a sign-out went.
import { createContext, useContext } from "react";
import type { AppView, Environment, SessionView, SignedOutView } from "../backend";

/** An account has left this computer, in part or whole. */
export interface Gone {
  /** `out` keeps drafts and what was read; `removed` keeps nothing. */
  how: "out" | "removed";
  environment: Environment;
  result: SignedOutView;
}

export interface SessionDoor {
  /** Null on Sign in. */
  session: SessionView | null;
  takeOver: (app: AppView) => void;
  tellGone: (gone: Gone) => void;
}

const shut: SessionDoor = { session: null, takeOver: () => {}, tellGone: () => {} };

export const SessionDoorContext = createContext<SessionDoor>(shut);

export function useSessionDoor(): SessionDoor {
  return useContext(SessionDoorContext);
}
