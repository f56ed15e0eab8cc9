// How the lists are kept up: requests used against the hourly limit, what is being read, how old each list is.
import { Button, Progress, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FollowedListView, type FollowingView, useBackend } from "../../backend";
import { FailureNote } from "../../shared/failure-note";
import { announce } from "../../shared/live-region";
import { Note } from "../../shared/note";
import { useWhen } from "../../shared/when";
import { useWords } from "../../words";
import { Row, Rows, Section } from "./section";

export function RequestsSection() {
  const words = useWords().lists.requests;
  const backend = useBackend();
  const following = useQuery({
    queryKey: ["following"],
    queryFn: () => backend.followingView(),
    refetchInterval: 5_000,
  });
  return (
    <Section id="requests" title={words.title} text={words.text}>
      {following.isError ? (
        <FailureNote error={following.error} onRetry={() => void following.refetch()} />
      ) : null}
      {following.data ? <Following following={following.data} /> : null}
    </Section>
  );
}

function Following({ following }: { following: FollowingView }) {
  const words = useWords().lists.requests;
  const when = useWhen();
  const { used, limit, ourShare, resetsAt, sentLastMinute, sent } = following.requests;
  return (
    <Stack gap="sm">
      <State following={following} />
      <Rows>
        <Row
          name={words.used}
          text={used === null || limit === null ? words.usedUnknown : words.usedOf(used, limit)}
        >
          {used !== null && limit !== null && limit > 0 ? (
            <Progress.Root size="sm" w="10rem">
              <Progress.Section
                value={Math.min(100, (used / limit) * 100)}
                aria-label={words.meter}
                aria-valuetext={words.usedOf(used, limit)}
              />
            </Progress.Root>
          ) : null}
        </Row>
        {ourShare === null ? null : <Row name={words.share} text={words.shareOf(ourShare)} />}
        {resetsAt ? <Row name={words.resets} text={when(resetsAt)} /> : null}
        <Row name={words.sent} text={words.sentOf(sentLastMinute, sent)} />
        {following.lists.map((list) => (
          <Row key={list.area} name={words.areas[list.area]} text={<ListLine list={list} />} />
        ))}
      </Rows>
    </Stack>
  );
}

function State({ following: { state, nextLook } }: { following: FollowingView }) {
  const { lists, errors } = useWords();
  const words = lists.requests;
  const when = useWhen();
  const backend = useBackend();
  const client = useQueryClient();
  const look = useMutation({
    mutationFn: () => backend.lookNow(null),
    onSuccess: (following) => {
      client.setQueryData(["following"], following);
      announce(words.looking);
    },
  });
  const trouble = state.kind === "unreachable" || state.kind === "needs_person";
  return (
    <>
      <Note
        tone={state.kind === "needs_person" ? "warn" : "plain"}
        title={words.states[state.kind]}
        actions={
          <Button
            size="xs"
            aria-disabled={look.isPending || undefined}
            onClick={look.isPending ? undefined : () => look.mutate()}
          >
            {words.lookAll}
          </Button>
        }
      >
        {trouble ? `${errors.codes[state.code].title} ` : null}
        {state.kind === "resting" ? words.again(when(state.until)) : null}
        {state.kind === "waiting" && nextLook ? words.next(when(nextLook)) : null}
      </Note>
      {look.isError ? <FailureNote error={look.error} /> : null}
    </>
  );
}

function ListLine({ list }: { list: FollowedListView }) {
  const { lists, errors } = useWords();
  const words = lists.requests;
  const when = useWhen();
  const { records, asOf, filling, secondsLeft, failure, onlyChanges } = list;
  const parts = [
    filling ? words.filling(filling.read, filling.expected) : words.records(records),
    ...(filling ? [] : [asOf ? words.read(when(asOf)) : words.never]),
  ];
  return (
    <>
      {`${parts.join(", ")}.`}
      {filling && secondsLeft !== null ? ` ${lists.minutesLeft(secondsLeft)}` : null}
      {failure ? ` ${errors.codes[failure].title}` : null}
      {onlyChanges === null ? null : ` ${onlyChanges ? words.onlyChanges : words.everything}`}
    </>
  );
}
