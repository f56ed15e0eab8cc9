// Which rows of a long table are in the page: those in sight, a few around them, and the one that has the focus. Never more than eighty.
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

export const MOST_ROWS = 80;
const AROUND = 8;
/** Rem: as the row's and the heading's heights in the style sheet. */
const ROW = 2.625;
const HEAD = 2.125;
/** Browsers draw nothing below about 33 million pixels. */
const TALLEST = 30_000_000;

interface Asked {
  section: RefObject<HTMLElement | null>;
  total: number;
  start: number;
  onSee: ((first: number, last: number) => void) | undefined;
}

export function useLongRows({ section, total, start, onSee }: Asked) {
  const body = useRef<HTMLTableSectionElement>(null);
  const rem = useRem(body);
  const row = Math.round(ROW * rem);
  const count = Math.min(total, Math.floor(TALLEST / row));
  const [active, setActive] = useState(start);
  const [margin, setMargin] = useState(0);
  const wanted = useRef<number | null>(null);
  const here = Math.min(active, Math.max(count - 1, 0));
  const rows = useVirtualizer<HTMLElement, HTMLElement>({
    count,
    getScrollElement: () => scrollerOf(section.current),
    estimateSize: () => row,
    overscan: AROUND,
    scrollMargin: margin,
    scrollPaddingStart: Math.ceil(HEAD * rem) + 4,
    scrollPaddingEnd: row * 2,
    measureElement: (element) => element.getBoundingClientRect().height || row,
    // A window that is not laid out yet counts as a whole one.
    observeElementRect: (instance, told) => {
      const element = instance.scrollElement;
      if (!element) return undefined;
      const tell = () =>
        told({
          width: element.offsetWidth || window.innerWidth,
          height: element.offsetHeight || window.innerHeight,
        });
      tell();
      const observer = new ResizeObserver(tell);
      observer.observe(element);
      return () => observer.disconnect();
    },
    rangeExtractor: useCallback(
      (range: Range) =>
        // A short list is there as a whole.
        range.count <= MOST_ROWS
          ? Array.from({ length: range.count }, (_, index) => index)
          : withFocus(defaultRangeExtractor(range), here, range.count),
      [here],
    ),
  });
  const shown = rows.getVirtualItems();

  useLayoutEffect(() => {
    const from = body.current;
    const scroller = scrollerOf(section.current);
    if (!from || !scroller) return;
    const now = Math.round(
      from.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop,
    );
    if (Math.abs(now - margin) > 1) setMargin(now);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another size of letters is the reason to measure anew
  useEffect(() => rows.measure(), [row]);

  // Once, when there are rows: to the one the person was at.
  const begun = useRef(start === 0);
  useEffect(() => {
    if (begun.current || count === 0) return;
    begun.current = true;
    // After the shell has scrolled the new screen to its top.
    requestAnimationFrame(() => rows.scrollToIndex(Math.min(start, count - 1), { align: "center" }));
  }, [count, start, rows]);

  const first = rows.range?.startIndex ?? 0;
  const last = rows.range?.endIndex ?? 0;
  useEffect(() => onSee?.(first, last), [first, last, onSee]);

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const button = body.current?.querySelector<HTMLElement>(
      `[data-index="${wanted.current}"] [data-row-button]`,
    );
    if (!button) return;
    wanted.current = null;
    button.focus({ preventScroll: true });
  });

  const height = rows.scrollRect?.height ?? 0;
  return {
    body,
    count,
    shown,
    active: here,
    measure: rows.measureElement,
    top: margin,
    bottom: rows.getTotalSize() + margin,
    perPage: Math.max(1, Math.floor(height / row) - 3),
    /** Scrolls there and puts the focus on it. */
    goTo: (index: number) => {
      wanted.current = index;
      setActive(index);
      rows.scrollToIndex(index, { align: "auto" });
    },
    /** The focus came here by itself. */
    settleOn: (index: number | null) => {
      if (index !== null && index !== here) setActive(index);
    },
  };
}

/** At most eighty, the focused one among them: what has the focus is never taken out of the page. */
export function withFocus(range: readonly number[], focused: number, count: number): number[] {
  const most = range.slice(0, MOST_ROWS - 1);
  if (focused >= count || most.includes(focused)) return most;
  return [...most, focused].sort((a, b) => a - b);
}

/** What scrolls the rows: the screen's own scroller, which is another element in a narrow window. */
function scrollerOf(element: HTMLElement | null): HTMLElement | null {
  let outer = element?.parentElement ?? null;
  const main = element?.closest("main") ?? null;
  while (outer) {
    if (/auto|scroll/.test(getComputedStyle(outer).overflowY)) return outer;
    outer = outer.parentElement;
  }
  return main;
}

/** Pixels in a rem, followed as the size of letters changes. */
function useRem(body: RefObject<HTMLElement | null>): number {
  const [rem, setRem] = useState(readRem);
  useEffect(() => {
    const head = body.current?.parentElement?.querySelector("thead");
    if (!head) return;
    const observer = new ResizeObserver(() => setRem(readRem()));
    observer.observe(head);
    return () => observer.disconnect();
  }, [body]);
  return rem;
}

function readRem(): number {
  const size = getComputedStyle(document.documentElement).fontSize;
  return size.endsWith("px") ? Number.parseFloat(size) : 16;
}
