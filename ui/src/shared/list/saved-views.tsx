// Views of a list that a person named: kept by Rust, sealed; saved, renamed and deleted here.
import { Button, Group, Menu, Stack } from "@mantine/core";
import { IconBookmarkPlus, IconChevronDown } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf, type PickedList, type SavedViewView, useBackend } from "../../backend";
import { useWords } from "../../words";
import { ConfirmSentence } from "../confirm-sentence";
import { Dialog } from "../dialog";
import { FailureNote } from "../failure-note";
import { TextField } from "../fields";
import { Icon } from "../icon";
import { announce } from "../live-region";
import { usePlace } from "../place";

type Kind = PickedList["kind"];
export type ViewOf<K extends Kind> = SavedViewView & { list: Extract<PickedList, { kind: K }> };

/** The saved views of one list, with what each picks now. Read again when that list changes. */
export function useSavedViews<K extends Kind>(kind: K): ViewOf<K>[] {
  const backend = useBackend();
  // The area first: Rust tells areas that changed, and counts with them.
  const views = useQuery({ queryKey: [kind, "views"], queryFn: () => backend.listViews() });
  return (views.data ?? []).filter((view): view is ViewOf<K> => view.list.kind === kind);
}

interface Props {
  /** The list as it is now. */
  list: PickedList;
  /** The saved view one is on. */
  on: SavedViewView | undefined;
  onSaved: (view: SavedViewView) => void;
  onDeleted: () => void;
}

export function ViewTools({ list, on, onSaved, onDeleted }: Props) {
  const words = useWords().lists.views;
  const backend = useBackend();
  const client = useQueryClient();
  const { stamp } = usePlace();
  const [asking, setAsking] = useState<"save" | "rename" | "remove" | null>(null);
  const readAgain = () => client.invalidateQueries({ queryKey: [list.kind, "views"] });
  const save = useMutation({
    mutationFn: (form: { id: string | null; name: string }) => backend.saveView(stamp, { ...form, list }),
    onSuccess: async (view) => {
      setAsking(null);
      announce(words.saved(view.name));
      await readAgain();
      onSaved(view);
    },
  });
  const remove = useMutation({
    mutationFn: (view: SavedViewView) => backend.deleteView(stamp, view.id),
    onSuccess: async (_, view) => {
      setAsking(null);
      announce(words.removed(view.name));
      onDeleted();
      await readAgain();
    },
  });
  const close = () => {
    setAsking(null);
    save.reset();
    remove.reset();
  };
  return (
    <>
      {on ? (
        <Menu position="bottom-end" withinPortal={false} transitionProps={{ duration: 0 }}>
          <Menu.Target>
            <Button size="xs" rightSection={<Icon of={IconChevronDown} size={14} />}>
              {words.menu(on.name)}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => save.mutate({ id: on.id, name: on.name })}>{words.change}</Menu.Item>
            <Menu.Item onClick={() => setAsking("rename")}>{words.rename}</Menu.Item>
            <Menu.Item onClick={() => setAsking("save")}>{words.save}</Menu.Item>
            <Menu.Item onClick={() => setAsking("remove")}>{words.remove}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : (
        <Button
          size="xs"
          leftSection={<Icon of={IconBookmarkPlus} size={14} />}
          onClick={() => setAsking("save")}
        >
          {words.save}
        </Button>
      )}
      <Dialog
        opened={asking === "save" || asking === "rename"}
        onClose={close}
        title={asking === "rename" && on ? words.renameTitle(on.name) : words.saveTitle}
      >
        <NameForm
          yes={asking === "rename" ? words.renameYes : words.yes}
          first={asking === "rename" && on ? on.name : ""}
          busy={save.isPending}
          error={save.error}
          onName={(name) => save.mutate({ id: asking === "rename" && on ? on.id : null, name })}
          onClose={close}
        />
      </Dialog>
      {on ? (
        <ConfirmSentence
          opened={asking === "remove"}
          danger
          title={words.removeTitle(on.name)}
          yes={words.removeYes}
          no={words.keep}
          busy={remove.isPending}
          onYes={() => remove.mutate(on)}
          onNo={close}
        >
          {remove.isError ? <FailureNote error={remove.error} /> : words.removeText}
        </ConfirmSentence>
      ) : null}
    </>
  );
}

interface NameProps {
  yes: string;
  first: string;
  busy: boolean;
  error: Error | null;
  onName: (name: string) => void;
  onClose: () => void;
}

function NameForm({ yes, first, busy, error, onName, onClose }: NameProps) {
  const words = useWords().lists.views;
  const [name, setName] = useState(first);
  const refused = error ? failureOf(error).fields.at(0) : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onName(name.trim());
      }}
    >
      <Stack gap="sm">
        <p>{words.saveText}</p>
        <TextField
          data-autofocus
          label={words.name}
          hint={words.nameHint}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={refused ? (words.rules[refused.rule] ?? words.other) : null}
        />
        {error && !refused ? <FailureNote error={error} /> : null}
        <Group gap="xs" justify="flex-end">
          <Button onClick={onClose}>{words.no}</Button>
          <Button type="submit" variant="filled" aria-disabled={busy || undefined}>
            {yes}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
