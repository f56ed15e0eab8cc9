// For desks where others can see the screen: hidden names, and a lock when nobody is there.
import { Select, Switch } from "@mantine/core";
import { useId } from "react";
import { FailureNote } from "../../shared/failure-note";
import { KeyHint } from "../../shared/key-hint";
import { usePreferences } from "../../shared/preferences";
import { setPrivacyScreen, usePrivacyScreen } from "../../shared/privacy-screen";
import { useWords } from "../../words";
import { Row, Rows, Section } from "./section";
import { useChange } from "./use-change";

const choices = [0, 1, 5, 10, 15, 30, 60] as const;

export function PrivacySection() {
  const words = useWords().settings;
  const own = words.privacy;
  const hiding = usePrivacyScreen();
  const { idleLockMinutes } = usePreferences();
  const { change, error } = useChange();
  const id = useId();
  const offered = [...new Set<number>([...choices, idleLockMinutes])].sort((a, b) => a - b);
  return (
    <Section id="privacy" title={own.title} text={own.text}>
      {error ? <FailureNote error={error}>{words.notSaved}</FailureNote> : null}
      <Rows>
        <Row id={id} name={own.screen} text={own.screenText}>
          <KeyHint keys="F9" />
          <Switch
            aria-label={own.screen}
            aria-describedby={`${id}-text`}
            aria-keyshortcuts="F9"
            checked={hiding}
            onChange={(event) => setPrivacyScreen(event.currentTarget.checked)}
          />
        </Row>
        <Row name={own.idle} text={own.idleText}>
          <Select
            aria-label={own.idle}
            w="9rem"
            allowDeselect={false}
            data={offered.map((minutes) => ({ value: String(minutes), label: own.idleOf(minutes) }))}
            value={String(idleLockMinutes)}
            onChange={(value) => change({ idleLockMinutes: Number(value) })}
          />
        </Row>
      </Rows>
    </Section>
  );
}
