// What can be done with the chosen rows; there only while some are.
import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../words";
import { Icon } from "../icon";
import { KeyHint } from "../key-hint";
import { type Chosen, MOST_CHOSEN } from "./chosen";
import classes from "./list-panel.module.css";

export function ChosenBar({ chosen, children }: { chosen: Chosen; children: ReactNode }) {
  const words = useWords().lists.chosen;
  const none = chosen.ids.size === 0;
  if (none && !chosen.tooMany) return null;
  return (
    <section className={classes.bar} aria-label={words.bar}>
      {none ? null : <b>{words.count(chosen.ids.size)}</b>}
      {chosen.tooMany ? <p role="alert">{words.tooMany(MOST_CHOSEN)}</p> : null}
      {none ? null : children}
      <Button
        size="xs"
        variant="subtle"
        leftSection={<Icon of={IconX} size={14} />}
        rightSection={<KeyHint keys="Esc" />}
        onClick={chosen.clear}
      >
        {none ? words.understood : words.clear}
      </Button>
    </section>
  );
}
