// The desktop digest: Rust says when one is due, the words are the page's, Rust shows it; a press on it leads to the thing.
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { type NoticeDigestView, type NoticePlace, useBackend } from "../backend";
import { usePlace } from "../shared/place";
import { useWords, type Words } from "../words";

const EVERY_MS = 60_000;

export function useTellNotices(): void {
  const words = useWords();
  const backend = useBackend();
  const { stamp, environment } = usePlace();
  useEffect(() => {
    if (stamp === "" || environment === null) return;
    const place = words.shell.environments[environment].name;
    const tell = async () => {
      const digest = await backend.noticeDue();
      if (digest) await backend.showNotice(stamp, noticeOf(words, digest, place));
    };
    // A notice that cannot be shown is no trouble: Today shows the same.
    const timer = setInterval(() => void tell().catch(() => undefined), EVERY_MS);
    return () => clearInterval(timer);
  }, [backend, words, stamp, environment]);
  useOpened();
}

function useOpened(): void {
  const backend = useBackend();
  const navigate = useNavigate();
  useEffect(
    () =>
      backend.on("noticeOpened", ({ leadsTo }) => {
        switch (leadsTo) {
          case "stuck":
            void navigate({ to: "/shipments", search: { view: "stuck" } });
            return;
          case "delivered":
            void navigate({ to: "/shipments", search: { view: "delivered" } });
            return;
          case "held":
            void navigate({ to: "/orders", search: { view: "needs_attention" } });
            return;
          case "today":
            void navigate({ to: "/today" });
            return;
        }
      }),
    [backend, navigate],
  );
}

/** Numbers only: a notice stands where everybody sees it. With one matter it leads to it, with several to Today. */
export function noticeOf(words: Words, digest: NoticeDigestView, place: string) {
  const { delivered, stuck, held } = digest;
  const places = [
    ...(stuck > 0 ? ["stuck" as const] : []),
    ...(held > 0 ? ["held" as const] : []),
    ...(delivered > 0 ? ["delivered" as const] : []),
  ];
  const [only] = places;
  const leadsTo: NoticePlace = places.length === 1 && only ? only : "today";
  return { title: words.help.notices.title(place), text: words.help.notices.text(digest), leadsTo };
}
