// Locks an account's desk when nobody has touched keyboard or mouse for the chosen time. Rust holds the lock; the page only watches.
import { useCallback, useEffect, useRef, useState } from "react";
import { type AppView, useBackend } from "../backend";
import { usePreferences } from "../shared/preferences";
import { isSignedIn } from "./session-facts";

/** Short, so that a computer that wakes up shows next to nothing first. */
const LOOK_EVERY_MS = 2_000;
const signs = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

interface IdleLock {
  /** Nobody is there, and Rust has not said yet that it locked: shown as locked all the same. */
  shut: boolean;
  reopen: () => void;
}

export function useIdleLock(app: AppView, takeOver: (app: AppView) => void): IdleLock {
  const backend = useBackend();
  const { idleLockMinutes } = usePreferences();
  const [shut, setShut] = useState(false);
  const lastSign = useRef(Date.now());
  const { session, locked } = app;
  const stamp =
    session && session.environment !== "practice" && isSignedIn(session) && !locked ? session.stamp : null;
  const watches = stamp !== null && idleLockMinutes > 0 && !shut;
  useEffect(() => {
    if (!watches) return;
    const seen = () => {
      // What wakes a sleeping computer is no sign that the right person is there.
      if (Date.now() - lastSign.current < idleLockMinutes * 60_000) lastSign.current = Date.now();
    };
    lastSign.current = Date.now();
    for (const sign of signs) window.addEventListener(sign, seen, { capture: true, passive: true });
    const timer = setInterval(() => {
      if (Date.now() - lastSign.current >= idleLockMinutes * 60_000) setShut(true);
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, seen, { capture: true });
    };
  }, [idleLockMinutes, watches]);
  useEffect(() => {
    if (shut && stamp) void backend.lock(stamp).then(takeOver, () => {});
  }, [backend, shut, stamp, takeOver]);
  const reopen = useCallback(() => setShut(false), []);
  return { shut: shut && session !== null, reopen };
}
