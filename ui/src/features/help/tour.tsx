// The tour of the first day: four steps on Today, which can be left at any of them and does not come back by itself.
import { Button } from "@mantine/core";
import { useState } from "react";
import { useChangePreferences, usePreferences, usePreferencesKnown } from "../../shared/preferences";
import { useWords } from "../../words";
import classes from "./help.module.css";

export function Tour() {
  const words = useWords().help.tour;
  const known = usePreferencesKnown();
  const { tourLeft } = usePreferences();
  const { change } = useChangePreferences();
  const [at, setAt] = useState(0);
  const step = words.steps[at];
  if (!known || tourLeft || !step) return null;
  const leave = () => {
    setAt(0);
    change({ tourLeft: true });
  };
  const last = at === words.steps.length - 1;
  return (
    <section className={classes.tour} aria-label={words.title}>
      <div aria-live="polite">
        <p className={classes.stepOf}>
          {words.title} · {words.step(at + 1, words.steps.length)}
        </p>
        <h2>{step.title}</h2>
        <p>{step.text}</p>
      </div>
      <div className={classes.tourButtons}>
        {last ? null : (
          <Button size="xs" variant="subtle" onClick={leave}>
            {words.leave}
          </Button>
        )}
        {at > 0 ? (
          <Button size="xs" onClick={() => setAt(at - 1)}>
            {words.back}
          </Button>
        ) : null}
        <Button size="xs" onClick={() => (last ? leave() : setAt(at + 1))}>
          {last ? words.done : words.next}
        </Button>
      </div>
    </section>
  );
}
