// Above a form that repeats an order: which one, what is different now, and what of it can no longer be ordered.
import { Button } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useBackend } from "../../../backend";
import { Note } from "../../../shared/note";
import { RichText } from "../../../shared/rich-text";
import { useWhen } from "../../../shared/when";
import { useWords } from "../../../words";
import { useOrderForm } from "./form-context";
import classes from "./repeat-note.module.css";

/** `savedAt` says which words the comparison speaks of. */
export function RepeatNote({ draftKey, savedAt }: { draftKey: string; savedAt: string }) {
  const all = useWords();
  const words = all.orderDesk.repeat;
  const backend = useBackend();
  const navigate = useNavigate();
  const when = useWhen();
  const { order } = useOrderForm();
  const compared = useQuery({
    queryKey: ["repeat", draftKey, savedAt],
    queryFn: () => backend.compareRepeat(draftKey),
    enabled: order.repeats !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const view = compared.data;
  if (order.repeats === null || !view) return null;
  const held = JSON.stringify(order.lines);
  const gone = new Map(
    view.retired
      .filter(({ item }) => held.includes(item.id))
      .map(({ item, why }) => [item.id, { name: item.name || all.orders.form.unknownProduct, why }]),
  );
  const several = order.lines.length > 1;
  const { newer } = view;
  const changes = [
    ...view.changes.map((one) => words.change(one, several)),
    ...(view.moved ? [words.moved] : []),
  ];
  return (
    <>
      <Note
        tone="acc"
        icon={IconRepeat}
        actions={
          newer ? (
            <Button
              size="xs"
              onClick={() => void navigate({ to: "/orders/$id", params: { id: newer.orderId ?? "" } })}
            >
              {words.openNewer(newer.number ?? "")}
            </Button>
          ) : undefined
        }
      >
        <RichText of={words.title(view.number, view.placedAt ? when(view.placedAt, "day") : null)} />{" "}
        {changes.length === 0 ? words.same : null}
        {newer ? ` ${words.newer(newer.number ?? "")}` : null}
        {view.lost.map((loss) => ` ${words.lost[loss]}`)}
        {changes.length > 0 ? (
          <ul className={classes.changes} aria-label={words.changes}>
            {changes.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        ) : null}
      </Note>
      {gone.size > 0 ? (
        <Note tone="warn">
          <RichText of={words.retired([...gone.values()])} />
        </Note>
      ) : null}
    </>
  );
}
