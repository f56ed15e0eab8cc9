// Drills: something goes wrong on purpose, in Practice only, and is put right by one press.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Backend, useBackend } from "../../backend";
import { Card } from "../../shared/card";
import { FailureNote } from "../../shared/failure-note";
import { announce } from "../../shared/live-region";
import { Note } from "../../shared/note";
import { usePlace } from "../../shared/place";
import { useWords } from "../../words";
import type { DrillName } from "../../words/en/help";
import classes from "./help.module.css";

/** The clock stops this long before the batch. */
const MINUTES_BEFORE = 10;

const drillsInOrder: readonly DrillName[] = ["expired_label", "paper", "connection", "cut_off"];

const places = {
  expired_label: "/shipments",
  paper: "/labels",
  connection: "/orders",
  cut_off: "/today",
} as const;

async function begin(backend: Backend, stamp: string, drill: DrillName): Promise<void> {
  switch (drill) {
    case "expired_label":
      await backend.playDrill(stamp, "label_link_refused");
      return;
    case "paper":
      await backend.playPrinterTrouble(stamp, "out_of_paper");
      return;
    case "connection":
      await backend.playDrill(stamp, "no_network");
      return;
    case "cut_off": {
      const { cutOff } = await backend.getToday();
      const minutes = Math.floor(cutOff.secondsLeft / 60) - MINUTES_BEFORE;
      if (minutes > 0) await backend.movePracticeClock(stamp, { kind: "minutes", minutes });
      return;
    }
  }
}

export function Drills() {
  const words = useWords().help;
  const { environment } = usePlace();
  return (
    <Card title={words.drillsTitle}>
      <p className={classes.text}>{environment === "practice" ? words.drillsText : words.drillsElsewhere}</p>
      {environment === "practice" ? <Begin /> : null}
    </Card>
  );
}

function Begin() {
  const words = useWords().help;
  const backend = useBackend();
  const client = useQueryClient();
  const { stamp } = usePlace();
  const [running, setRunning] = useState<DrillName | null>(null);
  const play = useMutation({
    mutationFn: (drill: DrillName) => begin(backend, stamp, drill),
    onSuccess: async (_, drill) => {
      setRunning(drill);
      announce(words.drillRuns);
      await client.invalidateQueries();
    },
  });
  const end = useMutation({
    mutationFn: async () => {
      await backend.playDrill(stamp, null);
      await backend.playPrinterTrouble(stamp, null);
    },
    onSuccess: () => {
      setRunning(null);
      announce(words.drillsEnded);
    },
  });
  return (
    <>
      <ul className={classes.drills}>
        {drillsInOrder.map((name) => (
          <Drill key={name} name={name} runs={running === name} onBegin={() => play.mutate(name)} />
        ))}
      </ul>
      {play.isError ? <FailureNote error={play.error} /> : null}
      {end.isError ? <FailureNote error={end.error} /> : null}
      <div className={classes.foot}>
        <Button size="xs" onClick={() => end.mutate()}>
          {words.drillsEnd}
        </Button>
      </div>
    </>
  );
}

function Drill({ name, runs, onBegin }: { name: DrillName; runs: boolean; onBegin: () => void }) {
  const words = useWords().help;
  const { title, text, look, begin: press, go } = words.drills[name];
  const navigate = useNavigate();
  return (
    <li>
      <div>
        <h3>{title}</h3>
        <p>{text}</p>
        {runs ? (
          <Note
            tone="acc"
            title={words.drillRuns}
            actions={
              <Button size="xs" onClick={() => void navigate({ to: places[name] })}>
                {go}
              </Button>
            }
          >
            {look}
          </Note>
        ) : null}
      </div>
      {runs ? null : (
        <Button size="xs" onClick={onBegin}>
          {press}
        </Button>
      )}
    </li>
  );
}
