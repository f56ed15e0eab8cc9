// Editing an order: the fields OK Capsule lets one change, what one has changed so far in words, and one press that saves it.
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import {
  type EditForm,
  type EditView,
  type FieldProblem,
  type OrderView,
  useBackend,
} from "../../../backend";
import { Card } from "../../../shared/card";
import { FailureNote } from "../../../shared/failure-note";
import { FieldError, focusFirstWrong, noAutofill, TextField } from "../../../shared/fields";
import { ListSkeleton } from "../../../shared/list-skeleton";
import { Note } from "../../../shared/note";
import { usePlace } from "../../../shared/place";
import { useWords } from "../../../words";
import { partsOf } from "./change-told";
import { type Address, addressOf, changedPaths, hasField, sentenceAt } from "./edit-form";
import { EditLines } from "./edit-lines";
import classes from "./life.module.css";
import { type Told, useTaken } from "./use-life";

interface Props {
  order: OrderView;
  /** What became of it. The form stays when there is still something to do in it. */
  onTold: (told: Told) => void;
  /** Back to the order. */
  onDone: () => void;
}

interface Kept extends EditView {
  problems: FieldProblem[];
}

const addressFields: readonly (keyof Address)[] = [
  "addressee",
  "address1",
  "address2",
  "city",
  "province",
  "postalCode",
  "country",
];

export function EditOrder({ order, onTold, onDone }: Props) {
  const words = useWords();
  const own = words.orders.life.editing;
  const backend = useBackend();
  const { id } = order.row;
  const [kept, setKept, forget] = useKept(id);
  const start = useQuery({
    queryKey: ["order-edit", "start", id],
    queryFn: () => backend.startEdit(id),
    enabled: kept === null,
    staleTime: 0,
    gcTime: 0,
  });
  useEffect(() => {
    if (kept === null && start.data && !start.isFetching) setKept({ ...start.data, problems: [] });
  }, [kept, start.data, start.isFetching, setKept]);
  if (start.isError && kept === null) {
    return (
      <FailureNote
        error={start.error}
        onRetry={() => void start.refetch()}
        actions={
          <Button size="xs" onClick={onDone}>
            {words.common.close}
          </Button>
        }
      />
    );
  }
  if (kept === null) {
    return (
      <Card title={own.title(words.orders.one.title(order.row.number))}>
        <p className={classes.quiet}>{own.reading}</p>
        <ListSkeleton rows={4} columns="minmax(0, 1fr) minmax(0, 1fr)" />
      </Card>
    );
  }
  const leave = () => {
    forget();
    onDone();
  };
  return (
    <Form order={order} kept={kept} setKept={setKept} onTold={onTold} onLeave={leave} onAside={onDone} />
  );
}

/** What is typed outlives a look at another screen; it ends with the window or with leaving the form. */
function useKept(id: string): [Kept | null, (kept: Kept) => void, () => void] {
  const client = useQueryClient();
  const key = ["order-edit", "typed", id];
  const [kept, setState] = useState<Kept | null>(() => client.getQueryData<Kept>(key) ?? null);
  const set = (next: Kept) => {
    client.setQueryDefaults(["order-edit", "typed"], { gcTime: Number.POSITIVE_INFINITY });
    client.setQueryData(key, next);
    setState(next);
  };
  return [kept, set, () => client.removeQueries({ queryKey: key })];
}

interface FormProps {
  order: OrderView;
  kept: Kept;
  setKept: (kept: Kept) => void;
  onTold: (told: Told) => void;
  onLeave: () => void;
  /** Back to the order, with what was typed kept. */
  onAside: () => void;
}

function Form({ order, kept, setKept, onTold, onLeave, onAside }: FormProps) {
  const words = useWords();
  const own = words.orders.life.editing;
  const backend = useBackend();
  const { stamp } = usePlace();
  const taken = useTaken(order.row.id);
  const here = useRef<HTMLDivElement>(null);
  const { base, form, problems } = kept;
  const address = addressOf(form);
  const change = (next: EditForm) => setKept({ ...kept, form: next });
  const changeAddress = (name: keyof Address, text: string) =>
    change({ ...form, address: { ...address, [name]: text } });
  const error = (path: string, value = "") => sentenceAt(words, problems, path, value);
  const save = useMutation({
    mutationFn: () => backend.editOrder(stamp, order.row.id, base, form),
    onSuccess: (view) => {
      const stays = view.outcome === "invalid" || view.outcome === "refused";
      if (stays) setKept({ ...kept, problems: view.fields });
      if (view.edit) setKept({ ...view.edit, problems: [] });
      taken(view);
      onTold({ kind: "edit", view });
      if (stays) focusFirstWrong(here.current);
      const over = view.outcome === "done" || view.outcome === "already_so" || view.outcome === "overtaken";
      if (over || view.outcome === "too_late") onLeave();
      // Whether it was saved is not known: what was typed may be needed again.
      else if (view.outcome === "unknown") onAside();
    },
  });
  const paths = changedPaths(base, form);
  const loose = problems.filter(({ path }) => !hasField(form, path));
  const label = words.orders.form.fields;
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div className={classes.form} ref={here}>
      {kept.notAsked ? <Note tone="warn">{own.notAsked}</Note> : null}
      {loose.length > 0 ? (
        <Note tone="bad" says="alert">
          {loose.map((problem) => sentenceAt(words, [problem], problem.path)).join(" ")}
        </Note>
      ) : null}
      <Card title={own.shipTo}>
        <div className={classes.fields}>
          {addressFields.map((name) => (
            <TextField
              key={name}
              ref={name === "addressee" ? first : undefined}
              className={name === "addressee" || name === "address1" ? classes.wide : undefined}
              data-private
              label={label[`address.${name}`]}
              value={address[name]}
              error={error(`address.${name}`, address[name])}
              onChange={(event) => changeAddress(name, event.currentTarget.value)}
            />
          ))}
        </div>
      </Card>
      <Card title={own.contact}>
        <div className={classes.fields}>
          <TextField
            data-private
            label={label["customer.email"]}
            value={form.email}
            error={error("email", form.email)}
            onChange={(event) => change({ ...form, email: event.currentTarget.value })}
          />
          <TextField
            data-private
            label={label["customer.phone"]}
            value={form.phone}
            error={error("phone", form.phone)}
            onChange={(event) => change({ ...form, phone: event.currentTarget.value })}
          />
          <Textarea
            {...noAutofill}
            className={classes.wide}
            data-private
            label={label.note}
            description={words.orders.form.noteHint}
            autosize
            minRows={2}
            value={form.note}
            error={error("note") ? <FieldError>{error("note")}</FieldError> : null}
            onChange={(event) => change({ ...form, note: event.currentTarget.value })}
          />
        </div>
      </Card>
      <EditLines form={form} onForm={change} error={error} />
      {save.error ? <FailureNote error={save.error}>{words.orders.life.told.notSent}</FailureNote> : null}
      <div className={classes.foot}>
        <p>
          {paths.length > 0 ? own.summary(partsOf(words, paths)) : own.noSummary}
          <small>{own.kept}</small>
        </p>
        <Button onClick={onLeave}>{own.leave}</Button>
        <Button
          variant="filled"
          aria-disabled={paths.length === 0 || save.isPending || undefined}
          onClick={() => paths.length > 0 && !save.isPending && save.mutate()}
        >
          {save.isPending ? words.orders.life.asking.edit : own.save}
        </Button>
      </div>
    </div>
  );
}
