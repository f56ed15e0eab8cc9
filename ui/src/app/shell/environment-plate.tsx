// The plate at the top left: where one works, in icon, word and sentence; pressing it leaves, after one sentence.
import { useState } from "react";
import type { AppView, SessionView } from "../../backend";
import { ConfirmSentence } from "../../shared/confirm-sentence";
import { environmentIcons } from "../../shared/environment-icons";
import { FailureNote } from "../../shared/failure-note";
import { Icon } from "../../shared/icon";
import { UnsettledList } from "../../shared/unsettled-list";
import { useWords } from "../../words";
import { useLeave } from "../queries";
import classes from "./environment-plate.module.css";

interface Props {
  session: SessionView;
  takeOver: (app: AppView) => void;
}

export function EnvironmentPlate({ session, takeOver }: Props) {
  const words = useWords().shell;
  const [asking, setAsking] = useState(false);
  const { name, sentence } = words.environments[session.environment];
  const leave = useLeave(session.stamp, takeOver);
  const unsettled = leave.data?.kind === "asks" ? leave.data.unsettled : null;
  const go = () => leave.mutate(unsettled !== null);
  const stay = () => {
    setAsking(false);
    leave.reset();
  };
  return (
    <>
      <button
        type="button"
        className={classes.plate}
        data-plate={session.environment}
        aria-label={words.environmentPlate(name, sentence)}
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
        title={words.leaveTitle(name)}
        yes={unsettled ? words.leaveAnyway : words.leaveYes(name)}
        no={words.leaveNo(name)}
        busy={leave.isPending}
        onYes={go}
        onNo={stay}
      >
        {leave.isError ? (
          <FailureNote error={leave.error} onRetry={go} />
        ) : leave.isPending ? (
          <span role="status">{words.leaving}</span>
        ) : unsettled ? (
          <>
            {words.unsettled.text(unsettled.length)}
            <UnsettledList unsettled={unsettled} />
          </>
        ) : (
          words.leaveText[session.environment === "practice" ? "practice" : "account"]
        )}
      </ConfirmSentence>
    </>
  );
}
