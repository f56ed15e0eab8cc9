// The label on screen at true size: Rust draws each page, here it only gets its width and height in millimeters. White in both themes.
import { Button } from "@mantine/core";
import { useState } from "react";
import { type LabelPageView, type LabelView, useBackend } from "../../backend";
import { Note } from "../../shared/note";
import { usePlace } from "../../shared/place";
import { useWords, type Words } from "../../words";
import { number } from "../../words/intl";
import classes from "./label-card.module.css";

interface Props {
  label: LabelView;
  customer: string;
}

export function LabelPreview({ label, customer }: Props) {
  const words = useWords().labels;
  const backend = useBackend();
  const { stamp } = usePlace();
  const [at, setAt] = useState(0);
  const [failed, setFailed] = useState<number | null>(null);
  const page = label.pages[at];
  if (!page) return <Note tone="warn">{words.cannotDraw}</Note>;
  const pages = label.pages.length;
  return (
    <figure className={classes.preview} aria-label={words.preview}>
      <figcaption className={classes.caption}>
        <span>{words.atTrueSize(sizeText(words, page))}</span>
        <span>{label.kept ? words.kept : words.fresh}</span>
      </figcaption>
      {label.script ? <Note tone="warn">{words.script}</Note> : null}
      {failed === page.number ? (
        <Note tone="warn">{words.cannotDraw}</Note>
      ) : (
        <section
          className={classes.sheetBox}
          data-private
          aria-label={words.image(customer, page.number, pages)}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
          tabIndex={0}
        >
          <img
            className={classes.sheet}
            src={backend.labelPageUrl(stamp, label.shipmentId, page.number)}
            alt={words.image(customer, page.number, pages)}
            style={{
              ...(page.widthMm ? { width: `${page.widthMm}mm` } : {}),
              ...(page.heightMm ? { height: `${page.heightMm}mm` } : {}),
            }}
            onError={() => setFailed(page.number)}
          />
        </section>
      )}
      {pages > 1 ? (
        <div className={classes.pages}>
          <Button
            size="xs"
            aria-disabled={at === 0 || undefined}
            data-disabled={at === 0 || undefined}
            onClick={() => setAt(Math.max(0, at - 1))}
          >
            {words.lastPage}
          </Button>
          <span>{words.page(page.number, pages)}</span>
          <Button
            size="xs"
            aria-disabled={at === pages - 1 || undefined}
            data-disabled={at === pages - 1 || undefined}
            onClick={() => setAt(Math.min(pages - 1, at + 1))}
          >
            {words.nextPage}
          </Button>
        </div>
      ) : null}
    </figure>
  );
}

/** "4 × 6 in (101.6 × 152.4 mm)" */
export function sizeText(words: Words["labels"], page: LabelPageView | undefined): string {
  if (!page?.widthMm || !page.heightMm) return words.sizeUnknown;
  const side = (mm: number, per: number) => number(Math.round((mm / per) * 10) / 10);
  return words.size(
    `${side(page.widthMm, 25.4)} × ${side(page.heightMm, 25.4)}`,
    `${side(page.widthMm, 1)} × ${side(page.heightMm, 1)}`,
  );
}
