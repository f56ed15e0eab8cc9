// The places of the navigation, top down. A place stands here only when its screen does.
import {
  IconClipboardList,
  IconHelp,
  IconLayoutGrid,
  IconSettings,
  IconSun,
  IconTag,
  IconTruck,
  IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Words } from "../../words";

export interface PlaceLink {
  to: "/today" | "/orders" | "/shipments" | "/labels" | "/customers" | "/catalog" | "/settings" | "/help";
  word: keyof Words["shell"]["places"];
  icon: TablerIcon;
  /** At the foot of the navigation. */
  last?: true;
}

export const places: readonly PlaceLink[] = [
  { to: "/today", word: "today", icon: IconSun },
  { to: "/orders", word: "orders", icon: IconClipboardList },
  { to: "/shipments", word: "shipments", icon: IconTruck },
  { to: "/labels", word: "labels", icon: IconTag },
  { to: "/customers", word: "customers", icon: IconUsers },
  { to: "/catalog", word: "catalog", icon: IconLayoutGrid },
  { to: "/settings", word: "settings", icon: IconSettings, last: true },
  { to: "/help", word: "help", icon: IconHelp },
];
