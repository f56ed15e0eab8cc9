// A list with nothing in it: what that means, and at most two things to do about it.
import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./empty-state.module.css";
import { Icon } from "./icon";

interface Props {
  icon: TablerIcon;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}

export function EmptyState({ icon, title, children, actions }: Props) {
  return (
    <div className={classes.empty}>
      <Icon of={icon} size={26} className={classes.icon} />
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.text}>{children}</p>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </div>
  );
}
