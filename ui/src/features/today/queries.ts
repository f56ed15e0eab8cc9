// What must be done now, read again whenever something moved: records of the server, a send, a print. And the notes for the next person.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useBackend } from "../../backend";
import { usePlace } from "../../shared/place";

const todayKey = ["today"] as const;
const notesKey = ["handover", "notes"] as const;
/** After the last key. */
const KEPT_AFTER = 400;

export function useToday() {
  const backend = useBackend();
  const client = useQueryClient();
  useEffect(() => {
    const again = () => void client.invalidateQueries({ queryKey: todayKey });
    const stops = [backend.on("mirrorChanged", again), backend.on("sendChanged", again)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [backend, client]);
  // Coming back from a print or a fix, one sees what is left, not what was.
  return useQuery({ queryKey: todayKey, queryFn: () => backend.getToday(), staleTime: 0 });
}

/** Kept on this computer a moment after the last key, and at once when one leaves the screen. */
export function useHandoverNotes() {
  const backend = useBackend();
  const { stamp } = usePlace();
  const client = useQueryClient();
  const kept = useQuery({
    queryKey: notesKey,
    queryFn: () => backend.handoverNotes(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [failed, setFailed] = useState<unknown>(null);
  const unkept = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const keep = useCallback(() => {
    clearTimeout(timer.current);
    const text = unkept.current;
    if (text === null) return;
    unkept.current = null;
    backend.saveHandoverNotes(stamp, text).then(() => setFailed(null), setFailed);
  }, [backend, stamp]);
  useEffect(() => keep, [keep]);
  const setNotes = (text: string) => {
    client.setQueryData(notesKey, text);
    unkept.current = text;
    clearTimeout(timer.current);
    timer.current = setTimeout(keep, KEPT_AFTER);
  };
  return { notes: kept.data ?? "", known: kept.isSuccess, setNotes, failed: failed ?? kept.error };
}
