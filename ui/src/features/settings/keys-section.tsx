// Single-letter keys, and how to switch them off (WCAG 2.1.4).
import { Switch } from "@mantine/core";
import { useId } from "react";
import { usePreferences } from "../../shared/preferences";
import { useWords } from "../../words";
import { Row, Rows, Section } from "./section";
import { useChange } from "./use-change";

export function KeysSection() {
  const words = useWords().settings;
  const { letterKeys } = usePreferences();
  const { change } = useChange();
  const id = useId();
  return (
    <Section id="keys" title={words.keys.title} text={words.keys.text}>
      <Rows>
        <Row id={id} name={words.keys.letters} text={words.keys.lettersText}>
          <Switch
            aria-label={words.keys.letters}
            aria-describedby={`${id}-text`}
            checked={letterKeys}
            onChange={(event) => change({ letterKeys: event.currentTarget.checked })}
          />
        </Row>
      </Rows>
    </Section>
  );
}
