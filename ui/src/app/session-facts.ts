// What the shell reads out of a session. The one place that knows the session's shape.
import type { SessionView } from "../backend";

export function isSignedIn(session: SessionView | null): boolean {
  return session?.signed === "in";
}

/** Who works here, and for whom; null where there is no account. */
export function whose(session: SessionView): { person: string; company: string; email: string } | null {
  if (session.environment === "practice") return null;
  const { userName, email, clientName } = session.account;
  return { person: userName || email, company: clientName, email };
}
