// What this computer cannot keep, said before the first word is typed. Silent while the keychain works.
import { IconKey } from "@tabler/icons-react";
import type { AppView } from "../../backend";
import { Note } from "../../shared/note";
import { useWords } from "../../words";
import classes from "./keychain-note.module.css";

export function KeychainNote({ keychain }: { keychain: AppView["keychain"] }) {
  const words = useWords().session.keychain;
  if (keychain === "working") return null;
  const { title, text } = words[keychain];
  return (
    <div className={classes.note}>
      <Note tone="warn" icon={IconKey} title={title}>
        {text}
      </Note>
    </div>
  );
}
