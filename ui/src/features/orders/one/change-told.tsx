// What became of a change, in a sentence: whether it is done, what is true now, and what to press next.
import { Button } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { ChangedView, OrderStatus } from "../../../backend";
import { FailureNote } from "../../../shared/failure-note";
import { announce } from "../../../shared/live-region";
import { Note, type NoteTone } from "../../../shared/note";
import { useWords, type Words } from "../../../words";
import classes from "./life.module.css";
import type { Told, useChange } from "./use-life";

interface Props {
  change: ReturnType<typeof useChange>;
  onLook: () => void;
}

export function ChangeTold({ change, onLook }: Props) {
  const words = useWords();
  const here = useRef<HTMLDivElement>(null);
  const { told, error } = change;
  // The button that was pressed may be gone: the sentence takes the focus.
  useEffect(() => {
    if (told || error) here.current?.focus();
  }, [told, error]);
  const said = told ? sentenceOf(words, told, change.name) : "";
  useEffect(() => {
    if (said) announce(said);
  }, [said]);
  if (error) {
    return (
      <div className={classes.told} ref={here} tabIndex={-1}>
        <FailureNote error={error}>{words.orders.life.told.notSent}</FailureNote>
      </div>
    );
  }
  if (!told) return null;
  const { outcome, code, said: theirs } = told.view;
  const own = words.orders.life.told;
  return (
    <div className={classes.told} ref={here} tabIndex={-1}>
      <Note
        tone={tones[outcome]}
        {...(outcome === "unknown" ? { icon: IconHelpCircle } : {})}
        title={said}
        actions={
          <>
            {outcome === "unknown" || outcome === "overtaken" ? (
              <Button size="xs" onClick={onLook}>
                {own.lookAgain}
              </Button>
            ) : null}
            <Button size="xs" variant="subtle" onClick={change.close}>
              {own.close}
            </Button>
          </>
        }
      >
        {outcome === "not_sent" && code ? (
          <>
            {words.errors.codes[code].title}
            {told.view.waitSeconds ? ` ${words.common.waitSeconds(told.view.waitSeconds)}` : null}
          </>
        ) : null}
        {outcome === "refused" && theirs ? own.said(theirs) : null}
      </Note>
    </div>
  );
}

const tones: Record<ChangedView["outcome"], NoteTone> = {
  done: "ok",
  overtaken: "warn",
  too_late: "bad",
  already_so: "plain",
  changed_elsewhere: "warn",
  invalid: "bad",
  refused: "bad",
  not_sent: "warn",
  unknown: "warn",
  not_done: "warn",
};

function sentenceOf(words: Words, { kind, view }: Told, name: string): string {
  const { told } = words.orders.life;
  const status = statusName(words, view.order.row.status, view.order.row.statusText);
  switch (view.outcome) {
    case "done":
      if (kind !== "edit") return told.done[kind](name);
      return view.heldForReview ? told.heldForReview(name) : told.edited(name);
    case "overtaken":
      return kind === "edit" ? told.overtakenEdit(name) : told.overtaken(name, status);
    case "too_late":
      return told.tooLate(name);
    case "already_so":
      return kind === "edit" ? told.nothingNew : told.alreadySo[kind](name);
    case "changed_elsewhere":
      return told.changedElsewhere(partsOf(words, view.edit?.conflicts ?? []));
    case "invalid":
      return told.invalid(view.fields.length);
    case "refused":
      return told.refused;
    case "not_sent":
      return told.notSent;
    case "unknown":
    case "not_done":
      return told.unknown(name, status);
  }
}

export function statusName(words: Words, status: OrderStatus, said: string): string {
  return status === "other" ? said || words.orders.statusUnknown : words.orders.statuses[status];
}

/** Paths of the form as words for the middle of a sentence. */
export function partsOf(words: Words, paths: readonly string[]): string[] {
  const { editing } = words.orders.life;
  return paths.map((path) => {
    const box = /^lines\.(\d+)/.exec(path)?.[1];
    return box ? editing.boxPart(Number(box) + 1) : (editing.parts[path] ?? path);
  });
}
