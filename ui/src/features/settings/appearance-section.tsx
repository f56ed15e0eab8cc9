// Light or dark, and how large.
import { Button, SegmentedControl } from "@mantine/core";
import { useId } from "react";
import { FailureNote } from "../../shared/failure-note";
import { type Preferences, usePreferences } from "../../shared/preferences";
import { useWords } from "../../words";
import { Row, Rows, Section } from "./section";
import classes from "./settings-page.module.css";
import { useChange } from "./use-change";

const modes: readonly Preferences["appearance"][] = ["system", "light", "dark"];
const step = 10;

export function AppearanceSection() {
  const words = useWords().settings;
  const { appearance, zoom } = usePreferences();
  const { change, error } = useChange();
  const mode = useId();
  const size = useId();
  const resize = (by: number) => change({ zoom: Math.min(400, Math.max(50, zoom + by)) });
  return (
    <Section id="appearance" title={words.appearance.title} text={words.appearance.text}>
      {error ? <FailureNote error={error}>{words.notSaved}</FailureNote> : null}
      <Rows>
        <Row id={mode} name={words.appearance.mode} text={words.appearance.modeText}>
          <SegmentedControl
            aria-labelledby={mode}
            value={appearance}
            onChange={(value) => change({ appearance: value as Preferences["appearance"] })}
            data={modes.map((value) => ({ value, label: words.appearance.modes[value] }))}
          />
        </Row>
        <Row id={size} name={words.appearance.size} text={words.appearance.sizeText}>
          <Button size="xs" aria-disabled={zoom <= 50 || undefined} onClick={() => resize(-step)}>
            {words.appearance.smaller}
          </Button>
          <output className={classes.size} aria-labelledby={size}>
            {words.appearance.sizeOf(zoom)}
          </output>
          <Button size="xs" aria-disabled={zoom >= 400 || undefined} onClick={() => resize(step)}>
            {words.appearance.larger}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            aria-disabled={zoom === 100 || undefined}
            onClick={() => change({ zoom: 100 })}
          >
            {words.appearance.normal}
          </Button>
        </Row>
      </Rows>
    </Section>
  );
}
