// The way back to the list, above a record's heading. Alt Left does the same.
import { Button } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import classes from "./back-link.module.css";
import { Icon } from "./icon";

interface Props {
  label: string;
  children: string;
  onBack: () => void;
}

export function BackLink({ label, children, onBack }: Props) {
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      className={classes.back}
      aria-label={label}
      leftSection={<Icon of={IconChevronLeft} size={14} />}
      onClick={onBack}
    >
      {children}
    </Button>
  );
}
