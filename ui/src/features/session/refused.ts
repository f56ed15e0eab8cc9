// What OK Capsule has against a field of an account form, in a sentence of ours around its own words.
import { failureOf } from "../../backend";
import type { Words } from "../../words";

/** The sentence for that field, or nothing when the failure is about something else. */
export function refusedAt(words: Words["session"], error: unknown, path: string): string | null {
  if (!error) return null;
  const { code, fields } = failureOf(error);
  const problem = code === "refused" ? fields.find((field) => field.path === path) : undefined;
  return problem ? words.refused(problem.said) : null;
}

/** Whether every complaint stands at one of these fields, so that no note above them is needed. */
export function isSaidAtFields(error: unknown, paths: readonly string[]): boolean {
  const { code, fields } = failureOf(error);
  return code === "refused" && fields.length > 0 && fields.every(({ path }) => paths.includes(path));
}
