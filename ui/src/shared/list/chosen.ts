// Which rows of a list a person has chosen, by their ids. Pure state: what is done with them is the screen's.
import { useCallback, useState } from "react";

/** More than this is a filter's work, not a person's. */
export const MOST_CHOSEN = 5_000;

export interface Chosen {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  /** Adds all of them. */
  add: (ids: readonly string[]) => void;
  clear: () => void;
  /** Everything was to be chosen, and that is too much; told until something else is done. */
  tooMany: boolean;
  refuse: () => void;
}

/** `list` names what the rows are picked by: another list has nothing chosen. */
export function useChosen(list: string): Chosen {
  const [state, setState] = useState<{ list: string; ids: ReadonlySet<string> }>({ list, ids: none });
  const ids = state.list === list ? state.ids : none;
  const change = useCallback(
    (next: (ids: Set<string>) => void) =>
      setState((before) => {
        const copy = new Set(before.list === list ? before.ids : none);
        next(copy);
        return { list, ids: copy };
      }),
    [list],
  );
  const toggle = useCallback(
    (id: string) =>
      change((all) => {
        if (!all.delete(id)) all.add(id);
      }),
    [change],
  );
  const add = useCallback(
    (more: readonly string[]) =>
      change((all) => {
        for (const id of more) all.add(id);
      }),
    [change],
  );
  const clear = useCallback(() => change((all) => all.clear()), [change]);
  const [refused, setRefused] = useState<{ list: string; ids: ReadonlySet<string> } | null>(null);
  const refuse = useCallback(() => setRefused({ list, ids }), [list, ids]);
  return { ids, toggle, add, clear, tooMany: refused?.list === list && refused.ids === ids, refuse };
}

const none: ReadonlySet<string> = new Set();
