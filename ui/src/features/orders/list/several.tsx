// Several orders at once: the deeds for what is chosen, first what will and what will not happen, then how it goes and how it ended.
import { Button, Group, Progress, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import {
  type May,
  type OrderDeed,
  type SeveralPlanView,
  type SeveralRow,
  type SeveralView,
  useBackend,
} from "../../../backend";
import { Dialog } from "../../../shared/dialog";
import { FailureNote } from "../../../shared/failure-note";
import { FieldError, noAutofill } from "../../../shared/fields";
import { announce } from "../../../shared/live-region";
import { Note } from "../../../shared/note";
import { usePlace } from "../../../shared/place";
import { useWords, type Words } from "../../../words";
import classes from "./several.module.css";

const deeds: readonly OrderDeed[] = ["hold", "release", "cancel"];
/** More reasons than these are counted only. */
const MOST_SHOWN = 8;
const LOOK_MS = 400;
const runKey = ["orders", "several"] as const;

/** The buttons in the bar of chosen rows. */
export function SeveralDeeds({ ids, onBegun }: { ids: readonly string[]; onBegun: () => void }) {
  const words = useWords().orders.life.several;
  const [deed, setDeed] = useState<OrderDeed | null>(null);
  return (
    <>
      {deeds.map((one) => (
        <Button key={one} size="xs" onClick={() => setDeed(one)}>
          {words.deeds[one]}
        </Button>
      ))}
      {deed ? (
        <PlanDialog
          deed={deed}
          ids={ids}
          onClose={() => setDeed(null)}
          onBegun={() => {
            setDeed(null);
            onBegun();
          }}
        />
      ) : null}
    </>
  );
}

interface PlanProps {
  deed: OrderDeed;
  ids: readonly string[];
  onClose: () => void;
  onBegun: () => void;
}

function PlanDialog({ deed, ids, onClose, onBegun }: PlanProps) {
  const words = useWords().orders.life.several;
  const backend = useBackend();
  const plan = useQuery({
    queryKey: ["orders", "plan", deed, ids],
    queryFn: () => backend.planSeveral(deed, [...ids]),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Dialog opened onClose={onClose} title={words.title[deed](ids.length)} width="34rem" bare>
      {plan.data ? (
        <Plan plan={plan.data} ids={ids} onClose={onClose} onBegun={onBegun} />
      ) : plan.error ? (
        <FailureNote error={plan.error} onRetry={() => void plan.refetch()} />
      ) : (
        <p className={classes.quiet}>{words.planning}</p>
      )}
    </Dialog>
  );
}

interface ReadyProps extends Omit<PlanProps, "deed"> {
  plan: SeveralPlanView;
}

function Plan({ plan, ids, onClose, onBegun }: ReadyProps) {
  const all = useWords();
  const words = all.orders.life.several;
  const backend = useBackend();
  const client = useQueryClient();
  const { stamp } = usePlace();
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState(false);
  const { deed, will, willNot } = plan;
  const count = will.length;
  const agreed = !plan.mustType || typed.trim() === String(count);
  const start = useMutation({
    mutationFn: () => backend.startSeveral(stamp, deed, [...ids], plan.mustType ? Number(typed) : null),
    onSuccess: (run) => {
      client.setQueryData(runKey, run);
      onBegun();
    },
  });
  const press = () => {
    setAsked(true);
    if (agreed && !start.isPending) start.mutate();
  };
  return (
    <div className={classes.plan}>
      {count > 0 ? <p>{words.will[deed](count)}</p> : <p>{words.nobody}</p>}
      {count > 0 ? <p className={classes.names}>{namesOf(all, will)}</p> : null}
      {willNot.length > 0 ? (
        <>
          <p>{words.willNot(willNot.length)}</p>
          <ul>
            {willNot.slice(0, MOST_SHOWN).map((row) => (
              <li key={row.id}>{words.reason(nameOf(all, row), whyOf(all, deed, row.may))}</li>
            ))}
            {willNot.length > MOST_SHOWN ? <li>{words.andMore(willNot.length - MOST_SHOWN)}</li> : null}
          </ul>
        </>
      ) : null}
      {plan.mustType && count > 0 ? (
        <TextInput
          {...noAutofill}
          label={words.type(count)}
          inputMode="numeric"
          value={typed}
          error={asked && !agreed ? <FieldError>{words.wrongCount(count)}</FieldError> : null}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
      {start.error ? <FailureNote error={start.error} /> : null}
      <Group gap="xs" justify="flex-end">
        <Button data-autofocus onClick={onClose}>
          {words.no}
        </Button>
        {count > 0 ? (
          <Button
            variant={deed === "cancel" ? "default" : "filled"}
            className={deed === "cancel" ? classes.danger : undefined}
            aria-disabled={start.isPending || undefined}
            onClick={press}
          >
            {words.yes[deed](count)}
          </Button>
        ) : null}
      </Group>
    </div>
  );
}

/** The run under way, or how the last one ended, above the list. */
export function SeveralRun() {
  const words = useWords();
  const own = words.orders.life.several;
  const backend = useBackend();
  const client = useQueryClient();
  const { stamp } = usePlace();
  const here = useRef<HTMLElement>(null);
  const run = useQuery({
    queryKey: runKey,
    queryFn: () => backend.currentSeveral(),
    refetchInterval: ({ state }) => (state.data && isGoingOn(state.data) ? LOOK_MS : false),
  }).data;
  const stop = useMutation({ mutationFn: () => backend.stopSeveral(stamp) });
  const close = useMutation({
    mutationFn: () => backend.closeSeveral(),
    onSuccess: () => client.setQueryData(runKey, null),
  });
  const ended = run && !isGoingOn(run) ? closing(words, run) : "";
  useEffect(() => {
    if (!ended) return;
    announce(ended);
    here.current?.focus();
  }, [ended]);
  if (!run) return null;
  const tried = run.rows.filter(({ outcome }) => outcome !== null).length;
  const going = isGoingOn(run);
  const unknown = run.rows.some(({ outcome }) => outcome === "unknown");
  return (
    <section className={classes.run} aria-label={own.run} ref={here} tabIndex={-1}>
      {going ? (
        <>
          <Progress
            value={(tried / Math.max(1, run.rows.length)) * 100}
            aria-label={own.progress(tried, run.rows.length)}
          />
          <p>{own.progress(tried, run.rows.length)}</p>
          {run.state === "waiting" ? <p className={classes.quiet}>{own.waiting}</p> : null}
          <Button size="xs" aria-disabled={stop.isPending || undefined} onClick={() => stop.mutate()}>
            {own.stop}
          </Button>
        </>
      ) : (
        <Note
          tone={run.rows.every(({ outcome }) => outcome === "done") ? "ok" : "warn"}
          title={ended}
          actions={
            <Button size="xs" variant="subtle" onClick={() => close.mutate()}>
              {own.close}
            </Button>
          }
        >
          {run.code ? `${own.stoppedBecause(words.errors.codes[run.code].title)} ` : null}
          {unknown ? own.unknownText : null}
          <Rest run={run} />
        </Note>
      )}
    </section>
  );
}

/** Those that were tried and are not done, each with what is known of it. */
function Rest({ run }: { run: SeveralView }) {
  const words = useWords();
  const own = words.orders.life.several;
  const rest = run.rows.filter(({ outcome }) => outcome !== null && outcome !== "done");
  if (rest.length === 0) return null;
  return (
    <ul className={classes.rest}>
      {rest.slice(0, MOST_SHOWN).map((row) => (
        <li key={row.id}>
          {own.reason(nameOf(words, row), row.said ?? own.rest[row.outcome ?? "not_sent"])}
        </li>
      ))}
      {rest.length > MOST_SHOWN ? <li>{own.andMore(rest.length - MOST_SHOWN)}</li> : null}
    </ul>
  );
}

function isGoingOn({ state }: SeveralView): boolean {
  return state === "running" || state === "waiting";
}

function closing(words: Words, run: SeveralView): string {
  const own = words.orders.life.several;
  const done = run.rows.filter(({ outcome }) => outcome === "done").length;
  const untried = run.rows.filter(({ outcome }) => outcome === null).length;
  const first = done > 0 ? own.closing[run.deed](done) : own.noneDone;
  return untried > 0 ? `${first} ${own.notTried(untried)}` : first;
}

function nameOf(words: Words, { number }: SeveralRow): string {
  return words.orders.one.title(number);
}

function namesOf(words: Words, rows: readonly SeveralRow[]): string {
  const names = rows.slice(0, MOST_SHOWN).map((row) => nameOf(words, row));
  const more = rows.length - names.length;
  return words.orders.list.moreContents(names, Math.max(0, more));
}

function whyOf(words: Words, deed: OrderDeed, may: May): string {
  const { life } = words.orders;
  if (may === "yes") return "";
  return may === "already_so" ? life.thereAlready[deed] : life.whyNot[may];
}
