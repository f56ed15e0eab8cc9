// One sentence to confirm before something that cannot be taken back: the verb is on the button, the safe way is focused.
import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./confirm-sentence.module.css";
import { Dialog } from "./dialog";

interface Props {
  opened: boolean;
  title: ReactNode;
  children: ReactNode;
  /** The verb and its object: "Cancel OR-1042". */
  yes: string;
  no: string;
  danger?: boolean;
  busy?: boolean;
  onYes: () => void;
  onNo: () => void;
}

export function ConfirmSentence({ opened, title, children, yes, no, danger, busy, onYes, onNo }: Props) {
  return (
    <Dialog opened={opened} onClose={onNo} title={title} bare>
      <div className={classes.text}>{children}</div>
      <Group gap="xs" justify="flex-end" mt="md">
        <Button data-autofocus onClick={onNo}>
          {no}
        </Button>
        <Button
          variant={danger ? "default" : "filled"}
          {...(danger ? { className: classes.danger } : {})}
          aria-disabled={busy || undefined}
          onClick={busy ? undefined : onYes}
        >
          {yes}
        </Button>
      </Group>
    </Dialog>
  );
}
