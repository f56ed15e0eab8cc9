// The query client, and who is signed in where: the one question every screen stands on.
import {
  QueryClient,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { type AppView, type LeaveView, type NoticeView, type SessionStamp, useBackend } from "../backend";
import type { Gone } from "../shared/session-door";

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // Rust is not the network: it answers offline too, retries where that is safe, and says how old its answer is.
      queries: { networkMode: "always", retry: false, staleTime: 15_000, refetchOnWindowFocus: true },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

const appKey = ["app"] as const;
const goneKey = ["app", "gone"] as const;

/** How often a desk that is being opened is asked for, in case its news came before the page listened. */
const OPENING_LOOK_MS = 1_000;

/** Outlive a session: they belong to this computer, not to an account. */
const ofThisComputer = ["app", "preferences", "licences"];

export function useApp(): UseQueryResult<AppView> {
  const backend = useBackend();
  const client = useQueryClient();
  return useQuery({
    queryKey: appKey,
    queryFn: async () => {
      const answered = await backend.appView();
      return withNotices(client.getQueryData<AppView>(appKey), answered);
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data?.opening ? OPENING_LOOK_MS : false),
  });
}

/** Takes over what Rust answered. Another session, or a locked one, forgets everything the page knew. */
export function useTakeOver(): (app: AppView) => void {
  const client = useQueryClient();
  return useCallback(
    (app: AppView) => {
      const before = client.getQueryData<AppView>(appKey);
      if (before?.session?.stamp !== app.session?.stamp || app.locked) {
        client.removeQueries({ predicate: (query) => !ofThisComputer.includes(String(query.queryKey[0])) });
      }
      client.setQueryData(appKey, withNotices(before, app));
    },
    [client],
  );
}

/** What Rust tells by itself: another session, or records that changed. The first part of a query's key is its area. */
export function useFollow(takeOver: (app: AppView) => void): void {
  const backend = useBackend();
  const client = useQueryClient();
  useEffect(() => backend.on("sessionChanged", takeOver), [backend, takeOver]);
  useEffect(
    () => backend.on("mirrorChanged", ({ area }) => void client.invalidateQueries({ queryKey: [area] })),
    [backend, client],
  );
}

/** Back to the choice of places; drafts stay. Given `true`, also with orders whose outcome is not known. */
export function useLeave(stamp: SessionStamp, takeOver: (app: AppView) => void) {
  const backend = useBackend();
  return useMutation({
    mutationFn: (anyway: boolean) => backend.leave(stamp, anyway),
    onSuccess: (answer: LeaveView) => {
      if (answer.kind === "left") takeOver(answer.app);
    },
  });
}

/** How the last sign-out went: told until a person has understood it or is signed in again. */
export function useGone(): { gone: Gone | null; tellGone: (gone: Gone | null) => void } {
  const client = useQueryClient();
  const { data } = useQuery<Gone | null>({
    queryKey: goneKey,
    queryFn: () => null,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const tellGone = useCallback((gone: Gone | null) => client.setQueryData(goneKey, gone), [client]);
  return { gone: data, tellGone };
}

/** Rust tells each notice once; it stays here until a person has understood it. */
function withNotices(before: AppView | undefined, next: AppView): AppView {
  const kept = before?.notices ?? [];
  const known = new Set(kept.map(noticeKey));
  return { ...next, notices: [...kept, ...next.notices.filter((notice) => !known.has(noticeKey(notice)))] };
}

export function noticeKey(notice: NoticeView): string {
  return JSON.stringify(notice);
}

export function useUnderstood(): (notice: NoticeView) => void {
  const client = useQueryClient();
  return (understood) =>
    client.setQueryData<AppView>(appKey, (app) =>
      app
        ? { ...app, notices: app.notices.filter((notice) => noticeKey(notice) !== noticeKey(understood)) }
        : app,
    );
}
