// What a parcel's dates say, as icon and word.
import { IconCircleCheck, IconTag, IconTruck, type TablerIcon } from "@tabler/icons-react";
import type { ShipmentState } from "../backend";
import { useWords } from "../words";
import { StatusWord, type Tone } from "./status-word";

const looks: Record<ShipmentState, { tone: Tone; icon: TablerIcon }> = {
  label_made: { tone: "calm", icon: IconTag },
  in_transit: { tone: "move", icon: IconTruck },
  delivered: { tone: "ok", icon: IconCircleCheck },
};

export function ShipmentStateWord({ state }: { state: ShipmentState }) {
  const words = useWords().shipments;
  const { tone, icon } = looks[state];
  return (
    <StatusWord tone={tone} icon={icon}>
      {words.states[state]}
    </StatusWord>
  );
}
