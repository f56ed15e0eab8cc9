// What the shell reads out of a session. The one place that knows the session's shape.
import type { SessionView } from "../backend";

export function isSignedIn(session: SessionView | null): boolean {
  return session?.signedIn ?? false;
}

export function canSend(session: SessionView | null): boolean {
  return session?.sendingOpen ?? false;
}

/** Who works here, and for whom; null where there is no account. */
export function whose(
  session: SessionView,
): { person: string; company: string | null; email: string } | null {
  if (session.environment === "practice") return null;
  const { person, email, company } = session.account;
  return { person: person || email, company, email };
}
