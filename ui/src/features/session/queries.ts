// What this computer says before anyone signs in: whether its keychain works, and which desks were used here.
import { useQuery } from "@tanstack/react-query";
import { useBackend } from "../../backend";

/** A keychain that does not work is asked again: unlocked later, it is used without a restart. */
const LOOK_AGAIN_MS = 5_000;

export function useLookAround() {
  const backend = useBackend();
  return useQuery({
    queryKey: ["look-around"],
    queryFn: () => backend.lookAround(),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && state.data.keychain !== "working" ? LOOK_AGAIN_MS : false),
  });
}
