// The root of every screen: asks who is signed in where, then draws Sign in or the shell; applies appearance, zoom and frame.
import { useMantineColorScheme } from "@mantine/core";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import type { AppView, Environment } from "../backend";
import { SignInPage } from "../features/session/sign-in-page";
import { EnvironmentFrame } from "../shared/environment-frame";
import { announce } from "../shared/live-region";
import { type Place, PlaceContext } from "../shared/place";
import { useChangePreferences, usePreferences, usePreferencesKnown } from "../shared/preferences";
import { useWords } from "../words";
import { useApp, useFollow, useTakeOver } from "./queries";
import { canSend, isSignedIn } from "./session-facts";
import { Shell } from "./shell/shell";
import { CannotStart, Starting } from "./shell/starting";
import { applyZoom, nextZoom, zoomAsked } from "./zoom";

export function Window() {
  const app = useApp();
  const known = usePreferencesKnown();
  if (app.data && known) return <Desk app={app.data} />;
  if (app.isError) return <CannotStart error={app.error} onRetry={() => void app.refetch()} />;
  return <Starting />;
}

function Desk({ app }: { app: AppView }) {
  const takeOver = useTakeOver();
  const [chosen, setChosen] = useState<Environment>("live");
  useFollow(takeOver);
  useAppearance();
  useZoom();
  const environment = app.session?.environment ?? null;
  const place = useMemo<Place>(
    () => ({
      environment,
      stamp: app.session?.stamp ?? "",
      signedIn: isSignedIn(app.session),
      sendingOpen: canSend(app.session),
      version: app.version,
    }),
    [app, environment],
  );
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <PlaceContext value={place}>
      <EnvironmentFrame environment={environment ?? chosen} />
      {app.session ? (
        <Shell key={app.session.stamp} app={app} session={app.session} path={path} takeOver={takeOver} />
      ) : (
        <SignInPage app={app} chosen={chosen} onChoose={setChosen} onSignedIn={takeOver} />
      )}
    </PlaceContext>
  );
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
