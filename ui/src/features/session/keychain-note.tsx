// What this computer cannot keep, said before the first word is typed. Silent while the keychain works; a slow answer is waited for in words.
import { IconKey } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import type { AppView } from "../../backend";
import { Note } from "../../shared/note";
import { useWords } from "../../words";
import classes from "./keychain-note.module.css";

/** A keychain that works has answered by then. */
const QUICK_MS = 600;

interface Props {
  /** `null` while the keychain has not answered. */
  keychain: AppView["keychain"] | null;
  actions?: ReactNode;
}

export function KeychainNote({ keychain, actions }: Props) {
  const words = useWords().session;
  if (keychain === null) return <Asking text={words.askingKeychain} />;
  if (keychain === "working") return null;
  const { title, text } = words.keychain[keychain];
  return (
    <Note tone="warn" icon={IconKey} says="status" title={title} actions={actions}>
      {text}
    </Note>
  );
}

function Asking({ text }: { text: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), QUICK_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className={classes.asking} role="status">
      {late ? text : null}
    </p>
  );
}
