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
  });
}

/** Takes over what Rust answered; another session forgets everything the page knew of the last one. */
export function useTakeOver(): (app: AppView) => void {
  const client = useQueryClient();
  return useCallback(
    (app: AppView) => {
      const before = client.getQueryData<AppView>(appKey);
      if (before?.session?.stamp !== app.session?.stamp) {
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
