// From a record found by searching to a new order like it: an order itself, or the newest order of a customer.
import { useNavigate } from "@tanstack/react-router";
import { useBackend } from "../backend";
import { announce } from "../shared/live-region";
import { usePlace } from "../shared/place";
import { useWords } from "../words";

export function useOrderAgain(): (kind: "order" | "customer", id: string) => void {
  const words = useWords().orderDesk.repeat;
  const backend = useBackend();
  const navigate = useNavigate();
  const { stamp } = usePlace();
  const begin = async (kind: "order" | "customer", id: string) => {
    const order = kind === "order" ? id : (await backend.getCustomer(id)).orders[0]?.id;
    // A customer without an order is shown instead: there is nothing to repeat.
    if (!order) return navigate({ to: "/customers/$id", params: { id } });
    const draft = await backend.orderAgain(stamp, order);
    return navigate({ to: "/drafts/$key", params: { key: draft.key } });
  };
  return (kind, id) => {
    begin(kind, id).catch(() => {
      announce(words.failed);
      void (kind === "order"
        ? navigate({ to: "/orders/$id", params: { id } })
        : navigate({ to: "/customers/$id", params: { id } }));
    });
  };
}
