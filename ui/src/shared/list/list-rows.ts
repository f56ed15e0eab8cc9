// The rows of a long list, as far as the page needs them: one window into the list at a time, asked of Rust as one scrolls.
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";

/** Windows begin at multiples of this and hold three of them. */
const STEP = 100;

export interface ListPage<Row> {
  rows: Row[];
  total: number;
}

interface Asked<Page> {
  /** The area first; then everything that decides which rows there are, and in which order. */
  queryKey: readonly unknown[];
  read: (offset: number, limit: number) => Promise<Page>;
  /** The row one was at. */
  start: number;
}

/** Old rows stay until the new ones are there; one window is asked for at a time, however fast one scrolls. */
export function useListRows<Row, Page extends ListPage<Row>>({ queryKey, read, start }: Asked<Page>) {
  const list = JSON.stringify(queryKey);
  const [seen, setSeen] = useState({ list, first: start, last: start });
  const [asked, setAsked] = useState(windowAt(start));
  const wanted = windowAt(seen.list === list ? seen.first : 0);
  const offset = seen.list === list ? asked : 0;
  const query = useQuery({
    queryKey: [...queryKey, offset],
    queryFn: async () => ({ list, offset, page: await read(offset, 3 * STEP) }),
    placeholderData: (before: { list: string; offset: number; page: Page } | undefined) => before,
  });
  const { isFetching } = query;
  useEffect(() => {
    if (!isFetching && wanted !== asked) setAsked(wanted);
  }, [isFetching, wanted, asked]);
  const onSee = useCallback(
    (first: number, last: number) =>
      setSeen((before) =>
        before.list === list && before.first === first && before.last === last
          ? before
          : { list, first, last },
      ),
    [list],
  );
  const { data } = query;
  const rowAt = useCallback(
    (index: number): Row | undefined => (data ? data.page.rows[index - data.offset] : undefined),
    [data],
  );
  return {
    page: data?.page,
    rowAt,
    onSee,
    /** Numbers of the first and the last row in sight, counted from 1. */
    from: seen.first + 1,
    to: Math.min(seen.last + 1, data?.page.total ?? 0),
    /** The rows shown are of the list asked for, not of the one before it. */
    settled: data?.list === list,
    error: query.error,
    retry: () => void query.refetch(),
    isFetching,
    toldAt: query.dataUpdatedAt,
  };
}

/** The window whose middle part holds this row. */
function windowAt(row: number): number {
  return Math.max(0, Math.floor(row / STEP) - 1) * STEP;
}
