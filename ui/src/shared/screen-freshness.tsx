// The age of what the current screen shows: the screen says it once, the top bar shows it, F5 looks again, and trouble stands above the rows.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { type FreshnessView, type MirrorArea, useBackend } from "../backend";
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

interface Props extends Age {
  /** With it, a first reading that still runs says how long it still takes. */
  area?: MirrorArea;
}

export function ScreenFreshness({ area, ...age }: Props) {
  const { freshness, looking, onLook } = age;
  const secondsLeft = useEstimate(freshness.filling ? area : undefined);
  useEffect(() => {
    show({ freshness, looking, onLook });
  }, [freshness, looking, onLook]);
  useEffect(() => () => show(null), []);
  return <StaleNote {...age} secondsLeft={secondsLeft} />;
}

/** Seconds until the first reading of this list is done, as far as anyone can tell. */
function useEstimate(area: MirrorArea | undefined): number | null {
  const backend = useBackend();
  const following = useQuery({
    queryKey: ["following"],
    queryFn: () => backend.followingView(),
    enabled: area !== undefined,
    refetchInterval: 5_000,
  });
  return following.data?.lists.find((list) => list.area === area)?.secondsLeft ?? null;
}
