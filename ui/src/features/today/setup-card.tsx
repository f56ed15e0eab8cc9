// Whether everything an order needs is in place, and who can mend what is not. A whole card until it is green, one line after.
import { Button } from "@mantine/core";
import { IconAlertOctagon, IconCircleCheck, IconHelpCircle, type TablerIcon } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type SetupFound, type SetupLineView, useBackend } from "../../backend";
import { Card } from "../../shared/card";
import { FailureNote } from "../../shared/failure-note";
import { Icon } from "../../shared/icon";
import { announce } from "../../shared/live-region";
import { Note } from "../../shared/note";
import { usePlace } from "../../shared/place";
import { useWords, type Words } from "../../words";
import classes from "./today-page.module.css";

export function SetupCard() {
  const words = useWords().today;
  const [opened, setOpened] = useState(false);
  const setup = useSetup();
  const look = async () => {
    // What turns green under one's eyes stays open.
    setOpened(true);
    const looked = await setup.refetch();
    announce(leadOf(words, looked.data));
  };
  if (setup.isError) return <FailureNote error={setup.error} onRetry={() => void look()} />;
  if (!setup.data) return null;
  const green = setup.data.every(({ found }) => found === "good");
  const lookButton = (
    <Button
      size="xs"
      aria-disabled={setup.isFetching || undefined}
      onClick={() => setup.isFetching || void look()}
    >
      {setup.isFetching ? words.setup.looking : words.setup.look}
    </Button>
  );
  if (green && !opened) {
    return (
      <Note
        tone="ok"
        actions={
          <Button size="xs" aria-expanded={false} onClick={() => setOpened(true)}>
            {words.setup.show}
          </Button>
        }
      >
        {words.lead.ready}
      </Note>
    );
  }
  return (
    <Card
      title={words.setup.title}
      end={
        <>
          {green ? (
            <Button size="xs" variant="subtle" aria-expanded onClick={() => setOpened(false)}>
              {words.setup.hide}
            </Button>
          ) : null}
          {lookButton}
        </>
      }
    >
      <p className={classes.setupLead}>{leadOf(words, setup.data)}</p>
      <ul className={classes.lines} aria-label={words.setup.list}>
        {setup.data.map((line) => (
          <SetupLine key={line.check} line={line} />
        ))}
      </ul>
    </Card>
  );
}

function useSetup() {
  const backend = useBackend();
  const { environment } = usePlace();
  return useQuery({ queryKey: ["setup", environment], queryFn: () => backend.checkSetup() });
}

/** Whether something that every order needs is not there; false while nobody knows. */
export function useIsMissing(): boolean {
  return neededOf(useSetup().data ?? []).some(({ found }) => found === "missing");
}

/** Without a printer an order goes out all the same. */
function neededOf(lines: readonly SetupLineView[]): SetupLineView[] {
  return lines.filter(({ check }) => check !== "printer");
}

const icons: Record<SetupFound, TablerIcon> = {
  good: IconCircleCheck,
  missing: IconAlertOctagon,
  unknown: IconHelpCircle,
};

function SetupLine({ line: { check, found, mend, detail } }: { line: SetupLineView }) {
  const words = useWords().today.setup;
  const own = words.checks[check];
  const navigate = useNavigate();
  return (
    <li className={classes.line} data-found={found}>
      <Icon of={icons[found]} />
      <div>
        <p>
          <strong>{own.name}</strong> <span className={classes.found}>{words.found[found]}</span>
        </p>
        <p>{found === "good" ? own.good(detail) : own[found]}</p>
        {found === "missing" && mend !== "nobody" ? <p className={classes.mend}>{words.mend[mend]}</p> : null}
      </div>
      {found === "missing" && mend === "printer_settings" ? (
        <Button size="xs" onClick={() => void navigate({ to: "/settings" })}>
          {words.toPrinters}
        </Button>
      ) : null}
    </li>
  );
}

function leadOf(words: Words["today"], lines: readonly SetupLineView[] | undefined): string {
  if (!lines) return words.lead.asking;
  const needed = neededOf(lines);
  const missing = needed.filter(({ found }) => found === "missing").length;
  if (missing > 0) return words.lead.mend(missing);
  return needed.every(({ found }) => found === "good") ? words.lead.ready : words.lead.readyAsFar;
}
