// A passphrase, twice, and the backup is made.
import { Button, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { type SavedBackupView, useBackend } from "../../backend";
import { Dialog } from "../../shared/dialog";
import { FailureNote } from "../../shared/failure-note";
import { focusFirstWrong, PasswordField } from "../../shared/fields";
import { announce } from "../../shared/live-region";
import { Note } from "../../shared/note";
import { usePlace } from "../../shared/place";
import { useWords } from "../../words";

/** Rust refuses less than this too. */
const SHORTEST = 12;
const STRONG = 20;

interface Props {
  onClose: () => void;
  onSaved: (saved: SavedBackupView) => void;
}

export function BackupMakeDialog({ onClose, onSaved }: Props) {
  const words = useWords().backup;
  const backend = useBackend();
  const { stamp } = usePlace();
  const form = useRef<HTMLFormElement>(null);
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const make = useMutation({
    mutationFn: () => backend.makeBackup(stamp, passphrase),
    onSuccess: (saved) => {
      announce(words.savedAnnounced(saved.fileName));
      onSaved(saved);
    },
  });
  const length = [...passphrase].length;
  const short = length < SHORTEST ? (length === 0 ? words.missing : words.tooShort) : null;
  const different = again === passphrase ? null : words.different;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (short || different) focusFirstWrong(form.current);
    else if (!make.isPending) make.mutate();
  };
  return (
    <Dialog opened onClose={onClose} title={words.make}>
      <form ref={form} noValidate onSubmit={submit}>
        <Stack gap="sm">
          <PasswordField
            label={words.passphrase}
            hint={length === 0 ? words.hint : <span role="status">{strength(words, length)}</span>}
            data-autofocus
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            error={tried ? short : null}
          />
          <PasswordField
            label={words.again}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            error={tried ? different : null}
          />
          <Note tone="warn">{words.nobody}</Note>
          {make.isError ? <FailureNote error={make.error} onRetry={() => make.mutate()} /> : null}
        </Stack>
        <Group gap="xs" justify="flex-end" mt="md">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" variant="filled" aria-disabled={make.isPending || undefined}>
            {make.isPending ? words.saving : words.save}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

function strength(words: ReturnType<typeof useWords>["backup"], length: number): string {
  if (length < SHORTEST) return words.strength.short(SHORTEST - length);
  return length < STRONG ? words.strength.fair : words.strength.strong;
}
