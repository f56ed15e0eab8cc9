// What can be said about an e-mail before anyone is asked. The server decides.
export type EmailProblem = "emailMissing" | "emailShape";

export function checkEmail(email: string): EmailProblem | null {
  const text = email.trim();
  if (text === "") return "emailMissing";
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text) ? null : "emailShape";
}
