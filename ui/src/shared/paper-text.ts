// A paper's size as people say it.
import type { PaperView } from "../backend";
import type { Words } from "../words";
import { number } from "../words/intl";

/** "4 × 6 in (101.6 × 152.4 mm)" */
export function paperText(words: Words["printing"], paper: PaperView): string {
  const side = (mm: number | null, per: number) => number(Math.round(((mm ?? 0) / per) * 10) / 10);
  return words.paperOf(
    `${side(paper.widthMm, 25.4)} × ${side(paper.heightMm, 25.4)}`,
    `${side(paper.widthMm, 1)} × ${side(paper.heightMm, 1)}`,
  );
}
