// Who is signed in here: sign out, lock now, and taking the account off this computer.
import { Button, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type GoneView, type SessionView, useBackend } from "../../backend";
import { ConfirmSentence } from "../../shared/confirm-sentence";
import { FailureNote } from "../../shared/failure-note";
import { Note } from "../../shared/note";
import { type Gone, useSessionDoor } from "../../shared/session-door";
import { UnsettledList } from "../../shared/unsettled-list";
import { useWords } from "../../words";
import { Row, Rows, Section } from "./section";

export function AccountSection() {
  const words = useWords().settings.account;
  const { session } = useSessionDoor();
  if (!session) return null;
  return (
    <Section id="account" title={words.title} text={words.text}>
      {session.environment === "practice" ? (
        <Note tone="plain">{words.practice}</Note>
      ) : (
        <Account session={session} />
      )}
    </Section>
  );
}

function Account({ session }: { session: SessionView }) {
  const words = useWords();
  const own = words.settings.account;
  const { environment, account, signed, kept } = session;
  const { name } = words.shell.environments[environment];
  const signedIn = signed === "in";
  const keeps = kept.kind === "kept" ? (signedIn ? own.kept : null) : own.memoryOnly;
  const facts = [account.clientName ? own.brand(account.clientName) : null, keeps].filter(Boolean);
  return (
    <Rows>
      <Row
        name={signedIn ? own.signedIn(name) : own.signedOut(name)}
        text={
          <>
            {account.email ? <span data-private>{own.who(account.userName, account.email)}</span> : null}
            {` ${facts.join(" ")}`}
          </>
        }
      />
      {signedIn ? <LockNow session={session} /> : null}
      {signedIn ? <SignOut session={session} /> : null}
      <Remove session={session} />
    </Rows>
  );
}

function LockNow({ session }: { session: SessionView }) {
  const words = useWords().settings.account;
  const backend = useBackend();
  const { takeOver } = useSessionDoor();
  const lock = useMutation({ mutationFn: () => backend.lock(session.stamp), onSuccess: takeOver });
  return (
    <>
      <Row name={words.lock} text={words.lockText}>
        <Button aria-disabled={lock.isPending || undefined} onClick={() => lock.isPending || lock.mutate()}>
          {words.lock}
        </Button>
      </Row>
      {lock.isError ? <FailureNote error={lock.error} onRetry={() => lock.mutate()} /> : null}
    </>
  );
}

/** Hands a desk that is gone to the window, with what could not be deleted. */
function useGoneFrom(session: SessionView, how: Gone["how"]) {
  const { takeOver, tellGone } = useSessionDoor();
  return (answer: GoneView) => {
    if (answer.kind !== "gone") return;
    tellGone({ how, environment: session.environment, result: answer.result });
    takeOver(answer.app);
  };
}

function SignOut({ session }: { session: SessionView }) {
  const words = useWords();
  const own = words.settings.account;
  const { name } = words.shell.environments[session.environment];
  const backend = useBackend();
  const [asking, setAsking] = useState(false);
  const out = useMutation({
    mutationFn: (anyway: boolean) => backend.signOut(session.stamp, anyway),
    onSuccess: useGoneFrom(session, "out"),
  });
  const unsettled = out.data?.kind === "asks" ? out.data.unsettled : null;
  const go = () => out.mutate(unsettled !== null);
  return (
    <>
      <Row name={own.signOut} text={own.signOutText}>
        <Button onClick={() => setAsking(true)}>{own.signOut}</Button>
      </Row>
      <ConfirmSentence
        opened={asking}
        title={own.signOutTitle(name)}
        yes={unsettled ? own.signOutAnyway : own.signOut}
        no={words.shell.leaveNo(name)}
        busy={out.isPending}
        onYes={go}
        onNo={() => {
          setAsking(false);
          out.reset();
        }}
      >
        {out.isError ? (
          <FailureNote error={out.error} onRetry={go} />
        ) : out.isPending ? (
          <span role="status">{own.signingOut}</span>
        ) : unsettled ? (
          <>
            {words.shell.unsettled.text(unsettled.length)}
            <UnsettledList unsettled={unsettled} />
          </>
        ) : (
          own.signOutText
        )}
      </ConfirmSentence>
    </>
  );
}

function Remove({ session }: { session: SessionView }) {
  const words = useWords().settings.account;
  const backend = useBackend();
  const [asking, setAsking] = useState(false);
  const takes = useQuery({
    queryKey: ["removal"],
    queryFn: () => backend.whatRemovalTakes(),
    enabled: asking,
    staleTime: 0,
    gcTime: 0,
  });
  const remove = useMutation({
    mutationFn: () => backend.removeAccount(session.stamp),
    onSuccess: useGoneFrom(session, "removed"),
  });
  const known = takes.data;
  const failed = remove.error ?? takes.error;
  return (
    <>
      <Row name={words.removeName} text={words.removeText}>
        <Button onClick={() => setAsking(true)}>{words.remove}</Button>
      </Row>
      <ConfirmSentence
        opened={asking}
        title={words.removeTitle}
        yes={words.removeYes}
        no={words.removeNo}
        danger
        busy={remove.isPending || !known}
        onYes={() => remove.mutate()}
        onNo={() => {
          setAsking(false);
          remove.reset();
        }}
      >
        {failed ? (
          <FailureNote
            error={failed}
            onRetry={() => (remove.isError ? remove.mutate() : void takes.refetch())}
          />
        ) : remove.isPending ? (
          <span role="status">{words.removing}</span>
        ) : known ? (
          <Stack gap="xs">
            <p>{words.removeTakes(known.drafts, session.account.clientName || words.thisBrand)}</p>
            {known.unsettled.length > 0 ? (
              <>
                <p>{words.removeUnsettled}</p>
                <UnsettledList unsettled={known.unsettled} />
              </>
            ) : null}
            <p>{words.removeStays}</p>
          </Stack>
        ) : null}
      </ConfirmSentence>
    </>
  );
}
