// How a sign-out or a removal went: what is gone, and, said plainly, what could not be deleted.
import { Button } from "@mantine/core";
import { Note } from "../../shared/note";
import type { Gone } from "../../shared/session-door";
import { useWords } from "../../words";

interface Props {
  gone: Gone;
  onUnderstood: () => void;
}

export function GoneNote({ gone: { how, environment, result }, onUnderstood }: Props) {
  const words = useWords();
  const own = words.session.gone;
  const left = [
    result.tokens === "working" ? null : own.tokens[result.tokens],
    result.labelsLeft === 0 ? null : own.labels(result.labelsLeft),
  ].filter((sentence) => sentence !== null);
  return (
    <Note
      tone={left.length > 0 ? "warn" : "ok"}
      says={left.length > 0 ? "alert" : "status"}
      title={own[how](words.shell.environments[environment].name)}
      actions={
        <Button size="xs" onClick={onUnderstood}>
          {words.shell.understood}
        </Button>
      }
    >
      {left.length > 0 ? left.join(" ") : null}
    </Note>
  );
}
