// A failure in words: what happened, what is safe, the button that helps, and a reference support can use.
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";
import { type Code, type Failure, failureOf } from "../backend";
import { useWords } from "../words";
import { ConnectionCheck } from "./connection-check";
import { CopyButton } from "./copy-button";
import classes from "./failure-note.module.css";
import { Note } from "./note";
import { usePlace } from "./place";

interface Props {
  /** What was thrown, or the failure itself. */
  error: unknown;
  /** For `retry` and `wait`: does it again. Without it no such button is shown. */
  onRetry?: () => void;
  /** Instead of the code's own sentence, when the screen knows better what is safe. */
  children?: ReactNode;
  actions?: ReactNode;
}

export function FailureNote({ error, onRetry, children, actions }: Props) {
  const words = useWords();
  const failure = isFailure(error) ? error : failureOf(error);
  const said = words.errors.codes[failure.code];
  const { asking } = usePlace();
  const examinable = asking !== "practice" && onTheWay.has(failure.code);
  const passing = failure.next === "retry" || failure.next === "wait";
  return (
    <Note
      tone={passing ? "warn" : "bad"}
      says="alert"
      title={said.title}
      actions={
        <>
          {actions}
          <NextButton failure={failure} onRetry={onRetry} />
          {examinable ? <ConnectionCheck /> : null}
        </>
      }
    >
      {children ?? said.text}
      {failure.waitSeconds ? ` ${words.common.waitSeconds(failure.waitSeconds)}` : null}
      <CaseLine failure={failure} />
    </Note>
  );
}

/** Trouble between this computer and OK Capsule, which the connection doctor may find. */
const onTheWay: ReadonlySet<Code> = new Set([
  "offline",
  "timed_out",
  "server_fault",
  "unreadable",
  "insecure",
]);

function NextButton({ failure, onRetry }: { failure: Failure; onRetry: (() => void) | undefined }) {
  const words = useWords();
  const navigate = useNavigate();
  const label = words.errors.next[failure.next];
  switch (failure.next) {
    case "retry":
    case "wait":
      return onRetry && label ? (
        <Button size="xs" onClick={onRetry}>
          {label}
        </Button>
      ) : null;
    case "check_first":
      return label ? (
        <Button size="xs" onClick={() => void navigate({ to: "/orders" })}>
          {label}
        </Button>
      ) : null;
    case "sign_in":
    case "fix":
    case "nothing":
      return null;
  }
}

/** "Reference CD-7F3K · Copy case text": no personal word goes into the copy. */
function CaseLine({ failure }: { failure: Failure }) {
  const words = useWords();
  const place = usePlace();
  const id = useId();
  const text = words.common.caseText({
    reference: failure.reference,
    what: words.errors.codes[failure.code].title,
    version: place.version,
    place: place.environment ? words.shell.environments[place.environment].name : words.common.missing,
    at: new Date().toISOString(),
  });
  return (
    <div className={classes.line}>
      <span id={id}>{words.common.reference(failure.reference)}</span>
      <CopyButton
        text={text}
        size="compact-xs"
        variant="subtle"
        done={words.common.caseCopied}
        describedBy={id}
      >
        {words.common.copyCase}
      </CopyButton>
    </div>
  );
}

function isFailure(error: unknown): error is Failure {
  return (
    typeof error === "object" &&
    error !== null &&
    "reference" in error &&
    "code" in error &&
    !(error instanceof Error)
  );
}
