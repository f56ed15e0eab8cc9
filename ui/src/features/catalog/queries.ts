// The catalog as the page holds it. Rust answers at once with what is on this computer; `look` asks OK Capsule.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useBackend } from "../../backend";

const catalogKey = ["catalog"] as const;

export function useCatalog() {
  const backend = useBackend();
  const client = useQueryClient();
  const catalog = useQuery({ queryKey: catalogKey, queryFn: () => backend.getCatalog(false) });
  const { mutate, isPending } = useMutation({
    mutationFn: () => backend.getCatalog(true),
    onSuccess: (read) => client.setQueryData(catalogKey, read),
  });
  const look = useCallback(() => mutate(), [mutate]);
  return { catalog, look, looking: isPending || catalog.isFetching };
}
