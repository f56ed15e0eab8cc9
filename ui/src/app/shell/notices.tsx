// What is told once, above the screen: the sign-in has ended, a file was salvaged, nothing can be kept.
import { Button } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useState } from "react";
import type { AppView, NoticeView, SessionView } from "../../backend";
import { GoneNote } from "../../features/session/gone-note";
import { KeychainNote } from "../../features/session/keychain-note";
import { SignInAgain } from "../../features/session/sign-in-again";
import { Note, type NoteTone } from "../../shared/note";
import type { Gone } from "../../shared/session-door";
import { useWhen } from "../../shared/when";
import { useWords } from "../../words";
import { noticeKey, useUnderstood } from "../queries";
import { isSignedIn } from "../session-facts";
import classes from "./notices.module.css";

interface Props {
  app: AppView;
  session: SessionView;
  gone: Gone | null;
  onGoneUnderstood: () => void;
  takeOver: (app: AppView) => void;
}

export function Notices({ app, session, gone, onGoneUnderstood, takeOver }: Props) {
  const signedIn = isSignedIn(session);
  return (
    <div className={classes.notices}>
      {signedIn ? null : <SignedOut app={app} session={session} takeOver={takeOver} />}
      {session.environment === "practice" ? null : <InMemory keychain={app.keychain} />}
      {gone ? <GoneNote gone={gone} onUnderstood={onGoneUnderstood} /> : null}
      <ToldOnce notices={app.notices} />
    </div>
  );
}

/** What this desk cannot keep, while it cannot: gone by itself as soon as the keychain answers. */
function InMemory({ keychain }: { keychain: AppView["keychain"] }) {
  const words = useWords().shell;
  const [understood, setUnderstood] = useState<AppView["keychain"] | null>(null);
  if (keychain === understood) return null;
  return (
    <KeychainNote
      keychain={keychain}
      actions={
        <Button size="xs" onClick={() => setUnderstood(keychain)}>
          {words.understood}
        </Button>
      }
    />
  );
}

/** What Rust tells once, until it is understood. Sign in shows it too. */
export function ToldOnce({ notices }: { notices: readonly NoticeView[] }) {
  const words = useWords();
  const sentence = useNoticeSentence();
  const understood = useUnderstood();
  return notices.map((notice) => (
    <Note
      key={noticeKey(notice)}
      tone={tones[notice.kind]}
      says="status"
      actions={
        <Button size="xs" onClick={() => understood(notice)}>
          {words.shell.understood}
        </Button>
      }
    >
      {sentence(notice)}
    </Note>
  ));
}

function SignedOut({ app, session, takeOver }: Pick<Props, "app" | "session" | "takeOver">) {
  const words = useWords().shell.signedOut;
  const [opened, setOpened] = useState(false);
  if (session.signed === "in") return null;
  const { title, text } = words[session.signed];
  return (
    <>
      <Note
        tone="warn"
        icon={IconKey}
        says="alert"
        title={title}
        actions={
          <Button size="xs" onClick={() => setOpened(true)}>
            {words.action}
          </Button>
        }
      >
        {text}
      </Note>
      <SignInAgain
        opened={opened}
        environment={session.environment}
        kept={app.keychain === "working"}
        onClose={() => setOpened(false)}
        onSignedIn={takeOver}
      />
    </>
  );
}

const tones: Record<NoticeView["kind"], NoteTone> = {
  preferences_reset: "plain",
  mirror_refilled: "plain",
  desk_salvaged: "warn",
  desk_unreadable: "bad",
  desk_not_opened: "bad",
  accounts_reset: "warn",
  desk_moved: "warn",
  desk_key_not_here: "bad",
  newer_database: "warn",
  read_only_disk: "bad",
  disk_full: "bad",
  not_sent: "warn",
  memory_only: "warn",
};

function useNoticeSentence(): (notice: NoticeView) => string {
  const words = useWords();
  const { notices } = words.shell;
  const when = useWhen();
  return (notice) => {
    switch (notice.kind) {
      case "desk_salvaged":
        return notices.desk_salvaged(when(notice.copiedAt));
      case "not_sent":
        return notices.not_sent(notice.keys.length);
      case "desk_not_opened":
        return notices.desk_not_opened(words.errors.codes[notice.code].title);
      default:
        return notices[notice.kind];
    }
  };
}
