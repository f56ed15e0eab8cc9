// Drafts and sends that are not settled: each one press from where it is mended.
import { Button } from "@mantine/core";
import {
  IconAlertOctagon,
  IconArrowBackUp,
  IconClockPause,
  IconHelpCircle,
  IconLock,
  IconPencil,
  IconSend,
  IconTrash,
  IconZoomQuestion,
  type TablerIcon,
} from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { type DraftRowView, type SendView, useBackend } from "../../../backend";
import { Card } from "../../../shared/card";
import { ConfirmSentence } from "../../../shared/confirm-sentence";
import { FailureNote } from "../../../shared/failure-note";
import { Icon } from "../../../shared/icon";
import { announce } from "../../../shared/live-region";
import { usePlace } from "../../../shared/place";
import { StatusWord, type Tone } from "../../../shared/status-word";
import { useWhen } from "../../../shared/when";
import { useWords } from "../../../words";
import classes from "./orders-page.module.css";

/** More than these are behind "Show all". */
const FEW = 5;

type State = keyof Looks;
type Looks = typeof looks;

const looks = {
  unsure: { tone: "warn", icon: IconHelpCircle, rank: 0 },
  refused: { tone: "bad", icon: IconAlertOctagon, rank: 1 },
  unreadable: { tone: "warn", icon: IconLock, rank: 2 },
  checking: { tone: "warn", icon: IconZoomQuestion, rank: 2 },
  notSent: { tone: "warn", icon: IconArrowBackUp, rank: 2 },
  sending: { tone: "move", icon: IconSend, rank: 3 },
  leaving: { tone: "move", icon: IconClockPause, rank: 4 },
  draft: { tone: "calm", icon: IconPencil, rank: 5 },
} as const satisfies Record<string, { tone: Tone; icon: TablerIcon; rank: number }>;

interface Work {
  key: string;
  customer: string;
  state: State;
  savedAt: string | null;
}

export function OpenWork() {
  const words = useWords().orders.open;
  const [all, setAll] = useState(false);
  const { work, error, retry } = useOpenWork();
  if (error) return <FailureNote error={error} onRetry={retry} />;
  if (work.length === 0) return null;
  const shown = all ? work : work.slice(0, FEW);
  return (
    <Card title={words.title} count={work.length}>
      <ul className={classes.work}>
        {shown.map((one) => (
          <WorkRow key={one.key} work={one} />
        ))}
      </ul>
      {shown.length < work.length ? (
        <div className={classes.workMore}>
          <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
            {words.showAll(work.length)}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

function useOpenWork() {
  const backend = useBackend();
  const client = useQueryClient();
  const drafts = useQuery({ queryKey: ["drafts"], queryFn: () => backend.listDrafts() });
  const sends = useQuery({ queryKey: ["sends"], queryFn: () => backend.listSends() });
  useEffect(
    () =>
      backend.on("sendChanged", () => {
        for (const area of ["drafts", "sends", "orders"]) void client.invalidateQueries({ queryKey: [area] });
      }),
    [backend, client],
  );
  const error = drafts.error ?? sends.error;
  const retry = () => void Promise.all([drafts.refetch(), sends.refetch()]);
  return { work: together(drafts.data ?? [], sends.data ?? []), error, retry };
}

/** A refused order is a draft too; it is shown once, as what needs more. */
export function together(drafts: readonly DraftRowView[], sends: readonly SendView[]): Work[] {
  const savedAt = new Map(drafts.map((draft) => [draft.key, draft.savedAt]));
  const sent = sends.flatMap(({ key, customer, state, startedAt }): Work[] =>
    state === "draft" || state === "placed"
      ? []
      : [{ key, customer, state, savedAt: savedAt.get(key) ?? startedAt }],
  );
  const open = new Set(sent.map(({ key }) => key));
  const written = drafts
    .filter(({ key }) => !open.has(key))
    .map(({ key, customer, savedAt, ...row }): Work => ({ key, customer, savedAt, state: draftState(row) }));
  return [...sent, ...written].sort(
    (a, b) => looks[a.state].rank - looks[b.state].rank || (b.savedAt ?? "").localeCompare(a.savedAt ?? ""),
  );
}

function draftState({ readable, checking, notSent }: Omit<DraftRowView, "key" | "customer" | "savedAt">) {
  if (!readable) return "unreadable";
  if (checking) return "checking";
  return notSent ? "notSent" : "draft";
}

function WorkRow({ work }: { work: Work }) {
  const words = useWords().orders.open;
  const navigate = useNavigate();
  const when = useWhen();
  const { tone, icon } = looks[work.state];
  const locked = work.state === "unreadable";
  const draft = locked || work.state === "checking" || work.state === "draft" || work.state === "notSent";
  const [button, label] = draft
    ? [words.goOn, words.goOnLabel(work.customer)]
    : work.state === "refused"
      ? [words.fix, words.fixLabel(work.customer)]
      : [words.see, words.seeLabel(work.customer)];
  const said =
    work.state === "draft" ? (work.savedAt ? words.saved(when(work.savedAt)) : "") : words[work.state];
  return (
    <li>
      <StatusWord tone={tone} icon={icon}>
        {words.states[work.state]}
      </StatusWord>
      <p className={classes.workText}>
        <b data-private>{draft ? words.draftFor(work.customer) : words.orderFor(work.customer)}</b>
        <span>{said}</span>
      </p>
      <div className={classes.workActions}>
        {locked ? null : (
          <Button
            size="xs"
            aria-label={label}
            onClick={() => void navigate({ to: "/drafts/$key", params: { key: work.key } })}
          >
            {button}
          </Button>
        )}
        {draft ? <Discard work={work} /> : null}
      </div>
    </li>
  );
}

function Discard({ work }: { work: Work }) {
  const words = useWords();
  const own = words.orders.open;
  const backend = useBackend();
  const client = useQueryClient();
  const { stamp } = usePlace();
  const [asking, setAsking] = useState(false);
  const discard = useMutation({
    mutationFn: () => backend.discardDraft(stamp, work.key),
    onSuccess: () => {
      setAsking(false);
      announce(own.discarded);
      void client.invalidateQueries({ queryKey: ["drafts"] });
    },
  });
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        aria-label={own.discardLabel(work.customer)}
        leftSection={<Icon of={IconTrash} size={14} />}
        onClick={() => setAsking(true)}
      >
        {own.discard}
      </Button>
      <ConfirmSentence
        opened={asking}
        danger
        title={<span data-private>{own.discardTitle(work.customer)}</span>}
        yes={own.discardYes}
        no={words.common.keepIt}
        busy={discard.isPending}
        onYes={() => discard.mutate()}
        onNo={() => setAsking(false)}
      >
        {discard.isError ? <FailureNote error={discard.error} /> : own.discardText}
      </ConfirmSentence>
    </>
  );
}
