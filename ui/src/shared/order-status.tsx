// An order's status as icon and word. Calm ones have no box; only what needs a person is tinted. An unknown one keeps the server's own word.
import {
  IconAlertOctagon,
  IconArrowBackUp,
  IconArrowsExchange,
  IconBuildingFactory2,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconListCheck,
  IconPlayerPause,
  IconQuestionMark,
  IconTruck,
  type TablerIcon,
} from "@tabler/icons-react";
import type { OrderStatus } from "../backend";
import { useWords } from "../words";
import { StatusWord, type Tone } from "./status-word";

const looks: Record<OrderStatus, { tone: Tone; icon: TablerIcon }> = {
  pending: { tone: "calm", icon: IconClock },
  on_hold: { tone: "warn", icon: IconPlayerPause },
  accepted: { tone: "move", icon: IconListCheck },
  in_production: { tone: "move", icon: IconBuildingFactory2 },
  shipped: { tone: "move", icon: IconTruck },
  delivered: { tone: "ok", icon: IconCircleCheck },
  needs_changes: { tone: "bad", icon: IconAlertOctagon },
  canceled_by_client: { tone: "calm", icon: IconCircleX },
  canceled_by_okc: { tone: "calm", icon: IconCircleX },
  replaced: { tone: "calm", icon: IconArrowsExchange },
  voided: { tone: "calm", icon: IconCircleX },
  returned: { tone: "warn", icon: IconArrowBackUp },
  error: { tone: "bad", icon: IconAlertOctagon },
  other: { tone: "calm", icon: IconQuestionMark },
};

export function OrderStatusWord({ status, text }: { status: OrderStatus; text: string }) {
  const words = useWords().orders;
  const { tone, icon } = looks[status] ?? looks.other;
  return (
    <StatusWord tone={tone} icon={icon}>
      {status === "other" ? text || words.statusUnknown : words.statuses[status]}
    </StatusWord>
  );
}
