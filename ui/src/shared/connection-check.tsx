// The connection doctor: a button, and a dialog that says line by line where the way to OK Capsule stops.
import { Button, Group } from "@mantine/core";
import {
  IconActivityHeartbeat,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  type TablerIcon,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  type DoctorCheck,
  type DoctorFinding,
  type DoctorLineView,
  type DoctorView,
  useBackend,
} from "../backend";
import { useWords, type Words } from "../words";
import classes from "./connection-check.module.css";
import { CopyButton } from "./copy-button";
import { Dialog } from "./dialog";
import { Icon } from "./icon";
import { Note } from "./note";
import { usePlace } from "./place";

export function ConnectionCheck({ size = "xs" }: { size?: "xs" | "sm" }) {
  const words = useWords().connection;
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        size={size}
        leftSection={<Icon of={IconActivityHeartbeat} size={14} />}
        onClick={() => setOpened(true)}
      >
        {words.check}
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={words.title} width="40rem">
        <Findings />
      </Dialog>
    </>
  );
}

function Findings() {
  const words = useWords().connection;
  const backend = useBackend();
  const { asking, version } = usePlace();
  const doctor = useQuery({
    queryKey: ["connection", asking],
    queryFn: () => backend.examineConnection(asking),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (doctor.isFetching) return <p role="status">{words.asking}</p>;
  if (!doctor.data) return null;
  const stops = doctor.data.lines.find(({ finding }) => standing(finding) === "attention");
  return (
    <>
      {stops ? (
        <Note tone="warn" says="status">
          {words.trouble(words.checks[stops.check].name)}
        </Note>
      ) : (
        <Note tone="ok" says="status">
          {words.fine}
        </Note>
      )}
      <ul className={classes.lines} aria-label={words.list}>
        {doctor.data.lines.map((line) => (
          <Line key={line.check} line={line} />
        ))}
      </ul>
      <Group gap="xs" mt="md">
        <Button size="xs" onClick={() => void doctor.refetch()}>
          {words.again}
        </Button>
        <CopyButton text={caseText(words.caseTitle(version), doctor.data)} done={words.copied}>
          {words.copy}
        </CopyButton>
      </Group>
    </>
  );
}

function Line({ line: { check, finding } }: { line: DoctorLineView }) {
  const words = useWords().connection;
  const how = standing(finding);
  return (
    <li className={classes.line} data-standing={how}>
      <Icon of={icons[how]} />
      <p>
        <strong>{words.checks[check].name}</strong> <span className={classes.word}>{words.words[how]}</span>
        <br />
        {sentence(words, check, finding)}
      </p>
    </li>
  );
}

type Standing = "good" | "attention" | "skipped";

const icons: Record<Standing, TablerIcon> = {
  good: IconCircleCheck,
  attention: IconAlertTriangle,
  skipped: IconCircleDashed,
};

function standing({ kind }: DoctorFinding): Standing {
  if (kind === "good" || kind === "through_proxy") return "good";
  return kind === "not_asked" ? "skipped" : "attention";
}

function sentence(words: Words["connection"], check: DoctorCheck, finding: DoctorFinding): string {
  if (finding.kind === "good") return words.checks[check].good;
  if (finding.kind !== "clock_is_off") return words.findings[finding.kind];
  return words.clockIsOff(Math.abs(finding.seconds), finding.seconds > 0);
}

/** Stable words and numbers, as Rust gives them: support reads these, in any language of the page. */
function caseText(title: string, { facts }: DoctorView): string {
  return [title, ...facts.map(({ name, value }) => `${name}: ${value}`)].join("\n");
}
