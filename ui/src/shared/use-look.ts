// "Look now": asks OK Capsule, then lets the lists read again what is on this computer.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { type FreshnessView, failureOf } from "../backend";

/** `areas` are the first parts of the queries that are read again. */
export function useLook(refresh: () => Promise<FreshnessView>, areas: readonly string[]) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: refresh,
    onSettled: () => Promise.all(areas.map((area) => client.invalidateQueries({ queryKey: [area] }))),
  });
  const look = useCallback(() => mutate(), [mutate]);
  return { look, looking: isPending, failed: error };
}

/** The rows stay; why the last look failed is said above them. */
export function withFailure(freshness: FreshnessView, failed: unknown): FreshnessView {
  return failed && !freshness.failure ? { ...freshness, failure: failureOf(failed).code } : freshness;
}
