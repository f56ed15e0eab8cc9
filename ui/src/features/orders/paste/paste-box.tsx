// The paste box above the order form: a text goes in, its parts are shown with what is doubtful, and a press fills the empty fields.
import { Button, Textarea } from "@mantine/core";
import { IconArrowBackUp, IconClipboardText } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { type Ref, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { type PasteView, useBackend } from "../../../backend";
import { FailureNote } from "../../../shared/failure-note";
import { noAutofill } from "../../../shared/fields";
import { Icon } from "../../../shared/icon";
import { announce } from "../../../shared/live-region";
import { Note } from "../../../shared/note";
import { takePasted } from "../../../shared/pasted-order";
import { useWords } from "../../../words";
import type { Order } from "../form/draft-form";
import { useOrderForm } from "../form/form-context";
import { type Applied, applyPaste, type Choices } from "./apply-paste";
import classes from "./paste.module.css";
import { PasteParts } from "./paste-parts";
import { isFound, type PasteWords, standingDoubts, summary } from "./paste-summary";

interface Done {
  before: Order;
  after: Order;
  filled: readonly string[];
  read: PasteView;
}

export function PasteBox() {
  const words = useWords();
  const own = words.orderDesk.paste;
  const backend = useBackend();
  const { order, change } = useOrderForm();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [choices, setChoices] = useState<Choices>({});
  const [done, setDone] = useState<Done | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  const reading = useMutation({
    mutationFn: (text: string) => backend.readPaste(text),
    onSuccess: (read) => announce(summary(own, read)),
  });
  const read = (text: string) => {
    setChoices({});
    if (text.trim() !== "") reading.mutate(text);
  };
  useEffect(() => {
    if (open) box.current?.focus();
  }, [open]);
  // A text that came by Ctrl Shift V is read at once.
  const readHeld = useEffectEvent((held: string) => {
    setOpen(true);
    setText(held);
    read(held);
  });
  useEffect(() => {
    const held = takePasted();
    if (held !== null) readHeld(held);
  }, []);

  const close = () => {
    setOpen(false);
    setText("");
    setChoices({});
    reading.reset();
    requestAnimationFrame(() => opener.current?.focus());
  };
  const take = ({ order: after, filled }: Applied) => {
    if (reading.data) setDone({ before: order, after, filled, read: reading.data });
    change(() => after);
    announce(own.filled(namesOf(words.orders.form.fieldNames, own, filled)));
    close();
  };
  if (!open) {
    const takeBack = () => {
      if (!done) return;
      change(() => done.before);
      setDone(null);
      announce(own.tookBack);
      opener.current?.focus();
    };
    return <Closed ref={opener} done={done} onOpen={() => setOpen(true)} onTakeBack={takeBack} />;
  }
  const filling = reading.data ? applyPaste(order, reading.data, choices) : null;
  const replacing = reading.data ? applyPaste(order, reading.data, choices, true) : null;
  const more = replacing && filling ? replacing.filled.length - filling.filled.length : 0;
  return (
    <section className={classes.box} aria-labelledby={id}>
      <h2 id={id}>{own.title}</h2>
      <Textarea
        {...noAutofill}
        ref={box}
        label={own.label}
        description={own.hint}
        rows={4}
        resize="vertical"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onPaste={(event) => {
          // Into the empty box: what lands there is read at once.
          if (text === "") read(event.clipboardData.getData("text"));
        }}
      />
      {reading.isError ? <FailureNote error={reading.error}>{own.failed}</FailureNote> : null}
      {reading.data && filling ? (
        <PasteParts
          read={reading.data}
          kept={filling.kept}
          choices={choices}
          onChoose={(at, choice) =>
            setChoices((before) => ({ ...before, [at]: { ...before[at], ...choice } }))
          }
        />
      ) : null}
      <div className={classes.buttons}>
        {filling && filling.filled.length > 0 ? (
          <Button variant="filled" onClick={() => take(filling)}>
            {own.fill(filling.filled.length)}
          </Button>
        ) : null}
        {replacing && more > 0 ? <Button onClick={() => take(replacing)}>{own.replace(more)}</Button> : null}
        {filling && filling.filled.length === 0 && more === 0 && isFound(reading.data) ? (
          <span className={classes.dim}>{own.nothingToFill}</span>
        ) : null}
        <Button
          variant={reading.data ? "subtle" : "default"}
          disabled={text.trim() === ""}
          loading={reading.isPending}
          onClick={() => read(text)}
        >
          {own.read}
        </Button>
        <Button variant="subtle" onClick={close}>
          {own.close}
        </Button>
      </div>
    </section>
  );
}

interface ClosedProps {
  ref: Ref<HTMLButtonElement>;
  done: Done | null;
  onOpen: () => void;
  onTakeBack: () => void;
}

/** The way in; after a text was taken, what it filled in and which parts of it still want a look. */
function Closed({ ref, done, onOpen, onTakeBack }: ClosedProps) {
  const words = useWords();
  const own = words.orderDesk.paste;
  const { order } = useOrderForm();
  const doubts = done ? standingDoubts(words, done.read, done.filled, order) : [];
  return (
    <>
      <div className={classes.closed}>
        <Button ref={ref} size="xs" leftSection={<Icon of={IconClipboardText} size={16} />} onClick={onOpen}>
          {done ? own.another : own.open}
        </Button>
        {done ? <span className={classes.dim}>{own.filledShort(done.filled.length)}</span> : null}
        {done && done.after === order ? (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<Icon of={IconArrowBackUp} size={16} />}
            onClick={onTakeBack}
          >
            {own.takeBack}
          </Button>
        ) : null}
      </div>
      {doubts.length > 0 ? (
        <Note tone="warn" title={own.look}>
          <ul className={classes.findings}>
            {doubts.map(({ name, said }) => (
              <li key={name}>{own.doubtAt(name, said)}</li>
            ))}
          </ul>
        </Note>
      ) : null}
    </>
  );
}

/** "first name, city and products": each once. */
function namesOf(names: Record<string, string>, words: PasteWords, paths: readonly string[]): string[] {
  const name = (path: string) => {
    if (path.startsWith("products.")) return words.productsName;
    return path === "lines.0.days" ? words.daysName : (names[path] ?? path);
  };
  return [...new Set(paths.map(name))];
}
