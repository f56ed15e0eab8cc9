// The made-up world's one clock: everything in it happened around this moment, so pictures and tests are the same every day.
export const NOW = "2026-11-17T21:10:00Z";

/** An instant `minutes` before (or, negative, after) now. */
export function ago(minutes: number): string {
  return new Date(new Date(NOW).getTime() - minutes * 60_000).toISOString();
}
