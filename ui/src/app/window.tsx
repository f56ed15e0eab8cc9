// The root of every screen: asks who is signed in where, then draws Sign in, the lock or the shell; applies appearance, zoom and frame.
import { useMantineColorScheme } from "@mantine/core";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import type { AppView, Environment } from "../backend";
import { LockScreen } from "../features/session/lock-screen";
import { SignInPage } from "../features/session/sign-in-page";
import { EnvironmentFrame } from "../shared/environment-frame";
import { announce } from "../shared/live-region";
import { type Place, PlaceContext } from "../shared/place";
import { useChangePreferences, usePreferences, usePreferencesKnown } from "../shared/preferences";
import { setPrivacyScreen, usePrivacyScreen } from "../shared/privacy-screen";
import { SessionDoorContext } from "../shared/session-door";
import { useWords } from "../words";
import { useIdleLock } from "./idle-lock";
import { useApp, useFollow, useGone, useTakeOver } from "./queries";
import { isSignedIn } from "./session-facts";
import { ToldOnce } from "./shell/notices";
import { Shell } from "./shell/shell";
import { CannotStart, Starting } from "./shell/starting";
import { applyZoom, nextZoom, zoomAsked } from "./zoom";

export function Window() {
  const app = useApp();
  const known = usePreferencesKnown();
  useFollow(useTakeOver());
  if (app.data && !app.data.opening && known) return <Desk app={app.data} />;
  if (app.isError) return <CannotStart error={app.error} onRetry={() => void app.refetch()} />;
  return <Starting />;
}

function Desk({ app }: { app: AppView }) {
  const takeOver = useTakeOver();
  const { gone, tellGone } = useGone();
  const [chosen, setChosen] = useState<Environment>("live");
  const path = useLocation({ select: (location) => location.pathname });
  const { shut, reopen } = useIdleLock(app, takeOver);
  useAppearance();
  useZoom();
  usePrivacyKey();
  useHomeWithout(app);
  const environment = app.session?.environment ?? null;
  const place = useMemo<Place>(
    () => ({
      environment,
      asking: environment ?? chosen,
      stamp: app.session?.stamp ?? "",
      signedIn: isSignedIn(app.session),
      version: app.version,
    }),
    [app, chosen, environment],
  );
  const { session } = app;
  const door = useMemo(() => ({ session, takeOver, tellGone }), [session, takeOver, tellGone]);
  const enter = (entered: AppView) => {
    tellGone(null);
    takeOver(entered);
  };
  return (
    <PlaceContext value={place}>
      <SessionDoorContext value={door}>
        <EnvironmentFrame environment={environment ?? chosen} />
        {app.session && (app.locked || shut) ? (
          <LockScreen
            environment={app.session.environment}
            onUnlocked={(opened) => {
              reopen();
              takeOver(opened);
            }}
          />
        ) : app.session ? (
          <Shell
            key={app.session.stamp}
            app={app}
            session={app.session}
            path={path}
            gone={gone}
            onGoneUnderstood={() => tellGone(null)}
            takeOver={enter}
          />
        ) : (
          <SignInPage
            gone={gone}
            onGoneUnderstood={() => tellGone(null)}
            notices={<ToldOnce notices={app.notices} />}
            chosen={chosen}
            onChoose={setChosen}
            onSignedIn={enter}
          />
        )}
      </SessionDoorContext>
    </PlaceContext>
  );
}

/** Who comes back begins at the first screen, not on a record of the account before. */
function useHomeWithout(app: AppView): void {
  const navigate = useNavigate();
  const nowhere = app.session === null;
  useEffect(() => {
    if (nowhere) void navigate({ to: "/", replace: true });
  }, [navigate, nowhere]);
}

/** F9 hides names and addresses, and shows them again. */
function usePrivacyKey(): void {
  const words = useWords().shell.privacy;
  const hiding = usePrivacyScreen();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F9" || event.repeat) return;
      event.preventDefault();
      setPrivacyScreen(!hiding);
      announce(hiding ? words.told.off : words.told.on);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [hiding, words]);
}

function useAppearance(): void {
  const { appearance } = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(
    () => setColorScheme(appearance === "system" ? "auto" : appearance),
    [appearance, setColorScheme],
  );
}

function useZoom(): void {
  const words = useWords();
  const { zoom } = usePreferences();
  const { change } = useChangePreferences();
  useEffect(() => applyZoom(zoom), [zoom]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const asked = zoomAsked(event);
      if (!asked) return;
      event.preventDefault();
      const wanted = asked === "normal" ? 100 : nextZoom(zoom, asked);
      change({ zoom: wanted });
      announce(words.shell.zoomed(wanted));
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [change, words, zoom]);
}
