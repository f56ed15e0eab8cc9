// The answer was lost: what is known, what happens next by itself, and what a person may press when it is safe.
import { Button } from "@mantine/core";
import { IconClock, IconEyeCheck, IconHelpCircle } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { SendView } from "../../../backend";
import { ConfirmSentence } from "../../../shared/confirm-sentence";
import { CopyButton } from "../../../shared/copy-button";
import { clockTime } from "../../../shared/date-time";
import { FailureNote } from "../../../shared/failure-note";
import { Icon } from "../../../shared/icon";
import { Note } from "../../../shared/note";
import { usePlace } from "../../../shared/place";
import { useWords } from "../../../words";
import classes from "./new-order.module.css";
import type { useSend } from "./use-send";

interface Props {
  view: SendView;
  again: ReturnType<typeof useSend>["again"];
  customer: string;
}

export function Unsure({ view, again, customer }: Props) {
  const words = useWords();
  const place = usePlace();
  const navigate = useNavigate();
  const here = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState(false);
  const own = words.orders.form.unsure;
  useEffect(() => here.current?.focus(), []);
  const may = (offer: SendView["offers"][number]) => view.offers.includes(offer);
  const caseText = words.common.caseText({
    reference: view.key,
    what: own.title,
    version: place.version,
    place: place.environment ? words.shell.environments[place.environment].name : words.common.missing,
    at: view.startedAt ?? new Date().toISOString(),
  });
  return (
    <div className={classes.foot} ref={here} tabIndex={-1}>
      <Note tone="warn" icon={IconHelpCircle} title={own.title}>
        <span data-private>{own.text(customer, view.startedAt ? clockTime(view.startedAt) : null)}</span>
      </Note>
      <ul className={classes.looks}>
        <li>
          <Icon of={IconEyeCheck} size={16} />
          <span>{view.lastLookAt ? own.looked(clockTime(view.lastLookAt)) : own.notLooked}</span>
        </li>
        <li>
          <Icon of={IconClock} size={16} />
          <span>
            {view.nextLookAt ? own.next(clockTime(view.nextLookAt)) : own.nextUnknown}
            {view.sendAgainFrom ? ` ${own.mayAfter(clockTime(view.sendAgainFrom))}` : null}
          </span>
        </li>
      </ul>
      {again.error ? <FailureNote error={again.error} /> : null}
      <div className={classes.footStack}>
        <Button
          aria-disabled={!may("send_again") || again.isPending || undefined}
          data-disabled={!may("send_again") || undefined}
          onClick={() => may("send_again") && !again.isPending && setAsking(true)}
        >
          {may("send_again")
            ? own.sendAgain
            : view.sendAgainFrom
              ? own.sendAgainFrom(clockTime(view.sendAgainFrom))
              : own.sendAgainLater}
        </Button>
        {may("keep_waiting") ? (
          <Button onClick={() => void navigate({ to: "/orders" })}>{own.keepWaiting}</Button>
        ) : null}
        {may("asked_support") ? <CopyButton text={caseText}>{own.askedSupport}</CopyButton> : null}
      </div>
      <ConfirmSentence
        opened={asking}
        title={<span data-private>{own.sendAgainTitle(customer)}</span>}
        yes={own.sendAgain}
        no={own.notYet}
        onYes={() => {
          setAsking(false);
          again.mutate();
        }}
        onNo={() => setAsking(false)}
      >
        {own.sendAgainText}
      </ConfirmSentence>
    </div>
  );
}
