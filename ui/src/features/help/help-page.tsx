// Help: how each task is done, what the words mean, which keys there are, and drills for what can go wrong.
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Card } from "../../shared/card";
import { Dialog } from "../../shared/dialog";
import { Fact, Facts } from "../../shared/facts";
import { announce } from "../../shared/live-region";
import { PageHeading } from "../../shared/page-heading";
import { useChangePreferences } from "../../shared/preferences";
import { useWords } from "../../words";
import type { TaskName } from "../../words/en/help";
import { Drills } from "./drills";
import classes from "./help.module.css";

const tasksInOrder = ["order", "change", "labels", "parcel", "day", "customer"] as const;

/** Each task's screen, as `cargo xtask pictures` saved it. */
const pictures = {
  order: "new-order",
  change: "orders",
  labels: "labels",
  parcel: "shipment",
  day: "today",
  customer: "customer",
} as const;

const places = {
  order: "/orders/new",
  change: "/orders",
  labels: "/labels",
  parcel: "/shipments",
  day: "/today",
  customer: "/customers",
} as const;

export function HelpPage() {
  const { help: words, settings } = useWords();
  return (
    <>
      <PageHeading title={words.title} lead={words.lead} actions={<TourAgain />} />
      <div className={classes.column}>
        <Tasks />
        <Drills />
        <Card title={words.glossaryTitle}>
          <Facts>
            {words.glossary.map(({ term, means }) => (
              <Fact key={term} name={term}>
                {means}
              </Fact>
            ))}
          </Facts>
        </Card>
        <Card title={words.keysTitle}>
          <Facts>
            {settings.keys.everywhere.map(({ keys, does }) => (
              <Fact key={keys} name={keys}>
                {does}
              </Fact>
            ))}
          </Facts>
          <p className={classes.text}>{words.keysText}</p>
        </Card>
      </div>
    </>
  );
}

function Tasks() {
  const words = useWords().help;
  const navigate = useNavigate();
  const [large, setLarge] = useState<TaskName | null>(null);
  return (
    <section aria-label={words.tasksTitle}>
      <h2 className={classes.heading}>{words.tasksTitle}</h2>
      <div className={classes.tasks}>
        {tasksInOrder.map((name) => {
          const { title, steps, go } = words.tasks[name];
          return (
            <Card key={name} title={title}>
              <button
                type="button"
                className={classes.enlarge}
                aria-label={words.enlarge(title)}
                onClick={() => setLarge(name)}
              >
                <Picture of={name} />
              </button>
              <ol className={classes.steps}>
                {steps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
              <div className={classes.foot}>
                <Button size="xs" onClick={() => void navigate({ to: places[name] })}>
                  {words.goLabel(go)}
                </Button>
              </div>
            </Card>
          );
        })}
      </div>
      <Dialog
        opened={large !== null}
        title={large ? words.tasks[large].title : ""}
        width="76rem"
        onClose={() => setLarge(null)}
      >
        {large ? <Picture of={large} /> : null}
      </Dialog>
    </section>
  );
}

function Picture({ of: name }: { of: TaskName }) {
  const words = useWords().help;
  return (
    <img
      className={classes.picture}
      src={`./help/${pictures[name]}.png`}
      alt={words.picture(words.tasks[name].title)}
      width={1280}
      height={757}
      loading="lazy"
    />
  );
}

function TourAgain() {
  const words = useWords().help.tour;
  const navigate = useNavigate();
  const { change } = useChangePreferences();
  return (
    <Button
      onClick={() => {
        change({ tourLeft: false });
        announce(words.shown);
        void navigate({ to: "/today" });
      }}
    >
      {words.again}
    </Button>
  );
}
