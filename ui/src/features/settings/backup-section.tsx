// Backups of what only this computer has: made under a passphrase, and brought back without replacing anything.
import { Box, Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type BackupView, type SavedBackupView, useBackend } from "../../backend";
import { CopyButton } from "../../shared/copy-button";
import { FailureNote } from "../../shared/failure-note";
import { Note } from "../../shared/note";
import { usePlace } from "../../shared/place";
import { useWords } from "../../words";
import { BackupBringDialog } from "./backup-bring-dialog";
import { BackupMakeDialog } from "./backup-make-dialog";
import { Row, Rows, Section } from "./section";

export function BackupSection() {
  const words = useWords().backup;
  const backend = useBackend();
  const { stamp } = usePlace();
  const [making, setMaking] = useState(false);
  const [saved, setSaved] = useState<SavedBackupView | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [brought, setBrought] = useState<BackupView | null>(null);
  const choose = useMutation({ mutationFn: () => backend.chooseBackup(), onSuccess: setChosen });
  if (stamp === "") {
    return (
      <Section id="backup" title={words.title} text={words.text}>
        <Note tone="plain">{words.noSession}</Note>
      </Section>
    );
  }
  const begin = () => {
    setSaved(null);
    setMaking(true);
  };
  const ask = () => {
    setBrought(null);
    if (!choose.isPending) choose.mutate();
  };
  return (
    <Section id="backup" title={words.title} text={words.text}>
      <Rows>
        <Row name={words.make} text={words.makeText}>
          <Button onClick={begin}>{words.makeButton}</Button>
        </Row>
        {saved ? (
          <Box px="md" pb="md">
            <Saved saved={saved} />
          </Box>
        ) : null}
        <Row name={words.bring} text={words.bringText}>
          <Button aria-disabled={choose.isPending || undefined} onClick={ask}>
            {choose.isPending ? words.choosing : words.bringButton}
          </Button>
        </Row>
        {choose.isError ? (
          <Box px="md" pb="md">
            <FailureNote error={choose.error} onRetry={ask} />
          </Box>
        ) : null}
        {brought ? (
          <Box px="md" pb="md">
            <Brought view={brought} />
          </Box>
        ) : null}
      </Rows>
      {making ? (
        <BackupMakeDialog
          onClose={() => setMaking(false)}
          onSaved={(one) => {
            setSaved(one);
            setMaking(false);
          }}
        />
      ) : null}
      {chosen ? (
        <BackupBringDialog
          fileName={chosen}
          onClose={() => {
            setChosen(null);
            void backend.forgetBackup();
          }}
          onBrought={(view) => {
            setBrought(view);
            setChosen(null);
          }}
        />
      ) : null}
    </Section>
  );
}

function Saved({ saved: { path, fileName } }: { saved: SavedBackupView }) {
  const words = useWords().backup;
  const folder = path.endsWith(fileName) ? path.slice(0, -fileName.length).replace(/[/\\]$/, "") : path;
  return (
    <Note
      tone="ok"
      title={words.savedTitle}
      actions={
        <CopyButton text={path} label={words.copyPathLabel(fileName)} done={words.pathCopied}>
          {words.copyPath}
        </CopyButton>
      }
    >
      {words.saved(fileName, folder)}
    </Note>
  );
}

function Brought({ view }: { view: BackupView }) {
  const words = useWords().backup;
  const came = view.drafts + view.orders;
  return (
    <Note tone="ok" says="status" title={words.doneTitle}>
      {came === 0 ? words.doneNothing : words.done(view.drafts, view.orders)}
      {view.checking > 0 ? ` ${words.checking(view.checking, view.drafts + view.orders)}` : null}
    </Note>
  );
}
