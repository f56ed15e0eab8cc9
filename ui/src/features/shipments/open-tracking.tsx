// Opens the carrier's page in the person's browser. Rust finds the address and judges it; the page only names the parcel and shows the host.
import { Button } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useBackend } from "../../backend";
import { FailureNote } from "../../shared/failure-note";
import { Icon } from "../../shared/icon";
import { announce } from "../../shared/live-region";
import { usePlace } from "../../shared/place";
import { useWords } from "../../words";

export function OpenTracking({ id, host }: { id: string; host: string }) {
  const words = useWords().shipments;
  const backend = useBackend();
  const { stamp } = usePlace();
  const open = useMutation({
    mutationFn: () => backend.openTracking(stamp, id),
    onSuccess: () => announce(words.trackingOpened(host)),
  });
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={words.openTrackingLabel(host)}
        leftSection={<Icon of={IconExternalLink} size={14} />}
        onClick={() => open.mutate()}
      >
        {words.openTracking}
      </Button>
      {open.isError ? <FailureNote error={open.error} /> : null}
    </>
  );
}
