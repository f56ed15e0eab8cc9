// Three places as cards in their own pattern: dashed, striped, solid. A radio group; arrows move, Enter on Practice starts it.
import { IconCheck, IconKey } from "@tabler/icons-react";
import type { Environment } from "../../backend";
import { environmentIcons } from "../../shared/environment-icons";
import { Icon } from "../../shared/icon";
import { useWords } from "../../words";
import classes from "./environment-cards.module.css";

interface Props {
  chosen: Environment;
  stageShown: boolean;
  onChoose: (environment: Environment) => void;
  /** Enter on the Practice card. */
  onGo: () => void;
}

export function EnvironmentCards({ chosen, stageShown, onChoose, onGo }: Props) {
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
  onChoose: () => void;
  onGo: (() => void) | undefined;
}

function EnvironmentCard({ environment, chosen, onChoose, onGo }: CardProps) {
  const words = useWords();
  const { name } = words.shell.environments[environment];
  const { text, need, label } = words.session.cards[environment];
  return (
    <label className={classes.card} data-place={environment} data-chosen={chosen || undefined}>
      <span className={classes.head}>
        <Icon of={environmentIcons[environment]} size={22} />
        <span className={classes.name}>{name}</span>
        <input
          type="radio"
          name="environment"
          value={environment}
          checked={chosen}
          aria-label={label}
          onChange={onChoose}
          onKeyDown={(event) => {
            if (event.key === "Enter") onGo?.();
          }}
        />
      </span>
      <span className={classes.text}>{text}</span>
      <span className={classes.need}>
        <Icon of={environment === "practice" ? IconCheck : IconKey} size={16} />
        {need}
      </span>
    </label>
  );
}
