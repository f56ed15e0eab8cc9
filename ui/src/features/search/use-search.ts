// What is found while one types: asked once a frame, old results stay until new ones are there. While the lists still fill, the server is asked too.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type SearchView, type ServerSearchView, useBackend } from "../../backend";

/** The server is asked only when one has stopped typing for so long; milliseconds. */
const PAUSE = 350;
/** Fewer letters would only ask for everything. */
const FEWEST = 2;

export type Asked = "no" | "will" | "asking" | "asked" | "not_asked";

export interface Found {
  /** What these results were asked for. */
  text: string;
  view: SearchView;
}

export function useSearch(typed: string) {
  const backend = useBackend();
  const text = useFrame(typed.trim());
  const here = useQuery({
    queryKey: ["search", "here", text],
    queryFn: async (): Promise<Found> => ({ text, view: await backend.searchEverything(text) }),
    enabled: text !== "",
    placeholderData: (before: Found | undefined) => before,
    staleTime: 0,
    gcTime: 10_000,
  });
  const fills = here.data?.text === text && here.data.view.filling !== null && text.length >= FEWEST;
  const paused = usePaused(text);
  const server = useQuery({
    queryKey: ["search", "server", paused],
    queryFn: async (): Promise<{ text: string; answer: ServerSearchView }> => ({
      text: paused,
      answer: await backend.searchServerToo(paused),
    }),
    enabled: fills && paused === text,
    staleTime: 30_000,
  });
  const answer = server.data?.text === text ? server.data.answer : undefined;
  const found: Found | undefined =
    text === "" ? undefined : answer ? { text, view: answer.search } : here.data;
  return {
    text,
    found,
    /** These are the results of what is typed now. */
    settled: text === typed.trim() && found?.text === text,
    error: text === "" ? null : here.error,
    retry: () => void here.refetch(),
    server: serverState(fills, paused === text, server.isError, answer),
    serverFound: answer?.found ?? 0,
  };
}

function serverState(fills: boolean, paused: boolean, failed: boolean, answer: object | undefined): Asked {
  if (answer) return "asked";
  if (!fills) return "no";
  if (!paused) return "will";
  return failed ? "not_asked" : "asking";
}

/** The newest value, at most once a frame: several keys in one frame are one question. */
function useFrame(value: string): string {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    const frame = requestAnimationFrame(() => setShown(value));
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return shown;
}

function usePaused(value: string): string {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}
