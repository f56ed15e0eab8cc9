// The rules of being stuck, as a person sets them: days to wait, days off, and what each carrier usually takes.
import { Button, Checkbox, Fieldset, NumberInput, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf, type StuckRules, type StuckRulesView, useBackend } from "../../backend";
import { calendarDay } from "../../shared/date-time";
import { Dialog } from "../../shared/dialog";
import { FailureNote } from "../../shared/failure-note";
import { ListSkeleton } from "../../shared/list-skeleton";
import { announce } from "../../shared/live-region";
import { usePlace } from "../../shared/place";
import { useWords } from "../../words";
import classes from "./shipments.module.css";

export function RulesButton() {
  const words = useWords().shipments;
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button size="xs" onClick={() => setOpened(true)}>
        {words.list.rules}
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={words.rules.title} width="34rem">
        <Rules onDone={() => setOpened(false)} />
      </Dialog>
    </>
  );
}

function Rules({ onDone }: { onDone: () => void }) {
  const backend = useBackend();
  const rules = useQuery({ queryKey: ["shipments", "rules"], queryFn: () => backend.stuckRules() });
  if (rules.isError) return <FailureNote error={rules.error} onRetry={() => void rules.refetch()} />;
  if (!rules.data) return <ListSkeleton rows={4} columns="minmax(0, 1fr) 6rem" />;
  return <RulesForm view={rules.data} onDone={onDone} />;
}

function RulesForm({ view, onDone }: { view: StuckRulesView; onDone: () => void }) {
  const words = useWords().shipments.rules;
  const backend = useBackend();
  const client = useQueryClient();
  const { stamp } = usePlace();
  const [rules, setRules] = useState(view.rules);
  const [closed, setClosed] = useState(view.rules.closed.join("\n"));
  const save = useMutation({
    mutationFn: (wanted: StuckRules) => backend.saveStuckRules(stamp, wanted),
    onSuccess: async (answer) => {
      client.setQueryData(["shipments", "rules"], answer);
      await Promise.all([
        client.invalidateQueries({ queryKey: ["shipments"] }),
        client.invalidateQueries({ queryKey: ["today"] }),
      ]);
      announce(words.saved);
      onDone();
    },
  });
  const problems = save.isError ? failureOf(save.error).fields : [];
  const wrong = (path: string) => {
    const problem = problems.find((one) => one.path === path);
    return problem ? (words.wrong[problem.rule] ?? words.wrong.invalid) : undefined;
  };
  const days = (name: "shipDays" | "pickupDays" | "transitDays", hint?: string) => (
    <NumberInput
      label={words[name]}
      {...(hint ? { description: hint } : {})}
      min={0}
      max={60}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      value={rules[name]}
      error={wrong(name)}
      onChange={(value) => setRules({ ...rules, [name]: Number(value) || 0 })}
    />
  );
  const flip = (day: string) =>
    setRules({
      ...rules,
      open: rules.open.includes(day) ? rules.open.filter((one) => one !== day) : [...rules.open, day],
    });
  return (
    <form
      className={classes.rules}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ ...rules, closed: closed.split(/\s+/).filter(Boolean) });
      }}
    >
      <p>{words.lead}</p>
      {days("shipDays")}
      {days("pickupDays")}
      {days("transitDays", words.transitHint)}
      <div>
        <h3>{words.paces}</h3>
        {view.paces.length === 0 ? <p>{words.noPaces}</p> : null}
        <ul>
          {view.paces.map(({ carrier, days: slowest, known }) => (
            <li key={carrier}>{words.pace(carrier, slowest ?? 0, known)}</li>
          ))}
        </ul>
      </div>
      <Fieldset legend={words.days} className={classes.fieldset}>
        <p>{words.daysText}</p>
        <p>{words.holidays}</p>
        <div className={classes.boxes}>
          {view.holidays.map((day) => (
            <Checkbox
              key={day}
              size="xs"
              label={calendarDay(day)}
              checked={!rules.open.includes(day)}
              onChange={() => flip(day)}
            />
          ))}
        </div>
      </Fieldset>
      <Textarea
        label={words.closed}
        description={words.closedHint}
        autosize
        minRows={2}
        maxRows={6}
        value={closed}
        error={wrong("closed")}
        onChange={(event) => setClosed(event.currentTarget.value)}
      />
      {save.isError && problems.length === 0 ? <FailureNote error={save.error} /> : null}
      <div className={classes.buttons}>
        <Button
          variant="subtle"
          onClick={() => {
            setRules({ shipDays: 1, pickupDays: 2, transitDays: 7, closed: [], open: [] });
            setClosed("");
          }}
        >
          {words.usual}
        </Button>
        <Button onClick={onDone}>{words.cancel}</Button>
        <Button type="submit" variant="filled" loading={save.isPending}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}
