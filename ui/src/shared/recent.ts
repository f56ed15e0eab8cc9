// What was opened lately, for the search to offer again. In memory, with the session: nothing of it is written down.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { SearchKind } from "../backend";

export interface Recent {
  kind: SearchKind;
  id: string;
  title: string;
  detail: string;
}

const key = ["recent"] as const;
const MOST = 8;

export function useRecent(): Recent[] {
  return (
    useQuery<Recent[]>({
      queryKey: key,
      queryFn: () => [],
      staleTime: Number.POSITIVE_INFINITY,
      enabled: false,
    }).data ?? []
  );
}

export function useRemember(): (opened: Recent) => void {
  const client = useQueryClient();
  return useCallback(
    (opened) => {
      client.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY });
      client.setQueryData<Recent[]>(key, (before = []) =>
        [opened, ...before.filter((one) => one.kind !== opened.kind || one.id !== opened.id)].slice(0, MOST),
      );
    },
    [client],
  );
}
