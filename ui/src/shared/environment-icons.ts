// The sign of each environment: flask, barrier, signal. The same three on the plate, the cards and the printed stamp.
import { IconBarrierBlock, IconBroadcast, IconFlask } from "@tabler/icons-react";

export const environmentIcons = {
  practice: IconFlask,
  stage: IconBarrierBlock,
  live: IconBroadcast,
} as const;
