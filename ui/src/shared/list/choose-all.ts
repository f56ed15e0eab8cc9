// Chooses everything a list picks, read page by page; more than five thousand is told instead.
import { useMutation } from "@tanstack/react-query";
import { useWords } from "../../words";
import { announce } from "../live-region";
import { type Chosen, MOST_CHOSEN } from "./chosen";
import type { ListPage } from "./list-rows";

/** Rust gives at most so many at once. */
const AT_ONCE = 500;

export function useChooseAll<Row>(
  chosen: Chosen,
  total: number,
  read: (offset: number, limit: number) => Promise<ListPage<Row>>,
  rowKey: (row: Row) => string,
) {
  const words = useWords().lists.chosen;
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      const ids: string[] = [];
      for (let offset = 0; offset < total; offset += AT_ONCE) {
        const { rows } = await read(offset, AT_ONCE);
        ids.push(...rows.map(rowKey));
        if (rows.length === 0) break;
      }
      return ids;
    },
    onSuccess: (ids) => {
      chosen.add(ids);
      announce(words.count(ids.length));
    },
  });
  return {
    chooseAll: () => {
      if (total > MOST_CHOSEN) chosen.refuse();
      else if (!isPending) mutate();
    },
  };
}
