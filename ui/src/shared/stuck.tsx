// A parcel that waits too long: the matter in two words, for a cell that has no room for the sentence.
import { IconAlertTriangle } from "@tabler/icons-react";
import type { StuckView } from "../backend";
import { useWords } from "../words";
import { StatusWord } from "./status-word";

export function StuckWord({ stuck, carrier }: { stuck: StuckView; carrier: string | null }) {
  const words = useWords().shipments;
  return (
    <span title={words.stuckWhy(stuck, carrier)}>
      <StatusWord tone="warn" icon={IconAlertTriangle}>
        {words.stuckShort[stuck.reason]}
      </StatusWord>
    </span>
  );
}
