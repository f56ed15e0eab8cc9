// Numbers, plurals, dates and lists the way the person's system writes them. No sentence lives here.

/** The person's own language and region; words are English, numbers and dates are theirs. */
export function locale(): string {
  return usable(navigator.language);
}

/** A system without a language set calls itself "C" or "POSIX", which Intl refuses: such a person reads American English. */
export function usable(tag: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag)[0] ?? "en-US";
  } catch {
    return "en-US";
  }
}

const english = new Intl.PluralRules("en");

/** Picks the form for `n` and puts the number before it: `counted(2, "order", "orders")` is "2 orders". */
export function counted(n: number, one: string, many: string): string {
  return `${number(n)} ${english.select(n) === "one" ? one : many}`;
}

/** Picks the form for `n` without writing the number. */
export function form(n: number, one: string, many: string): string {
  return english.select(n) === "one" ? one : many;
}

export function number(n: number): string {
  return new Intl.NumberFormat(locale()).format(n);
}

/** "A, B and C": English words, so an English list. */
export function list(parts: readonly string[]): string {
  return new Intl.ListFormat("en-US", { type: "conjunction" }).format(parts).replace(/, and /, " and ");
}

/** "10 h 18 min", "18 min", "40 s": how long is left. */
export function duration(seconds: number): string {
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  if (hours > 0) return `${number(hours)} h ${number(minutes)} min`;
  return minutes > 0 ? `${number(minutes)} min` : `${number(Math.floor(seconds))} s`;
}
