// How far this order's sending is: told by Rust as it changes, asked again when no word comes, and moved by the person's presses.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { type DraftView, type SendView, useBackend } from "../../../backend";
import { usePlace } from "../../../shared/place";

/** Milliseconds until the page asks by itself, should an event be lost. */
const askAgain = {
  draft: false,
  leaving: 1_000,
  sending: 1_000,
  placed: false,
  refused: false,
  unsure: 5_000,
} as const;

interface Told {
  onTakenBack: (view: DraftView) => void;
}

export function useSend(first: SendView, { onTakenBack }: Told) {
  const backend = useBackend();
  const { stamp } = usePlace();
  const client = useQueryClient();
  const key = first.key;
  const queryKey = ["send", key] as const;
  // The draft was just read, so its word is newer than any kept one.
  useState(() => client.setQueryData(queryKey, first));
  const asked = useQuery({
    queryKey,
    queryFn: async () => {
      const before = client.getQueryState(queryKey)?.dataUpdatedAt;
      const read = await backend.getSend(key);
      // What was told in the meantime is newer than this answer.
      const told = client.getQueryState<SendView>(queryKey);
      return told?.data && told.dataUpdatedAt !== before ? told.data : read;
    },
    initialData: first,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => askAgain[state.data?.state ?? "draft"],
  });
  const settle = useCallback(() => {
    for (const area of ["drafts", "sends", "orders"]) void client.invalidateQueries({ queryKey: [area] });
  }, [client]);
  useEffect(
    () =>
      backend.on("sendChanged", (told) => {
        if (told.key !== key) return;
        client.setQueryData(["send", key], told);
        settle();
      }),
    [backend, client, key, settle],
  );
  const take = (send: SendView) => client.setQueryData(queryKey, send);
  const send = useMutation({
    mutationFn: () => backend.sendDraft(stamp, key),
    onSuccess: take,
    onSettled: settle,
  });
  const now = useMutation({
    mutationFn: () => backend.sendNow(stamp, key),
    onSuccess: take,
    onSettled: settle,
  });
  const again = useMutation({
    mutationFn: () => backend.sendAgain(stamp, key),
    onSuccess: take,
    onSettled: settle,
  });
  const undo = useMutation({
    mutationFn: () => backend.undoSend(stamp, key),
    onSuccess: (view) => {
      take(view.send);
      onTakenBack(view);
    },
    onSettled: settle,
  });
  return { view: asked.data, told: asked.dataUpdatedAt, send, now, again, undo };
}

/** Whole seconds until it leaves, counted here from the moment Rust said so; steps once a second. */
export function useSecondsLeft(view: SendView, told: number): number | null {
  const [now, setNow] = useState(() => Date.now());
  const leaving = view.state === "leaving";
  useEffect(() => {
    if (!leaving) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [leaving]);
  if (!leaving || view.leavesInMs === null) return null;
  return Math.max(0, Math.ceil((told + view.leavesInMs - now) / 1_000));
}
