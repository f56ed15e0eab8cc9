// Templates where pouches are filled: begin with one, or keep these pouches as one.
import { Button } from "@mantine/core";
import { IconTemplate } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { failureOf, type TemplateView, useBackend } from "../../../backend";
import { BoxContents } from "../../../shared/box-contents";
import { Dialog } from "../../../shared/dialog";
import { FailureNote } from "../../../shared/failure-note";
import { TextField } from "../../../shared/fields";
import { Icon } from "../../../shared/icon";
import { announce } from "../../../shared/live-region";
import { usePlace } from "../../../shared/place";
import { useWords } from "../../../words";
import { completeLines, holdsAnything, nameOf } from "./draft-form";
import { useOrderForm } from "./form-context";
import classes from "./template-dialog.module.css";

export function Templates() {
  const words = useWords().orderDesk.templates;
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<Icon of={IconTemplate} size={14} />}
        onClick={() => setOpened(true)}
      >
        {words.button}
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={words.title} width="36rem">
        <Choose onDone={() => setOpened(false)} />
      </Dialog>
    </>
  );
}

function Choose({ onDone }: { onDone: () => void }) {
  const words = useWords().orderDesk.templates;
  const backend = useBackend();
  const navigate = useNavigate();
  const { order, change } = useOrderForm();
  const templates = useQuery({ queryKey: ["templates"], queryFn: () => backend.listTemplates() });
  const filled = holdsAnything(order.lines);
  const use = (template: TemplateView) => {
    change((before) => ({ ...before, lines: completeLines(template.lines) }));
    announce(words.taken(template.name));
    onDone();
  };
  return (
    <div className={classes.all}>
      {templates.isError ? (
        <FailureNote error={templates.error} onRetry={() => void templates.refetch()}>
          {words.failed}
        </FailureNote>
      ) : null}
      {templates.data?.length === 0 ? <p className={classes.dim}>{words.none}</p> : null}
      {templates.data && templates.data.length > 0 ? (
        <ul className={classes.list} aria-label={words.choose}>
          {templates.data.map((template) => (
            <li key={template.id}>
              <div>
                <b>{template.name}</b>
                <BoxContents boxes={template.boxes} />
                {template.retired.length > 0 ? (
                  <p className={classes.gone}>
                    {words.retired(
                      template.retired.map(({ item, why }) => ({ name: item.name || words.unknown, why })),
                    )}
                  </p>
                ) : null}
              </div>
              <Button size="xs" onClick={() => use(template)}>
                {words.take(template.name)}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {filled && templates.data && templates.data.length > 0 ? (
        <p className={classes.dim}>{words.replaces}</p>
      ) : null}
      {filled ? <SaveAsTemplate onDone={onDone} /> : null}
      <Button
        size="compact-sm"
        variant="subtle"
        className={classes.manage}
        onClick={() => void navigate({ to: "/templates" })}
      >
        {words.manage}
      </Button>
    </div>
  );
}

function SaveAsTemplate({ onDone }: { onDone: () => void }) {
  const words = useWords().orderDesk.templates;
  const backend = useBackend();
  const client = useQueryClient();
  const { stamp } = usePlace();
  const { order } = useOrderForm();
  const [name, setName] = useState("");
  const saving = useMutation({
    mutationFn: () =>
      backend.saveTemplate(stamp, { id: null, name, lines: order.lines, customer: nameOf(order.customer) }),
    onSuccess: (saved) => {
      void client.invalidateQueries({ queryKey: ["templates"] });
      announce(words.saved(saved.name));
      onDone();
    },
  });
  const refused = saving.error ? failureOf(saving.error).fields[0] : undefined;
  return (
    // No form of its own: it stands in the order's.
    // biome-ignore lint/a11y/useSemanticElements: a field and its button under one name
    <div className={classes.save} role="group" aria-label={words.save}>
      <h3>{words.save}</h3>
      {saving.error && !refused ? <FailureNote error={saving.error}>{words.saveFailed}</FailureNote> : null}
      <TextField
        label={words.name}
        placeholder={words.nameHint}
        value={name}
        error={refused ? (words.rules[refused.rule] ?? words.saveFailed) : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          saving.mutate();
        }}
      />
      <Button onClick={() => saving.mutate()} loading={saving.isPending}>
        {words.saveButton}
      </Button>
    </div>
  );
}
