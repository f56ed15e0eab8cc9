// Keys that work on every screen; single-letter keys, and how to switch them off (WCAG 2.1.4).
import { Switch } from "@mantine/core";
import { useId } from "react";
import { Fact, Facts } from "../../shared/facts";
import { usePreferences } from "../../shared/preferences";
import { useWords } from "../../words";
import { Row, Rows, Section } from "./section";
import classes from "./settings-page.module.css";
import { useChange } from "./use-change";

export function KeysSection() {
  const words = useWords().settings;
  const { letterKeys } = usePreferences();
  const { change } = useChange();
  const id = useId();
  return (
    <Section id="keys" title={words.keys.title} text={words.keys.text}>
      <Rows>
        <div className={classes.keys}>
          <p className={classes.name}>{words.keys.list}</p>
          <Facts>
            {words.keys.everywhere.map(({ keys, does }) => (
              <Fact key={keys} name={keys}>
                {does}
              </Fact>
            ))}
          </Facts>
        </div>
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
