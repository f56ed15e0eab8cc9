// Finding a product or a pack by its name as people type it: parts of words, in any order, a slip of the finger forgiven. Pure.

export interface Findable {
  name: string;
  /** Other words it is known by: a SKU. */
  also?: string | null;
}

/** The best first; without a text all, in the order given. */
export function findByName<T extends Findable>(items: readonly T[], text: string): T[] {
  const wanted = plain(text).split(" ").filter(Boolean);
  if (wanted.length === 0) return [...items];
  return items
    .map((item) => ({ item, cost: cost(item, wanted) }))
    .filter(({ cost }) => cost < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.cost - b.cost)
    .map(({ item }) => item);
}

function cost(item: Findable, wanted: readonly string[]): number {
  const words = plain(`${item.name} ${item.also ?? ""}`)
    .split(" ")
    .filter(Boolean);
  const run = words.join("");
  return wanted.reduce(
    (sum, word) =>
      sum + Math.min(...words.map((known, at) => wordCost(known, word) + at / 100), inRun(run, word)),
    0,
  );
}

/** "vitamind3" and "b12" are found although the name writes them apart. */
function inRun(run: string, word: string): number {
  return word.length >= 3 && run.includes(word) ? 2.5 : Number.POSITIVE_INFINITY;
}

/** 0 the same, 1 begins so, 2 contains it, 3 and more for slips; infinite when it is another word. */
function wordCost(known: string, word: string): number {
  if (known === word) return 0;
  if (known.startsWith(word)) return 1;
  if (word.length >= 3 && known.includes(word)) return 2;
  const forgiven = word.length >= 7 ? 2 : word.length >= 4 ? 1 : 0;
  if (forgiven === 0) return Number.POSITIVE_INFINITY;
  // Compared with the beginning only, so that a half-typed word may have a slip too.
  const slips = Math.min(slipsBetween(known, word), slipsBetween(known.slice(0, word.length), word));
  return slips <= forgiven ? 2 + slips : Number.POSITIVE_INFINITY;
}

/** Letters to add, drop, change, or swap with their neighbor (optimal string alignment). */
export function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const now = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + same,
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        least = Math.min(least, (before[column - 2] ?? 0) + 1);
      }
      now.push(least);
    }
    before = last;
    last = now;
  }
  return last[b.length] ?? 0;
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
