// The shell: plate, top bar, navigation and the screen between them.
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { type AppView, type SessionView, useBackend } from "../../backend";
import { PracticeClock } from "../../features/practice/practice-clock";
import { practiceClockKey } from "../../features/practice/queries";
import { NowProvider } from "../../shared/now";
import { useScreenAge } from "../../shared/screen-freshness";
import type { Gone } from "../../shared/session-door";
import { useWords } from "../../words";
import { usePasteOrderKey } from "../paste-order";
import { useTellNotices } from "../tell-notices";
import { EnvironmentPlate } from "./environment-plate";
import { Navigation } from "./navigation";
import { Notices } from "./notices";
import classes from "./shell.module.css";
import { TopBar } from "./top-bar";

interface Props {
  app: AppView;
  session: SessionView;
  path: string;
  gone: Gone | null;
  onGoneUnderstood: () => void;
  takeOver: (app: AppView) => void;
}

export function Shell({ app, session, path, gone, onGoneUnderstood, takeOver }: Props) {
  const words = useWords();
  const main = useRef<HTMLElement>(null);
  const ahead = useTimeAhead(session);
  useLookAgainKey();
  useTellHidden();
  usePasteOrderKey();
  useTellNotices();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path is the reason to scroll up
  useEffect(() => {
    main.current?.scrollTo?.({ top: 0 });
  }, [path]);
  return (
    <NowProvider ahead={ahead}>
      <div className={classes.app}>
        <button type="button" className={classes.skip} onClick={() => main.current?.focus()}>
          {words.shell.skipToContent}
        </button>
        <EnvironmentPlate session={session} takeOver={takeOver} />
        <TopBar session={session} clock={session.environment === "practice" ? <PracticeClock /> : null} />
        <Navigation />
        <main id="content" ref={main} tabIndex={-1} className={classes.main}>
          <Notices
            app={app}
            session={session}
            gone={gone}
            onGoneUnderstood={onGoneUnderstood}
            takeOver={takeOver}
          />
          <Outlet />
        </main>
      </div>
    </NowProvider>
  );
}

/** Milliseconds by which the practice world is ahead of this computer. */
function useTimeAhead(session: SessionView): number {
  const backend = useBackend();
  const clock = useQuery({
    queryKey: practiceClockKey,
    queryFn: () => backend.practiceClock(),
    enabled: session.environment === "practice",
  });
  if (!clock.data) return 0;
  return new Date(clock.data.now).getTime() - clock.dataUpdatedAt;
}

/** F5 looks again at what the screen shows, and never reloads the page. */
function useLookAgainKey(): void {
  const age = useScreenAge();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F5" && !((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "r"))
        return;
      event.preventDefault();
      if (age && !age.looking) age.onLook();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [age]);
}

/** Rust looks less often while nobody sees the window. */
function useTellHidden(): void {
  const backend = useBackend();
  useEffect(() => {
    const tell = () => void backend.setHidden(document.hidden).catch(() => undefined);
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [backend]);
}
