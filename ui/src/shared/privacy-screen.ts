// The privacy screen: one key, and everything marked `data-private` is drawn as dots until one points at it. Nothing of it is kept.
import { useSyncExternalStore } from "react";

let hiding = false;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setPrivacyScreen(on: boolean): void {
  hiding = on;
  const root = document.documentElement;
  if (on) root.dataset.privacy = "on";
  else delete root.dataset.privacy;
  for (const listener of listeners) listener();
}

/** Whether names and addresses are hidden now. */
export function usePrivacyScreen(): boolean {
  return useSyncExternalStore(subscribe, () => hiding);
}
