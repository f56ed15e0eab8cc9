// A label that may be on paper already: it is here, or it is printed again for a reason that is kept.
import { Button, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type LabelRowView, type ReprintReason, useBackend } from "../../backend";
import { Dialog } from "../../shared/dialog";
import { FailureNote } from "../../shared/failure-note";
import { usePlace } from "../../shared/place";
import { useWords } from "../../words";
import { whoOf } from "./label-rows";
import { useReadAgain } from "./queries";

interface Props {
  row: LabelRowView;
  onClose: () => void;
  onPrint: (reason: ReprintReason) => void;
}

const reasonsInOrder: readonly ReprintReason[] = [
  "not_found",
  "damaged",
  "unreadable",
  "wrong_size",
  "other",
];

export function AgainDialog({ row, onClose, onPrint }: Props) {
  const words = useWords().printing;
  const backend = useBackend();
  const { stamp } = usePlace();
  const readAgain = useReadAgain();
  const seen = useMutation({
    mutationFn: () => backend.seeLabel(stamp, row.trackingNumber ?? row.orderNumber ?? ""),
    onSuccess: () => {
      readAgain();
      onClose();
    },
  });
  const paper = row.paper;
  return (
    <Dialog opened title={words.again.title(whoOf(words, row))} onClose={onClose}>
      <Stack gap="sm">
        {paper ? <p>{words.again.was(words.states[paper.state], paper.copy)}</p> : null}
        {paper?.state === "seen" ? null : (
          <Group>
            <Button onClick={() => seen.mutate()}>{words.again.here}</Button>
          </Group>
        )}
        {seen.isError ? <FailureNote error={seen.error} /> : null}
        <p>{words.again.why}</p>
        <Group gap="xs">
          {reasonsInOrder.map((reason) => (
            <Button key={reason} onClick={() => onPrint(reason)}>
              {words.reasons[reason]}
            </Button>
          ))}
        </Group>
      </Stack>
    </Dialog>
  );
}
