// The foot of the panel, one state at a time: ready to send, leaving with its undo, sending, placed, refused, checking.
import { Button, Loader } from "@mantine/core";
import { IconArrowBackUp, IconCircleCheck } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import type { CutOffView, SendView } from "../../../backend";
import { pacificAndOwn } from "../../../shared/date-time";
import { environmentIcons } from "../../../shared/environment-icons";
import { FailureNote } from "../../../shared/failure-note";
import { Icon } from "../../../shared/icon";
import { KeyHint } from "../../../shared/key-hint";
import { Note } from "../../../shared/note";
import { usePlace } from "../../../shared/place";
import { usePreferences } from "../../../shared/preferences";
import { RichText } from "../../../shared/rich-text";
import { useWords, type Words } from "../../../words";
import classes from "./new-order.module.css";
import { Unsure } from "./unsure";
import type { useSend } from "./use-send";

export interface SendFootProps {
  sending: ReturnType<typeof useSend>;
  /** Whole seconds until it leaves. */
  secondsLeft: number | null;
  /** The person's wish to send, after what was typed is saved. */
  onSend: () => void;
  /** The press is being carried out. */
  busy: boolean;
  /** Why the last press did nothing. */
  failed: unknown;
  /** Fields that kept the last press from sending; 0 when none did. */
  wrong: number;
  /** Said after Undo, until the next change. */
  takenBack: boolean;
  customer: string;
}

export function SendFoot(props: SendFootProps) {
  switch (props.sending.view.state) {
    case "draft":
    case "refused":
      return <Ready {...props} />;
    case "leaving":
      return <Leaving {...props} />;
    case "sending":
      return <Sending />;
    case "placed":
      return <Placed view={props.sending.view} />;
    case "unsure":
      return <Unsure view={props.sending.view} again={props.sending.again} customer={props.customer} />;
  }
}

function Ready({ sending, onSend, busy, failed, wrong, takenBack, customer }: SendFootProps) {
  const words = useWords();
  const { environment, signedIn } = usePlace();
  const { undoSeconds } = usePreferences();
  const where = environment ?? "practice";
  const name = words.shell.environments[where].name;
  const closed = !signedIn ? (
    <span data-private>{words.orders.form.signedOut(customer)}</span>
  ) : sending.view.checking ? (
    words.orders.form.checkingFirst
  ) : null;
  return (
    <div className={classes.foot}>
      {takenBack ? (
        <Note tone="ok" icon={IconArrowBackUp}>
          {words.orders.form.takenBack}
        </Note>
      ) : null}
      {sending.view.notSent && !takenBack && !sending.view.checking ? (
        <Note tone="warn" icon={IconArrowBackUp}>
          {words.orders.form.notSent}
        </Note>
      ) : null}
      {wrong > 0 ? <Note tone="warn">{words.orders.form.notYet(wrong)}</Note> : null}
      {failed ? <FailureNote error={failed} onRetry={onSend} /> : null}
      <p className={classes.goes}>
        <Icon of={environmentIcons[where]} />
        <span>
          <Destination />
        </span>
      </p>
      <Button
        fullWidth
        size="md"
        variant="filled"
        aria-keyshortcuts="Control+Enter"
        aria-disabled={closed !== null || busy || undefined}
        data-disabled={closed !== null || undefined}
        data-send
        rightSection={<KeyHint keys="Ctrl Enter" />}
        onClick={onSend}
      >
        {words.orders.form.send(name)}
      </Button>
      <p className={classes.dim}>{closed ?? words.orders.form.canTakeBack(undoSeconds)}</p>
    </div>
  );
}

function Destination(): ReactNode {
  const words = useWords().orders.form.goesTo;
  const { environment } = usePlace();
  if (environment === "live") return <RichText of={words.live(null)} />;
  return <RichText of={environment === "stage" ? words.stage : words.practice} />;
}

