// What can be done with the chosen rows; there only while some are.
import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../words";
import { Icon } from "../icon";
import { KeyHint } from "../key-hint";
import type { Chosen } from "./chosen";
import classes from "./list-panel.module.css";

export function ChosenBar({ chosen, children }: { chosen: Chosen; children: ReactNode }) {
  const words = useWords().lists.chosen;
  if (chosen.ids.size === 0) return null;
  return (
    <section className={classes.bar} aria-label={words.bar}>
      <b>{words.count(chosen.ids.size)}</b>
      {children}
      <Button
        size="xs"
        variant="subtle"
        leftSection={<Icon of={IconX} size={14} />}
        rightSection={<KeyHint keys="Esc" />}
        onClick={chosen.clear}
      >
        {words.clear}
      </Button>
    </section>
  );
}
