// The chosen backup: its passphrase, then what bringing it back will do, then one press.
import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { type BackupView, failureOf, useBackend } from "../../backend";
import { Dialog } from "../../shared/dialog";
import { FailureNote } from "../../shared/failure-note";
import { focusFirstWrong, PasswordField } from "../../shared/fields";
import { usePlace } from "../../shared/place";
import { useWhen } from "../../shared/when";
import { useWords } from "../../words";

interface Props {
  fileName: string;
  onClose: () => void;
  onBrought: (view: BackupView) => void;
}

export function BackupBringDialog({ fileName, onClose, onBrought }: Props) {
  const words = useWords().backup;
  const [looked, setLooked] = useState<BackupView | null>(null);
  return (
    <Dialog opened onClose={onClose} title={looked ? words.lookTitle : words.openTitle}>
      {looked ? (
        <Look view={looked} onClose={onClose} onBrought={onBrought} />
      ) : (
        <Open fileName={fileName} onClose={onClose} onLooked={setLooked} />
      )}
    </Dialog>
  );
}

interface OpenProps {
  fileName: string;
  onClose: () => void;
  onLooked: (view: BackupView) => void;
}

function Open({ fileName, onClose, onLooked }: OpenProps) {
  const words = useWords();
  const own = words.backup;
  const backend = useBackend();
  const { stamp } = usePlace();
  const form = useRef<HTMLFormElement>(null);
  const [passphrase, setPassphrase] = useState("");
  const [tried, setTried] = useState(false);
  const look = useMutation({
    mutationFn: () => backend.lookIntoBackup(stamp, passphrase),
    onSuccess: onLooked,
    onError: () => focusFirstWrong(form.current),
  });
  const wrong = look.isError && failureOf(look.error).code === "wrong_passphrase";
  const refusal = words.errors.codes.wrong_passphrase;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (passphrase === "") focusFirstWrong(form.current);
    else if (!look.isPending) look.mutate();
  };
  return (
    <form ref={form} noValidate onSubmit={submit}>
      <Stack gap="sm">
        <p>{own.file(fileName)}</p>
        <PasswordField
          label={own.passphrase}
          data-autofocus
          value={passphrase}
          onChange={(event) => {
            setPassphrase(event.currentTarget.value);
            look.reset();
          }}
          error={wrong ? `${refusal.title} ${refusal.text}` : tried && passphrase === "" ? own.missing : null}
        />
        {look.isError && !wrong ? <FailureNote error={look.error} onRetry={() => look.mutate()} /> : null}
      </Stack>
      <Group gap="xs" justify="flex-end" mt="md">
        <Button onClick={onClose}>{own.cancel}</Button>
        <Button type="submit" variant="filled" aria-disabled={look.isPending || undefined}>
          {look.isPending ? own.opening : own.open}
        </Button>
      </Group>
    </form>
  );
}

interface LookProps {
  view: BackupView;
  onClose: () => void;
  onBrought: (view: BackupView) => void;
}

function Look({ view, onClose, onBrought }: LookProps) {
  const words = useWords().backup;
  const backend = useBackend();
  const client = useQueryClient();
  const when = useWhen();
  const { stamp } = usePlace();
  const bring = useMutation({
    mutationFn: () => backend.bringBackupBack(stamp),
    onSuccess: (done) => {
      for (const area of ["drafts", "sends"]) void client.invalidateQueries({ queryKey: [area] });
      onBrought(done);
    },
  });
  const comes = view.drafts + view.orders > 0;
  return (
    <>
      <Stack gap="xs">
        <p>{words.madeAt(when(view.madeAt))}</p>
        <p>{comes ? words.comes(view.drafts, view.orders) : words.nothing}</p>
        {view.checking > 0 ? <p>{words.checking(view.checking, view.drafts + view.orders)}</p> : null}
        {view.here > 0 ? <p>{words.stays(view.here)}</p> : null}
      </Stack>
      {bring.isError ? <FailureNote error={bring.error} /> : null}
      <Group gap="xs" justify="flex-end" mt="md">
        <Button onClick={onClose}>{comes ? words.cancel : words.close}</Button>
        {comes ? (
          <Button
            data-autofocus
            variant="filled"
            aria-disabled={bring.isPending || undefined}
            onClick={() => bring.isPending || bring.mutate()}
          >
            {bring.isPending ? words.adding : words.add}
          </Button>
        ) : null}
      </Group>
    </>
  );
}
