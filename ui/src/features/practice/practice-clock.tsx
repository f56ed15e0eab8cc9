// The practice world's clock in the top bar: says what time it is there and moves it on, then tells what happened.
import { Button, Popover } from "@mantine/core";
import { IconClockPlay } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useId, useState } from "react";
import { type PracticeMovedView, type PracticeMoveForm, useBackend } from "../../backend";
import { weekdayTime } from "../../shared/date-time";
import { FailureNote } from "../../shared/failure-note";
import { Icon } from "../../shared/icon";
import { announce } from "../../shared/live-region";
import { Note } from "../../shared/note";
import { useNow } from "../../shared/now";
import { usePlace } from "../../shared/place";
import { useWhen } from "../../shared/when";
import { useWords } from "../../words";
import classes from "./practice-clock.module.css";
import { practiceClockKey } from "./queries";

const hours = [1, 6, 24] as const;

export function PracticeClock() {
  const words = useWords().practice;
  const backend = useBackend();
  const client = useQueryClient();
  const { stamp } = usePlace();
  const now = weekdayTime(useNow());
  const [opened, setOpened] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const title = useId();
  const path = useLocation({ select: (location) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen is the reason to close
  useEffect(() => setOpened(false), [path]);
  const clock = useQuery({ queryKey: practiceClockKey, queryFn: () => backend.practiceClock() });
  const move = useMutation({
    mutationFn: (form: PracticeMoveForm) => backend.movePracticeClock(stamp, form),
    onSuccess: (moved: PracticeMovedView) => {
      const sentence = words.moved(weekdayTime(moved.clock.now), moved);
      client.setQueryData(practiceClockKey, moved.clock);
      // Everything may be different after a night: every list looks again.
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== practiceClockKey[0] });
      setTold(sentence);
      announce(sentence);
    },
  });
  const go = (form: PracticeMoveForm) => {
    if (move.isPending) return;
    setTold(null);
    move.mutate(form);
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width="28rem"
      trapFocus
      withRoles={false}
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.clock}
          aria-label={words.openLabel(now)}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <Icon of={IconClockPlay} size={16} />
          <span>{now}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} role="dialog" aria-labelledby={title}>
        <h2 id={title}>{words.title}</h2>
        <p className={classes.now}>{words.now(now)}</p>
        <p className={classes.lead}>{words.lead}</p>
        <ul className={classes.steps}>
          {(clock.data?.upcoming ?? []).map(({ step, at }) => (
            <StepLine
              key={step}
              step={step}
              at={at}
              busy={move.isPending}
              onGo={() => go({ kind: "to", step })}
            />
          ))}
        </ul>
        <div className={classes.hours}>
          <span>{words.hours}</span>
          {hours.map((count) => (
            <Button
              key={count}
              size="compact-sm"
              aria-label={words.byHoursLabel(count)}
              aria-disabled={move.isPending || undefined}
              onClick={() => go({ kind: "minutes", minutes: count * 60 })}
            >
              {words.byHours(count)}
            </Button>
          ))}
        </div>
        {move.isPending ? <p className={classes.now}>{words.moving}</p> : null}
        {told ? <Note tone="ok">{told}</Note> : null}
        {move.isError ? (
          <FailureNote error={move.error} onRetry={() => move.variables && go(move.variables)} />
        ) : null}
        {clock.isError ? <FailureNote error={clock.error} onRetry={() => void clock.refetch()} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}

interface StepProps {
  step: "nightly_batch" | "production" | "pickup" | "delivery";
  at: string;
  busy: boolean;
  onGo: () => void;
}

function StepLine({ step, at, busy, onGo }: StepProps) {
  const words = useWords().practice;
  const when = useWhen();
  const { press, what } = words.steps[step];
  const hint = useId();
  return (
    <li>
      <Button size="xs" aria-describedby={hint} aria-disabled={busy || undefined} onClick={onGo}>
        {press}
      </Button>
      <span id={hint}>{words.stepAt(when(at), what)}</span>
    </li>
  );
}
