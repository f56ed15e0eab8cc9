// One polite voice for the whole window: results are spoken once, in order. Screens call `announce`; only the shell mounts the region.
import { useSyncExternalStore } from "react";
import classes from "./hidden.module.css";

let spoken = { text: "", turn: 0 };
const listeners = new Set<() => void>();

/** Says `text` to a screen reader without moving the focus. The same sentence twice is said twice. */
export function announce(text: string): void {
  spoken = { text, turn: spoken.turn + 1 };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function LiveRegion() {
  const { text, turn } = useSyncExternalStore(subscribe, () => spoken);
  return (
    <div className={classes.hidden} role="status" aria-live="polite">
      <span key={turn}>{text}</span>
    </div>
  );
}
