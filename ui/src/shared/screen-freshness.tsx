// The age of what the current screen shows: the screen says it once, the top bar shows it, F5 looks again, and trouble stands above the rows.
import { useEffect, useSyncExternalStore } from "react";
import type { FreshnessView } from "../backend";
import { StaleNote } from "./as-of";

interface Age {
  freshness: FreshnessView;
  /** A look is under way. */
  looking: boolean;
  onLook: () => void;
}

let shown: Age | null = null;
const listeners = new Set<() => void>();

function show(age: Age | null): void {
  shown = age;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the top bar shows; null on screens that show nothing from the server. */
export function useScreenAge(): Age | null {
  return useSyncExternalStore(subscribe, () => shown);
}

export function ScreenFreshness(age: Age) {
  const { freshness, looking, onLook } = age;
  useEffect(() => {
    show({ freshness, looking, onLook });
  }, [freshness, looking, onLook]);
  useEffect(() => () => show(null), []);
  return <StaleNote {...age} />;
}
