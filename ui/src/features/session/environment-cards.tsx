// Three places as cards in their own pattern: dashed, striped, solid. A radio group; arrows move, Enter on Practice starts it.
import { IconCheck, IconKey, IconTool } from "@tabler/icons-react";
import { useId } from "react";
import type { Environment } from "../../backend";
import { environmentIcons } from "../../shared/environment-icons";
import { Icon } from "../../shared/icon";
import { useWords } from "../../words";
import classes from "./environment-cards.module.css";

interface Props {
  chosen: Environment;
  accountsOpen: boolean;
  stageShown: boolean;
  onChoose: (environment: Environment) => void;
  /** Enter on the Practice card. */
  onGo: () => void;
}

export function EnvironmentCards({ chosen, accountsOpen, stageShown, onChoose, onGo }: Props) {
  const words = useWords();
  const shown: Environment[] = stageShown ? ["practice", "stage", "live"] : ["practice", "live"];
  return (
    <fieldset className={classes.cards} data-count={shown.length}>
      <legend className={classes.legend}>{words.session.title}</legend>
      {shown.map((environment) => (
        <EnvironmentCard
          key={environment}
          environment={environment}
          chosen={chosen === environment}
          open={environment === "practice" || accountsOpen}
          onChoose={() => onChoose(environment)}
          onGo={environment === "practice" ? onGo : undefined}
        />
      ))}
    </fieldset>
  );
}

interface CardProps {
  environment: Environment;
  chosen: boolean;
  /** False for a place this version cannot sign in to. */
  open: boolean;
  onChoose: () => void;
  onGo: (() => void) | undefined;
}

function EnvironmentCard({ environment, chosen, open, onChoose, onGo }: CardProps) {
  const words = useWords();
  const id = useId();
  const { name } = words.shell.environments[environment];
  const { text, need, label } = words.session.cards[environment];
  return (
    <label
      className={classes.card}
      data-place={environment}
      data-chosen={chosen || undefined}
      data-closed={!open || undefined}
    >
      <span className={classes.head}>
        <Icon of={environmentIcons[environment]} size={22} />
        <span className={classes.name}>{name}</span>
        <input
          type="radio"
          name="environment"
          value={environment}
          checked={chosen}
          disabled={!open}
          aria-label={label}
          aria-describedby={open ? undefined : id}
          onChange={onChoose}
          onKeyDown={(event) => {
            if (event.key === "Enter") onGo?.();
          }}
        />
      </span>
      <span className={classes.text}>{text}</span>
      <span className={classes.need} id={id}>
        <Icon of={open ? (environment === "practice" ? IconCheck : IconKey) : IconTool} size={16} />
        {open ? need : words.session.notYet}
      </span>
    </label>
  );
}
