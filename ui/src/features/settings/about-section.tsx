// What this app is, and which version: what support asks first.
import { CopyButton } from "../../shared/copy-button";
import { usePlace } from "../../shared/place";
import { useWords } from "../../words";
import { Row, Rows, Section } from "./section";

export function AboutSection() {
  const words = useWords().settings.about;
  const { version } = usePlace();
  return (
    <Section id="about" title={words.title} text={words.text}>
      <Rows>
        <Row name={words.version} text={words.versionOf(version)}>
          <CopyButton text={words.versionOf(version)}>{words.copyVersion}</CopyButton>
        </Row>
        <Row name={words.license} text={words.licenseOf} />
      </Rows>
    </Section>
  );
}
