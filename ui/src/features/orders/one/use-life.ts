// Asks for a change of one order, once, and keeps what became of it until the person has read it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { type ChangedView, type ChangeKind, type OrderDeed, useBackend } from "../../../backend";
import { usePlace } from "../../../shared/place";

export interface Told {
  kind: ChangeKind;
  view: ChangedView;
}

export function useOrderLife(id: string) {
  const backend = useBackend();
  return useQuery({ queryKey: ["orders", "life", id], queryFn: () => backend.orderLife(id) });
}

export function useChange(id: string, name: string) {
  const backend = useBackend();
  const { stamp } = usePlace();
  const [told, setTold] = useState<Told | null>(null);
  const taken = useTaken(id);
  const change = useMutation({
    mutationFn: (deed: OrderDeed) => backend.changeOrder(stamp, id, deed),
    onSuccess: (view, kind) => {
      setTold({ kind, view });
      taken(view);
    },
  });
  const busy: OrderDeed | null = change.isPending ? change.variables : null;
  return {
    name,
    told,
    busy,
    error: change.error,
    ask: (deed: OrderDeed) => {
      if (change.isPending) return;
      setTold(null);
      change.mutate(deed);
    },
    tell: setTold,
    close: () => {
      setTold(null);
      change.reset();
    },
  };
}

/** The page shows what the answer says at once; lists and history are read again. */
export function useTaken(id: string): (view: ChangedView) => void {
  const client = useQueryClient();
  return useCallback(
    (view: ChangedView) => {
      client.setQueryData(["orders", "one", id], view.order);
      void client.invalidateQueries({
        queryKey: ["orders"],
        predicate: ({ queryKey }) => queryKey[1] !== "one" || queryKey[2] !== id,
      });
    },
    [client, id],
  );
}
