// A state as icon and word. Calm states have no box; only what needs a person is tinted.
import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Icon } from "./icon";
import classes from "./status-word.module.css";

/** calm: nothing to do; move: under way; ok: done; warn and bad: a person is needed. */
export type Tone = "calm" | "move" | "ok" | "warn" | "bad";

interface Props {
  tone: Tone;
  icon: TablerIcon;
  children: ReactNode;
}

export function StatusWord({ tone, icon, children }: Props) {
  return (
    <span className={classes.status} data-tone={tone}>
      <Icon of={icon} size={16} />
      <span>{children}</span>
    </span>
  );
}
