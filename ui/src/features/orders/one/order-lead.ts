// The one sentence under an order's heading: how it stands, and until when it can be changed.
import type { OrderView } from "../../../backend";
import { cutOffAt, useTick } from "../../../shared/cut-off";
import { pacificAndOwn } from "../../../shared/date-time";
import { useWords } from "../../../words";

export function useLead({ row }: OrderView, told: number): string {
  const words = useWords();
  const now = useTick();
  const { leads } = words.orders.one;
  const name = words.orders.one.title(row.number);
  switch (row.status) {
    case "pending": {
      if (!row.cutOff) return leads.pendingUnknown;
      const state = cutOffAt(row.cutOff, told, now);
      if (state.is === "past") return leads.pendingPast;
      if (state.is === "maybe") return leads.pendingMaybe;
      const { pacific, own } = pacificAndOwn(state.until);
      return leads.pending(words.common.pacific(pacific, own));
    }
    case "on_hold":
    case "canceled_by_client":
      return leads[row.status](name);
    case "other":
      return row.statusText ? leads.other(row.statusText) : leads.otherUnsaid;
    default:
      return leads[row.status];
  }
}