function Leaving({ sending, secondsLeft, failed }: SendFootProps) {
  const words = useWords().orders.form.leaving;
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus(), []);
  const busy = sending.undo.isPending || sending.now.isPending;
  const trouble = sending.undo.error ?? sending.now.error ?? failed;
  return (
    <div className={classes.foot}>
      {trouble ? <FailureNote error={trouble} /> : null}
      <div className={classes.ringLine}>
        <Ring view={sending.view} secondsLeft={secondsLeft} />
        <p>
          <b role="timer">
            {secondsLeft === null || secondsLeft === 0
              ? words.leavesNow
              : words.leavesIn(words.seconds(secondsLeft))}
          </b>
          <span>{sending.view.code === null ? words.still : words.waitsForNetwork}</span>
        </p>
      </div>
      <Button
        fullWidth
        size="md"
        variant="filled"
        ref={undo}
        aria-label={words.undoLabel}
        aria-keyshortcuts="Control+Z"
        aria-disabled={busy || undefined}
        leftSection={<Icon of={IconArrowBackUp} />}
        rightSection={<KeyHint keys="Ctrl Z" />}
        onClick={() => busy || sending.undo.mutate()}
      >
        {words.undo}
      </Button>
      <div className={classes.footLine}>
        <Button
          size="xs"
          variant="subtle"
          aria-disabled={busy || undefined}
          onClick={() => busy || sending.now.mutate()}
        >
          {words.sendNow}
        </Button>
        <StartNext />
      </div>
    </div>
  );
}

/** A ring that empties in whole steps, one a second. */
function Ring({ view, secondsLeft }: { view: SendView; secondsLeft: number | null }) {
  const { undoSeconds } = usePreferences();
  const whole = Math.max(undoSeconds, Math.ceil((view.leavesInMs ?? 0) / 1_000), 1);
  const length = 2 * Math.PI * 19;
  return (
    <svg className={classes.ring} viewBox="0 0 44 44" aria-hidden="true">
      <circle cx="22" cy="22" r="19" data-track />
      <circle
        cx="22"
        cy="22"
        r="19"
        strokeDasharray={length}
        strokeDashoffset={length * (1 - (secondsLeft ?? 0) / whole)}
        transform="rotate(-90 22 22)"
      />
    </svg>
  );
}

function Sending() {
  const words = useWords().orders.form;
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => here.current?.focus(), []);
  return (
    <div className={classes.foot} ref={here} tabIndex={-1}>
      <div className={classes.ringLine}>
        <Loader size={28} aria-hidden="true" />
        <p>
          <b>{words.sending}</b>
          <span>{words.sendingText}</span>
        </p>
      </div>
      <div className={classes.footLine}>
        <StartNext />
      </div>
    </div>
  );
}

function Placed({ view }: { view: SendView }) {
  const words = useWords();
  const navigate = useNavigate();
  const open = useRef<HTMLButtonElement>(null);
  useEffect(() => open.current?.focus(), []);
  const { orderId } = view;
  return (
    <div className={classes.foot}>
      <Note tone="ok" icon={IconCircleCheck}>
        {placedSentence(words, view)}
      </Note>
      {orderId ? (
        <Button
          fullWidth
          size="md"
          variant="filled"
          ref={open}
          onClick={() => void navigate({ to: "/orders/$id", params: { id: orderId } })}
        >
          {words.orders.form.openOrder}
        </Button>
      ) : null}
      <div className={classes.footLine}>
        <StartNext />
      </div>
    </div>
  );
}

/** "Order OR-1042 is with OK Capsule. You can change it until 12:00 AM Pacific (3:00 AM your time)." */
export function placedSentence(words: Words, view: SendView): string {
  const until = view.cutOff ? untilText(words, view.cutOff) : null;
  return view.orderNumber
    ? words.orders.form.placed(view.orderNumber, until)
    : words.orders.form.placedNoNumber(until);
}

function untilText(words: Words, cutOff: CutOffView): string | null {
  if (cutOff.secondsLeft <= 0) return null;
  const { pacific, own } = pacificAndOwn(cutOff.sureUntil);
  return words.common.pacific(pacific, own);
}

function StartNext() {
  const words = useWords().orders.form;
  const navigate = useNavigate();
  return (
    <Button size="xs" variant="subtle" onClick={() => void navigate({ to: "/orders/new" })}>
      {words.startNext}
    </Button>
  );
}
