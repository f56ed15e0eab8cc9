// Begins a new order like this one; where it differs is told above its form.
import { Button } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useBackend } from "../../../backend";
import { FailureNote } from "../../../shared/failure-note";
import { Icon } from "../../../shared/icon";
import { usePlace } from "../../../shared/place";
import { useWords } from "../../../words";

interface Props {
  id: string;
  /** The order cannot be made as it is: a copy of it is what one does next. */
  instead?: boolean;
}

export function OrderAgain({ id, instead }: Props) {
  const { orders, orderDesk } = useWords();
  const words = orderDesk.repeat;
  const backend = useBackend();
  const navigate = useNavigate();
  const { stamp } = usePlace();
  const again = useMutation({
    mutationFn: () => backend.orderAgain(stamp, id),
    onSuccess: (draft) => void navigate({ to: "/drafts/$key", params: { key: draft.key } }),
  });
  return (
    <>
      {again.error ? <FailureNote error={again.error}>{words.failed}</FailureNote> : null}
      <Button
        fullWidth={instead}
        size={instead ? "sm" : "xs"}
        variant={instead ? "filled" : "default"}
        leftSection={<Icon of={IconRepeat} size={16} />}
        aria-disabled={again.isPending || undefined}
        onClick={() => again.isPending || again.mutate()}
      >
        {instead ? orders.life.copyToNew : words.button}
      </Button>
    </>
  );
}
