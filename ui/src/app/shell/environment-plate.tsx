// The plate at the top left: where one works, in icon, word and sentence; pressing it leaves, after one sentence.
import { useState } from "react";
import type { AppView, SessionView } from "../../backend";
import { ConfirmSentence } from "../../shared/confirm-sentence";
import { environmentIcons } from "../../shared/environment-icons";
import { FailureNote } from "../../shared/failure-note";
import { Icon } from "../../shared/icon";
import { useWords } from "../../words";
import { useLeave } from "../queries";
import classes from "./environment-plate.module.css";

interface Props {
  session: SessionView;
  takeOver: (app: AppView) => void;
}

export function EnvironmentPlate({ session, takeOver }: Props) {
  const words = useWords();
  const [asking, setAsking] = useState(false);
  const { name, sentence } = words.shell.environments[session.environment];
  const leave = useLeave(session.stamp, takeOver);
  return (
    <>
      <button
        type="button"
        className={classes.plate}
        data-plate={session.environment}
        aria-label={words.shell.environmentPlate(name, sentence)}
        aria-haspopup="dialog"
        onClick={() => setAsking(true)}
      >
        <Icon of={environmentIcons[session.environment]} size={22} />
        <span className={classes.words}>
          <b>{name}</b> <small>{sentence}</small>
        </span>
      </button>
      <ConfirmSentence
        opened={asking}
        title={words.shell.leaveTitle[session.environment]}
        yes={words.shell.leaveYes[session.environment]}
        no={words.shell.leaveNo(name)}
        busy={leave.isPending}
        onYes={() => leave.mutate(false)}
        onNo={() => setAsking(false)}
      >
        {leave.isError ? (
          <FailureNote error={leave.error} onRetry={() => leave.mutate(false)} />
        ) : (
          words.shell.leaveText[session.environment]
        )}
      </ConfirmSentence>
    </>
  );
}
