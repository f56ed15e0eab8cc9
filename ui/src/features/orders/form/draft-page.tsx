// The new order: opens a draft, keeps what is typed, and follows it until it is placed. The form never empties by itself.
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconLoader2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FocusEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { type DraftView, failureOf, type SendState, type SendView, useBackend } from "../../../backend";
import { clockTime } from "../../../shared/date-time";
import { FailureNote } from "../../../shared/failure-note";
import { Icon } from "../../../shared/icon";
import { ListSkeleton } from "../../../shared/list-skeleton";
import { announce } from "../../../shared/live-region";
import { Note } from "../../../shared/note";
import { PageHeading } from "../../../shared/page-heading";
import { usePlace } from "../../../shared/place";
import { useWords, type Words } from "../../../words";
import { AddressLook } from "../paste/address-look";
import { PasteBox } from "../paste/paste-box";
import { AddressPart } from "./address-part";
import { CustomerPart } from "./customer-part";
import { isBlank, nameOf } from "./draft-form";
import { FormProvider, type Refusal, useProblems } from "./form-context";
import { MoreOfOrder } from "./more-of-order";
import classes from "./new-order.module.css";
import { PouchesPart } from "./pouches-part";
import { RepeatNote } from "./repeat-note";
import { ReviewPanel } from "./review-panel";
import { placedSentence } from "./send-foot";
import { TwinDialog } from "./twins";
import { type Typing, useDraft } from "./use-draft";
import { useSecondsLeft, useSend } from "./use-send";
import { useTwins } from "./use-twins";

