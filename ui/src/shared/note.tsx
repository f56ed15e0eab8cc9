// A sentence that stands apart: what happened and what to press. Trouble is announced as an alert, a passing state as a status.
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconInfoCircle,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ReactNode, Ref } from "react";
import { Icon } from "./icon";
import classes from "./note.module.css";

export type NoteTone = "plain" | "ok" | "warn" | "bad" | "acc";

interface Props {
  tone: NoteTone;
  /** The first, bold sentence. */
  title?: ReactNode;
  children?: ReactNode;
  /** Buttons at the end. */
  actions?: ReactNode;
  icon?: TablerIcon;
  /** `alert` interrupts (trouble just now), `status` waits; without it the note is read where it stands. */
  says?: "alert" | "status";
  ref?: Ref<HTMLDivElement>;
}

const icons: Record<NoteTone, TablerIcon> = {
  plain: IconInfoCircle,
  ok: IconCircleCheck,
  warn: IconAlertTriangle,
  bad: IconAlertOctagon,
  acc: IconInfoCircle,
};

export function Note({ tone, title, children, actions, icon, says, ref }: Props) {
  return (
    <div
      className={classes.note}
      data-tone={tone}
      data-actions={actions ? true : undefined}
      role={says}
      ref={ref}
    >
      <div className={classes.said}>
        <Icon of={icon ?? icons[tone]} />
        <div className={classes.words}>
          {title ? <strong>{title}</strong> : null}
          {title && children ? " " : null}
          {children}
        </div>
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </div>
  );
}
