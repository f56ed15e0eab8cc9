// Today: what must be done now. For now it says whether everything an order needs is in place, and who can mend what is not.
import { Button } from "@mantine/core";
import { IconAlertOctagon, IconCircleCheck, IconHelpCircle, type TablerIcon } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type SetupFound, type SetupLineView, useBackend } from "../../backend";
import { Card } from "../../shared/card";
import { FailureNote } from "../../shared/failure-note";
import { Icon } from "../../shared/icon";
import { ListSkeleton } from "../../shared/list-skeleton";
import { announce } from "../../shared/live-region";
import { PageHeading } from "../../shared/page-heading";
import { usePlace } from "../../shared/place";
import { useWords, type Words } from "../../words";
import classes from "./today-page.module.css";

export function TodayPage() {
  const words = useWords().today;
  const backend = useBackend();
  const { environment } = usePlace();
  const setup = useQuery({ queryKey: ["setup", environment], queryFn: () => backend.checkSetup() });
  const look = async () => {
    const looked = await setup.refetch();
    announce(leadOf(words, looked.data));
  };
  return (
    <>
      <PageHeading
        title={words.title}
        lead={setup.isError ? words.lead.notAsked : leadOf(words, setup.data)}
      />
      {setup.isError ? <FailureNote error={setup.error} onRetry={() => void look()} /> : null}
      <div className={classes.column}>
        {setup.data ? (
          <Card
            title={words.setup.title}
            end={
              <Button
                size="xs"
                aria-disabled={setup.isFetching || undefined}
                onClick={() => setup.isFetching || void look()}
              >
                {setup.isFetching ? words.setup.looking : words.setup.look}
              </Button>
            }
          >
            <ul className={classes.lines} aria-label={words.setup.list}>
              {setup.data.map((line) => (
                <SetupLine key={line.check} line={line} />
              ))}
            </ul>
          </Card>
        ) : setup.isError ? null : (
          <ListSkeleton rows={6} columns="1.25rem minmax(0, 1fr)" />
        )}
      </div>
    </>
  );
}

const icons: Record<SetupFound, TablerIcon> = {
  good: IconCircleCheck,
  missing: IconAlertOctagon,
  unknown: IconHelpCircle,
};

function SetupLine({ line: { check, found, mend, detail } }: { line: SetupLineView }) {
  const words = useWords().today.setup;
  const own = words.checks[check];
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
    </li>
  );
}

function leadOf(words: Words["today"], lines: readonly SetupLineView[] | undefined): string {
  if (!lines) return words.lead.asking;
  // Without a printer an order goes out all the same.
  const needed = lines.filter(({ check }) => check !== "printer");
  const missing = needed.filter(({ found }) => found === "missing").length;
  if (missing > 0) return words.lead.mend(missing);
  return needed.every(({ found }) => found === "good") ? words.lead.ready : words.lead.readyAsFar;
}