/** Begins a draft and goes on in it, so that its address survives a reload. */
export function NewOrderPage() {
  const backend = useBackend();
  const { stamp } = usePlace();
  const navigate = useNavigate();
  const made = useQuery({
    queryKey: ["new-draft"],
    queryFn: () => backend.newDraft(stamp),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const key = made.data?.key;
  useEffect(() => {
    if (key) void navigate({ to: "/drafts/$key", params: { key }, replace: true });
  }, [key, navigate]);
  return <Opening error={made.error} onRetry={() => void made.refetch()} />;
}

export function DraftPage({ draftKey }: { draftKey: string }) {
  const backend = useBackend();
  const draft = useQuery({
    queryKey: ["draft", draftKey],
    queryFn: () => backend.getDraft(draftKey),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (draft.data) return <OpenDraft key={draftKey} first={draft.data} />;
  return <Opening error={draft.error} onRetry={() => void draft.refetch()} />;
}

function Opening({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const words = useWords().orders.form;
  return (
    <>
      <PageHeading title={error ? words.cannotOpen : words.title} />
      {error ? (
        <FailureNote error={error} onRetry={onRetry} />
      ) : (
        <ListSkeleton rows={7} columns="minmax(0, 1fr) minmax(0, 1fr) 12rem" />
      )}
    </>
  );
}

function OpenDraft({ first }: { first: DraftView }) {
  const words = useWords();
  const own = words.orders.form;
  const form = useRef<HTMLFormElement>(null);
  const typing = useDraft(first);
  const catalog = useCatalog();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [takenBack, setTakenBack] = useState(false);
  const sending = useSend(first.send, {
    onTakenBack: (view) => {
      typing.judge(view.check);
      setTakenBack(true);
    },
  });
  const { view } = sending;
  const secondsLeft = useSecondsLeft(view, sending.told);
  const problems = useProblems(typing, catalog.data, catalog.isError, refusal);
  const [pressing, setPressing] = useState(false);
  const customer = nameOf(typing.order.customer) || view.customer;
  const still = view.state === "draft" || view.state === "refused";
  useThrowAwayBlank(first, typing, view.state);
  useResumeFocus(first, form);

  const showWrong = () => {
    problems.press();
    focusFirstWrong(form.current);
  };
  const twins = useTwins(first.key, typing, still);
  const [comparing, setComparing] = useState<"look" | "send" | null>(null);
  const onSend = async (compared = false) => {
    if (pressing || sending.send.isPending || !still) return;
    setPressing(true);
    setTakenBack(false);
    setComparing(null);
    const kept = await typing.flush();
    const isFree = compared || !kept || (await twins.pass());
    if (!isFree) {
      announce(words.orderDesk.twins.stopped);
      setComparing("send");
    }
    if (kept && isFree) {
      await sending.send.mutateAsync().catch((error: unknown) => {
        const { fields } = failureOf(error);
        if (fields.length === 0) return;
        typing.judge({ problems: fields, warnings: typing.check.warnings });
        showWrong();
      });
    }
    setPressing(false);
  };
  const press = () => {
    if (!still || !canPress(document.querySelector("[data-send]"))) return;
    if (typing.check.problems.length > 0 && typing.isCurrent()) {
      announce(own.notYet(typing.check.problems.length));
      showWrong();
      return;
    }
    void onSend();
  };

  // What Rust says about the send is told once, in the one polite voice; a refusal puts the cursor into the first field it names.
  const onState = useEffectEvent((state: SendState, before: SendState) => {
    if (state === before) return;
    if (state === "leaving") announce(own.leaving.announced(Math.ceil((view.leavesInMs ?? 0) / 1_000)));
    if (state === "placed") announce(placedSentence(words, view));
    if (state === "unsure") announce(own.unsure.announced);
    if (state === "draft" && before === "leaving") announce(own.takenBack);
    if (state === "refused") {
      setRefusal({ problems: view.problems, order: typing.order });
      announce(`${own.refusedTitle} ${own.refusedFields(view.problems.length)}`);
      focusFirstWrong(form.current);
    }
    if (state === "draft")
      requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-send]")?.focus());
  });
  const before = useRef<SendState>("draft");
  useEffect(() => {
    onState(view.state, before.current);
    before.current = view.state;
  }, [view.state]);

  useFormKeys({
    send: press,
    undo: () => view.state === "leaving" && !sending.undo.isPending && sending.undo.mutate(),
  });
  // Refused and changed since: Rust may call it a draft again, the marks stay until each field is changed.
  const refused = view.state === "refused" || (refusal !== null && still);
  const failed = sending.send.error ?? null;
  return (
    <div className={classes.screen} data-fills>
      <form
        ref={form}
        aria-label={own.title}
        noValidate
        onSubmit={(event) => event.preventDefault()}
        className={classes.form}
        inert={!still}
        data-still={still || undefined}
        onFocus={(event) => typing.noteFocus(pathOf(event))}
      >
        <div className={classes.head}>
          <PageHeading title={own.title} subject={first.key} />
          <SavedLine typing={typing} />
        </div>
        {typing.saved.state === "failed" ? (
          <FailureNote
            error={typing.saved.error}
            actions={<Button onClick={() => void typing.flush()}>{words.common.tryAgain}</Button>}
          >
            {own.notSaved}
          </FailureNote>
        ) : null}
        {refused && refusal ? (
          <Note tone="bad" title={own.refusedTitle}>
            {own.refusedFields(problems.standing.length)}
            {/* Where a field says why, the server's summary says nothing more. */}
            {view.problems.length > 0 ? null : ` ${whyRefused(words, view) ?? ""}`}
            {problems.elsewhere.map((said) => (
              <span key={said} className={classes.elsewhere}>
                {said}
              </span>
            ))}
          </Note>
        ) : null}
        <FormProvider value={problems.form}>
          <RepeatNote draftKey={first.key} savedAt={typing.saved.at} />
          <PasteBox />
          <CustomerPart />
          <AddressPart />
          <AddressLook />
          <PouchesPart />
          <MoreOfOrder />
        </FormProvider>
      </form>
      <ReviewPanel
        order={typing.order}
        check={typing.check}
        catalog={catalog.data}
        shown={problems.shown}
        left={problems.left}
        pressed={problems.pressed}
        twins={twins}
        onCompare={() => setComparing("look")}
        sending={sending}
        secondsLeft={secondsLeft}
        onSend={press}
        busy={pressing}
        failed={failed && failureOf(failed).fields.length > 0 ? null : failed}
        wrong={problems.pressed ? typing.check.problems.length : 0}
        takenBack={takenBack && !pressing}
        customer={customer}
      />
      {twins.view ? (
        <TwinDialog
          opened={comparing !== null && twins.open.length > 0}
          view={twins.view}
          twins={twins.open}
          asked={comparing ?? "look"}
          onAnother={() => {
            twins.accept(twins.open);
            setComparing(null);
            if (comparing === "send") void onSend(true);
          }}
          onClose={() => setComparing(null)}
        />
      ) : null}
    </div>
  );
}

function SavedLine({ typing }: { typing: Typing }) {
  const words = useWords().orders.form;
  const { state, at } = typing.saved;
  const icon = { saved: IconCheck, saving: IconLoader2, failed: IconAlertTriangle }[state];
  const text = { saved: words.saved(clockTime(at)), saving: words.saving, failed: words.notSaved }[state];
  return (
    <p className={classes.saved} data-state={state}>
      <Icon of={icon} size={16} />
      <span>{text}</span>
    </p>
  );
}

function useCatalog() {
  const backend = useBackend();
  return useQuery({ queryKey: ["catalog"], queryFn: () => backend.getCatalog(false) });
}

/** Ctrl Enter sends, Ctrl Z takes a waiting send back; in a text field of a draft Ctrl Z stays the field's own. */
function useFormKeys({ send, undo }: { send: () => void; undo: () => void }): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    // A question above the form has the keys.
    if (document.querySelector('[aria-modal="true"]')) return;
    if (event.key === "Enter") {
      event.preventDefault();
      send();
    }
    if (event.key.toLowerCase() === "z") undo();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

/** A draft in which nobody typed anything is not kept. */
function useThrowAwayBlank(first: DraftView, typing: Typing, state: SendState): void {
  const backend = useBackend();
  const { stamp } = usePlace();
  const alive = useRef(true);
  const leave = useEffectEvent(() => {
    const blank = state === "draft" && !typing.touched && isBlank(typing.order);
    // A page that is only drawn anew comes back at once.
    if (blank)
      setTimeout(
        () => !alive.current && void backend.discardDraft(stamp, first.key).catch(() => undefined),
        0,
      );
  });
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
      leave();
    };
  }, []);
}

/** Back where the cursor was when this draft was left. */
function useResumeFocus(first: DraftView, form: { current: HTMLElement | null }): void {
  const done = useRef(false);
  useEffect(() => {
    // Once: a draft that is read again while one types must not move the cursor.
    if (!first.focus || done.current) return;
    done.current = true;
    const fields = form.current?.querySelectorAll<HTMLElement>("[data-path]") ?? [];
    [...fields].find((field) => field.dataset.path === first.focus)?.focus();
  }, [first, form]);
}

/** Why, where no field is named: this account may not, or the server's own words. */
function whyRefused(words: Words, { code, said }: SendView): string | null {
  const known = code === null || code === "refused" ? null : words.errors.codes[code];
  if (known) return `${known.title} ${known.text}`;
  return said ? words.orders.form.saidByServer(said) : null;
}

function pathOf(event: FocusEvent): string | null {
  return event.target instanceof HTMLElement ? (event.target.dataset.path ?? null) : null;
}

function focusFirstWrong(form: HTMLElement | null): void {
  // After the sentences are drawn, and a fold that holds one has opened.
  setTimeout(() => form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong]')?.focus(), 50);
}

function canPress(button: Element | null): boolean {
  return button?.getAttribute("aria-disabled") !== "true";
}
