// What happened to the order, newest first: what this desk did and what OK Capsule's log tells.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type ChangeView, type FieldChange, type HistoryEntry, useBackend } from "../../../backend";
import { Card } from "../../../shared/card";
import { FailureNote } from "../../../shared/failure-note";
import { When } from "../../../shared/when";
import { useWords, type Words } from "../../../words";
import classes from "./life.module.css";

/** More than these are behind "Show all". */
const FEW = 8;

export function History({ id }: { id: string }) {
  const words = useWords().orders.life.history;
  const backend = useBackend();
  const [all, setAll] = useState(false);
  const history = useQuery({
    queryKey: ["orders", "history", id],
    queryFn: () => backend.orderHistory(id),
    staleTime: 60_000,
  });
  const entries = history.data?.entries ?? [];
  const shown = all ? entries : entries.slice(0, FEW);
  return (
    <Card title={words.title}>
      {history.isError ? (
        <FailureNote error={history.error} onRetry={() => void history.refetch()} />
      ) : !history.data ? (
        <p className={classes.quiet}>{words.reading}</p>
      ) : entries.length === 0 ? (
        <p className={classes.quiet}>{words.none}</p>
      ) : (
        <ul className={classes.history}>
          {shown.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {history.data?.notAsked ? (
        <p className={classes.quiet}>
          {words.notAsked}{" "}
          <Button size="compact-xs" variant="subtle" onClick={() => void history.refetch()}>
            {words.again}
          </Button>
        </p>
      ) : null}
      {shown.length < entries.length ? (
        <div className={classes.more}>
          <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
            {words.showAll(entries.length)}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const words = useWords();
  const own = words.orders.life.history;
  const { what } = entry;
  return (
    <li>
      <span className={classes.at}>{entry.at ? <When at={entry.at} /> : own.unknownTime}</span>
      <div className={classes.what}>
        {what.kind === "sent" ? own.sent : null}
        {what.kind === "log" ? <span data-private>{logText(words, what)}</span> : null}
        {what.kind === "change" ? <Change change={what.change} /> : null}
      </div>
    </li>
  );
}

function logText(words: Words, { column, from, to }: { column: string; from: string; to: string }): string {
  const own = words.orders.life.history;
  const name = own.columns[column] ?? column;
  if (column === "status") return own.logStatus(to || own.empty);
  if (!from) return own.logSet(name, to || own.empty);
  return own.logChange(name, from, to || own.empty);
}

function Change({ change }: { change: ChangeView }) {
  const words = useWords();
  const own = words.orders.life.history;
  return (
    <>
      <b>{own.asked[change.kind]}</b> {own.ended[change.outcome]}
      {change.said ? <small>{words.orders.life.told.said(change.said)}</small> : null}
      {change.fields.map((field, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: several pouches may change the same part of a box
        <small key={`${field.field} ${at}`} data-private>
          {fieldText(words, field)}
        </small>
      ))}
    </>
  );
}

function fieldText(words: Words, { field, from, to }: FieldChange): string {
  const own = words.orders.life.history;
  return `${own.fields[field] ?? field} ${own.from(from || own.empty, to || own.empty)}`;
}
