// How long a sent order can be taken back.
import { Select } from "@mantine/core";
import { usePreferences } from "../../shared/preferences";
import { useWords } from "../../words";
import { Row, Rows, Section } from "./section";
import { useChange } from "./use-change";

const choices = [0, 5, 10, 20, 30] as const;

export function SendingSection() {
  const words = useWords().settings;
  const { undoSeconds } = usePreferences();
  const { change } = useChange();
  // A value from elsewhere (an older version, a hand-edited file) stays choosable.
  const offered = [...new Set<number>([...choices, undoSeconds])].sort((a, b) => a - b);
  return (
    <Section id="sending" title={words.sending.title} text={words.sending.text}>
      <Rows>
        <Row name={words.sending.undo} text={words.sending.undoText}>
          <Select
            aria-label={words.sending.undo}
            w="9rem"
            allowDeselect={false}
            data={offered.map((seconds) => ({
              value: String(seconds),
              label: words.sending.undoOf(seconds),
            }))}
            value={String(undoSeconds)}
            onChange={(value) => change({ undoSeconds: Number(value) })}
          />
        </Row>
      </Rows>
    </Section>
  );
}
