// Every template: what it holds, what of it is gone and what could stand instead, and the press that begins an order with it.
import { Button } from "@mantine/core";
import { IconTemplate } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type CatalogView, failureOf, type LineForm, type TemplateView, useBackend } from "../../backend";
import { BoxContents } from "../../shared/box-contents";
import { Card } from "../../shared/card";
import { ConfirmSentence } from "../../shared/confirm-sentence";
import { EmptyState } from "../../shared/empty-state";
import { FailureNote } from "../../shared/failure-note";
import { TextField } from "../../shared/fields";
import { ListSkeleton } from "../../shared/list-skeleton";
import { announce } from "../../shared/live-region";
import { Note } from "../../shared/note";
import { PageHeading } from "../../shared/page-heading";
import { usePlace } from "../../shared/place";
import { useWords } from "../../words";
import { CatalogDigest } from "./catalog-digest";
import classes from "./templates-page.module.css";

const key = ["templates"];

export function TemplatesPage() {
  const words = useWords().orderDesk.templates;
  const backend = useBackend();
  const templates = useQuery({ queryKey: key, queryFn: () => backend.listTemplates() });
  const catalog = useQuery({ queryKey: ["catalog"], queryFn: () => backend.getCatalog(false) });
  return (
    <>
      <PageHeading title={words.title} lead={words.lead} />
      <CatalogDigest />
      {templates.isError ? (
        <FailureNote error={templates.error} onRetry={() => void templates.refetch()}>
          {words.failed}
        </FailureNote>
      ) : null}
      {templates.isPending ? <ListSkeleton rows={4} columns="minmax(0, 1fr) 12rem" /> : null}
      {templates.data?.length === 0 ? (
        <EmptyState icon={IconTemplate} title={words.noneTitle}>
          {words.none}
        </EmptyState>
      ) : null}
      <div className={classes.list}>
        {(templates.data ?? []).map((template) => (
          <Template key={template.id} template={template} catalog={catalog.data} />
        ))}
      </div>
    </>
  );
}

interface Props {
  template: TemplateView;
  catalog: CatalogView | undefined;
}

function Template({ template, catalog }: Props) {
  const words = useWords().orderDesk.templates;
  const backend = useBackend();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { stamp } = usePlace();
  const [renaming, setRenaming] = useState(false);
  const [removing, setRemoving] = useState(false);
  const read = () => void client.invalidateQueries({ queryKey: key });
  const start = useMutation({
    mutationFn: () => backend.startFromTemplate(stamp, template.id),
    onSuccess: (draft) => void navigate({ to: "/drafts/$key", params: { key: draft.key } }),
  });
  const remove = useMutation({
    mutationFn: () => backend.deleteTemplate(stamp, template.id),
    onSuccess: () => {
      announce(words.removed(template.name));
      read();
    },
  });
  const mend = useMutation({
    mutationFn: (lines: LineForm[]) =>
      backend.saveTemplate(stamp, { id: template.id, name: template.name, lines, customer: "" }),
    onSuccess: () => {
      announce(words.mended(template.name));
      read();
    },
  });
  const trouble = start.error ?? remove.error ?? mend.error;
  const instead = template.retired.flatMap(({ item }) => {
    const gone = catalog?.products.find(({ id }) => id === item.id);
    const other = catalog?.products.find(({ id }) => id === gone?.substitutes[0]);
    return gone && other ? [{ gone, other }] : [];
  });
  return (
    <Card
      title={template.name}
      end={
        <Button
          size="xs"
          variant="filled"
          aria-label={words.newOrderFrom(template.name)}
          aria-disabled={start.isPending || undefined}
          onClick={() => start.isPending || start.mutate()}
        >
          {words.newOrder}
        </Button>
      }
    >
      <div className={classes.body}>
        {trouble ? <FailureNote error={trouble} /> : null}
        <BoxContents boxes={template.boxes} />
        {template.retired.length > 0 ? (
          <Note
            tone="warn"
            actions={instead.map(({ gone, other }) => (
              <Button
                key={gone.id}
                size="xs"
                onClick={() => mend.mutate(replaced(template.lines, gone.id, other.id))}
              >
                {words.instead(other.name)}
              </Button>
            ))}
          >
            {words.retired(
              template.retired.map(({ item, why }) => ({ name: item.name || words.unknown, why })),
            )}
          </Note>
        ) : null}
        {renaming ? <Rename template={template} onDone={() => setRenaming(false)} onSaved={read} /> : null}
        <div className={classes.foot}>
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={words.renameOf(template.name)}
            onClick={() => setRenaming(!renaming)}
          >
            {words.rename}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={words.removeOf(template.name)}
            onClick={() => setRemoving(true)}
          >
            {words.remove}
          </Button>
        </div>
      </div>
      <ConfirmSentence
        opened={removing}
        title={words.removeTitle(template.name)}
        yes={words.removeYes}
        no={words.removeNo}
        danger
        busy={remove.isPending}
        onYes={() => remove.mutate(undefined, { onSettled: () => setRemoving(false) })}
        onNo={() => setRemoving(false)}
      >
        {words.removeText}
      </ConfirmSentence>
    </Card>
  );
}

function Rename({
  template,
  onDone,
  onSaved,
}: {
  template: TemplateView;
  onDone: () => void;
  onSaved: () => void;
}) {
  const words = useWords().orderDesk.templates;
  const backend = useBackend();
  const { stamp } = usePlace();
  const [name, setName] = useState(template.name);
  const saving = useMutation({
    mutationFn: () =>
      backend.saveTemplate(stamp, { id: template.id, name, lines: template.lines, customer: "" }),
    onSuccess: (saved) => {
      announce(words.saved(saved.name));
      onSaved();
      onDone();
    },
  });
  const refused = saving.error ? failureOf(saving.error).fields[0] : undefined;
  return (
    <form
      className={classes.rename}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      {saving.error && !refused ? <FailureNote error={saving.error}>{words.saveFailed}</FailureNote> : null}
      <TextField
        label={words.name}
        value={name}
        data-autofocus
        error={refused ? (words.rules[refused.rule] ?? words.saveFailed) : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" loading={saving.isPending}>
        {words.saveButton}
      </Button>
      <Button size="xs" variant="subtle" onClick={onDone}>
        {words.cancel}
      </Button>
    </form>
  );
}

/** Where both stand in one pouch already, the other gets the servings. */
function replaced(lines: readonly LineForm[], before: string, now: string): LineForm[] {
  return lines.map((line) => ({
    ...line,
    pouches: (line.pouches ?? []).map((pouch) => {
      if (pouch.filling.kind !== "contents") return pouch;
      const { contents } = pouch.filling;
      const gone = contents.find(({ productId }) => productId === before);
      if (!gone) return pouch;
      const both = contents.some(({ productId }) => productId === now);
      const next = both
        ? contents
            .filter((one) => one !== gone)
            .map((one) =>
              one.productId === now ? { ...one, servings: (one.servings ?? 0) + (gone.servings ?? 0) } : one,
            )
        : contents.map((one) => (one === gone ? { ...one, productId: now } : one));
      return { ...pouch, filling: { kind: "contents" as const, contents: next } };
    }),
  }));
}
