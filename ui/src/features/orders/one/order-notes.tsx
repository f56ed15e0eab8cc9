// What people wrote down about the order. It stays on this computer.
import { Button, Textarea } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type OrderLifeView, type OrderNoteView, useBackend } from "../../../backend";
import { Card } from "../../../shared/card";
import { FailureNote } from "../../../shared/failure-note";
import { noAutofill } from "../../../shared/fields";
import { Icon } from "../../../shared/icon";
import { announce } from "../../../shared/live-region";
import { usePlace } from "../../../shared/place";
import { useWhen, When } from "../../../shared/when";
import { useWords } from "../../../words";
import classes from "./life.module.css";

const LONGEST = 2_000;

export function OrderNotes({ id, notes }: { id: string; notes: readonly OrderNoteView[] }) {
  const words = useWords().orders.life.notes;
  const backend = useBackend();
  const client = useQueryClient();
  const { stamp } = usePlace();
  const when = useWhen();
  const [text, setText] = useState("");
  const show = (all: OrderNoteView[]) =>
    client.setQueryData<OrderLifeView>(["orders", "life", id], (life) => life && { ...life, notes: all });
  const add = useMutation({
    mutationFn: () => backend.addOrderNote(stamp, id, text),
    onSuccess: (all) => {
      setText("");
      show(all);
      announce(words.added);
    },
  });
  const remove = useMutation({
    mutationFn: (note: string) => backend.deleteOrderNote(stamp, id, note),
    onSuccess: (all) => {
      show(all);
      announce(words.removed);
    },
  });
  const wrong = add.error ?? remove.error;
  const ready = text.trim() !== "" && !add.isPending;
  return (
    <Card title={words.title}>
      <div className={classes.notes}>
        {notes.length > 0 ? (
          <ul>
            {notes.map((note) => (
              <li key={note.id}>
                <p data-private>{note.text}</p>
                <span>
                  <When at={note.writtenAt} />
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    leftSection={<Icon of={IconTrash} size={14} />}
                    aria-label={words.remove(when(note.writtenAt))}
                    onClick={() => remove.isPending || remove.mutate(note.id)}
                  >
                    {words.removeShort}
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        ) : null}
        <Textarea
          {...noAutofill}
          aria-label={words.field}
          description={words.hint}
          data-private
          autosize
          minRows={2}
          maxRows={8}
          maxLength={LONGEST}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {wrong ? <FailureNote error={wrong} /> : null}
        <Button size="xs" aria-disabled={!ready || undefined} onClick={() => ready && add.mutate()}>
          {words.add}
        </Button>
      </div>
    </Card>
  );
}
