// What the person likes on this computer: read once, changed at once on screen, saved by Rust. A failed save puts the old value back.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { type Preferences as SavedPreferences, useBackend } from "../backend";

const key = ["preferences"] as const;

/** A file from an older version may lack some; the page always has all. */
export type Preferences = Required<SavedPreferences>;

/** How the app comes, until Rust has answered. */
const firstPreferences: Preferences = {
  appearance: "system",
  zoom: 100,
  undoSeconds: 5,
  letterKeys: true,
  idleLockMinutes: 0,
  tourLeft: false,
};

function useRead() {
  const backend = useBackend();
  return useQuery({
    queryKey: key,
    queryFn: async () => complete(await backend.getPreferences()),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function usePreferences(): Preferences {
  return useRead().data ?? firstPreferences;
}

/** False until Rust has answered, also when it could not: a dark desk must not flash white first. */
export function usePreferencesKnown(): boolean {
  return !useRead().isPending;
}

export function useChangePreferences(told?: { saved: () => void; notSaved: () => void }) {
  const backend = useBackend();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: async (wanted: Preferences) => complete(await backend.savePreferences(wanted)),
    onMutate: (wanted) => {
      const before = client.getQueryData<Preferences>(key);
      client.setQueryData(key, wanted);
      return { before };
    },
    onSuccess: (kept) => {
      client.setQueryData(key, kept);
      told?.saved();
    },
    onError: (_error, _wanted, context) => {
      client.setQueryData(key, context?.before ?? firstPreferences);
      told?.notSaved();
    },
  });
  const { mutate } = save;
  const change = useCallback(
    (part: Partial<Preferences>) =>
      mutate({ ...(client.getQueryData<Preferences>(key) ?? firstPreferences), ...part }),
    [client, mutate],
  );
  return { change, error: save.error };
}

function complete(saved: SavedPreferences): Preferences {
  return { ...firstPreferences, ...saved };
}
