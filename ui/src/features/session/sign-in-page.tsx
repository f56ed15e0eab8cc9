// Sign in: the desks used before, three places as cards, and under them how one gets into the chosen one. Shown when nobody is signed in; never a fallback.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { type AppView, type Environment, useBackend } from "../../backend";
import { capsuleIcon } from "../../shared/environment-icons";
import { FailureNote } from "../../shared/failure-note";
import { Icon } from "../../shared/icon";
import { KeyHint } from "../../shared/key-hint";
import { announce } from "../../shared/live-region";
import { PageHeading } from "../../shared/page-heading";
import type { Gone } from "../../shared/session-door";
import { useWords } from "../../words";
import { AccountForm } from "./account-form";
import { EnvironmentCards } from "./environment-cards";
import { GoneNote } from "./gone-note";
import { KeychainNote } from "./keychain-note";
import { KnownDesks } from "./known-desks";
import { useLookAround } from "./queries";
import classes from "./sign-in-page.module.css";

interface Props {
  gone: Gone | null;
  onGoneUnderstood: () => void;
  /** What there is to tell once. */
  notices: ReactNode;
  chosen: Environment;
  onChoose: (environment: Environment) => void;
  onSignedIn: (app: AppView) => void;
}

export function SignInPage({ gone, onGoneUnderstood, notices, chosen, onChoose, onSignedIn }: Props) {
  const words = useWords();
  const backend = useBackend();
  const around = useLookAround();
  const [stageShown, setStageShown] = useState(false);
  const practice = useMutation({
    mutationFn: () => backend.startPractice(),
    onSuccess: (entered) => {
      announce(words.session.practiceOpened);
      onSignedIn(entered);
    },
  });
  const start = () => {
    onChoose("practice");
    if (!practice.isPending) practice.mutate();
  };
  return (
    <main className={classes.gate}>
      <div className={classes.box}>
        <p className={classes.brand}>
          <span className={classes.mark}>
            <Icon of={capsuleIcon} />
          </span>
          {words.common.appName}
        </p>
        <PageHeading title={words.session.title} lead={words.session.lead} />
        <div className={classes.told}>
          {notices}
          {gone ? <GoneNote gone={gone} onUnderstood={onGoneUnderstood} /> : null}
          {around.isError ? (
            <FailureNote error={around.error} onRetry={() => void around.refetch()} />
          ) : (
            <KeychainNote keychain={around.data?.keychain ?? null} />
          )}
        </div>
        <KnownDesks known={around.data?.known ?? []} onOpened={onSignedIn} />
        <EnvironmentCards chosen={chosen} stageShown={stageShown} onChoose={onChoose} onGo={start} />
        <div className={classes.foot}>
          {chosen === "practice" ? null : (
            <AccountForm
              key={chosen}
              environment={chosen}
              kept={(around.data?.keychain ?? "working") === "working"}
              onSignedIn={onSignedIn}
            />
          )}
          {practice.isError ? <FailureNote error={practice.error} onRetry={start} /> : null}
          <div className={classes.go}>
            <Button
              variant={chosen === "practice" ? "filled" : "default"}
              size={chosen === "practice" ? "md" : "sm"}
              aria-disabled={practice.isPending || undefined}
              rightSection={chosen === "practice" && !practice.isPending ? <KeyHint keys="Enter" /> : null}
              onClick={start}
            >
              {practice.isPending ? words.session.starting : words.session.startPracticing}
            </Button>
            <p>{words.session.practiceHint}</p>
            {stageShown ? null : (
              <Button
                variant="subtle"
                aria-label={words.session.moreText}
                onClick={() => setStageShown(true)}
              >
                {words.session.more}
              </Button>
            )}
          </div>
        </div>
      </div>
    </main>
  );
}
