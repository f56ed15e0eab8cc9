// What must be done now, read again whenever something moved: records of the server, a send, a print.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useBackend } from "../../backend";

const todayKey = ["today"] as const;

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
