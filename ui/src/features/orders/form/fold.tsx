// Rare fields, folded away behind their names. Opens by itself when something in it is wrong or already typed.
import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId, useState } from "react";
import { Icon } from "../../../shared/icon";
import classes from "./new-order.module.css";

interface Props {
  title: string;
  /** What makes it open by itself. */
  needed: boolean;
  children: ReactNode;
}

export function Fold({ title, needed, children }: Props) {
  const [open, setOpen] = useState(needed);
  const id = useId();
  useEffect(() => {
    if (needed) setOpen(true);
  }, [needed]);
  return (
    <div>
      <UnstyledButton
        className={classes.fold}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Icon of={open ? IconChevronDown : IconChevronRight} size={16} />
        {title}
      </UnstyledButton>
      <div id={id} hidden={!open} className={classes.folded}>
        {children}
      </div>
    </div>
  );
}
