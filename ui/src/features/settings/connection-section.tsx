// Where the way to OK Capsule stops, for the day it does.
import { ConnectionCheck } from "../../shared/connection-check";
import { useWords } from "../../words";
import { Row, Rows, Section } from "./section";

export function ConnectionSection() {
  const words = useWords().settings.connection;
  return (
    <Section id="connection" title={words.title} text={words.text}>
      <Rows>
        <Row name={words.check} text={words.checkText}>
          <ConnectionCheck size="sm" />
        </Row>
      </Rows>
    </Section>
  );
}
