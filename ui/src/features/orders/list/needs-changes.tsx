// Orders OK Capsule could not process, each with their reason and the one way on: a copy as a new order.
import { Button } from "@mantine/core";
import { IconCopyPlus, IconMoodCheck } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { type NeedsChangesView, useBackend } from "../../../backend";
import { Card } from "../../../shared/card";
import { EmptyState } from "../../../shared/empty-state";
import { FailureNote } from "../../../shared/failure-note";
import { Icon } from "../../../shared/icon";
import { ListSkeleton } from "../../../shared/list-skeleton";
import { usePlace } from "../../../shared/place";
import { When } from "../../../shared/when";
import { useWords } from "../../../words";
import classes from "./several.module.css";

interface Props {
  /** Only those a filter leaves, when one is typed. */
  text: string;
  onLeave: () => void;
}

export function NeedsChanges({ text, onLeave }: Props) {
  const words = useWords().orders.life.needsChanges;
  const backend = useBackend();
  const inbox = useQuery({
    queryKey: ["orders", "needs-changes"],
    queryFn: () => backend.listNeedsChanges(),
  });
  useEffect(
    () => backend.on("mirrorChanged", ({ area }) => void (area === "orders" && inbox.refetch())),
    [backend, inbox.refetch],
  );
  if (inbox.error) return <FailureNote error={inbox.error} onRetry={() => void inbox.refetch()} />;
  if (!inbox.data) return <ListSkeleton rows={3} columns="minmax(0, 1fr)" />;
  const wanted = text.trim().toLowerCase();
  const shown = inbox.data.filter(({ row }) =>
    `${row.number} ${row.customer} ${row.city}`.toLowerCase().includes(wanted),
  );
  if (shown.length === 0) {
    return (
      <Card>
        <EmptyState icon={IconMoodCheck} title={words.none}>
          {words.noneText}
        </EmptyState>
      </Card>
    );
  }
  return (
    <section className={classes.inbox} aria-label={words.table}>
      <p>{words.intro}</p>
      <ul>
        {shown.map((one) => (
          <One key={one.row.id} one={one} onLeave={onLeave} />
        ))}
      </ul>
    </section>
  );
}

function One({ one: { row, note }, onLeave }: { one: NeedsChangesView; onLeave: () => void }) {
  const words = useWords().orders;
  const own = words.life.needsChanges;
  const navigate = useNavigate();
  const name = words.one.title(row.number);
  return (
    <li>
      <div className={classes.inboxHead}>
        <b>{name}</b>
        <span data-private>{row.customer || words.list.noName}</span>
        {row.placedAt ? (
          <span className={classes.dim}>
            <When at={row.placedAt} />
          </span>
        ) : null}
        <span>
          <Button
            size="xs"
            variant="subtle"
            aria-label={own.open(name)}
            onClick={() => {
              onLeave();
              void navigate({ to: "/orders/$id", params: { id: row.id } });
            }}
          >
            {own.openShort}
          </Button>
          <CopyToNew id={row.id} name={name} />
        </span>
      </div>
      <p className={classes.inboxNote}>{note ?? own.noReason}</p>
    </li>
  );
}

function CopyToNew({ id, name }: { id: string; name: string }) {
  const words = useWords().orders.life;
  const backend = useBackend();
  const navigate = useNavigate();
  const { stamp } = usePlace();
  const copy = useMutation({
    mutationFn: () => backend.orderAgain(stamp, id),
    onSuccess: (draft) => void navigate({ to: "/drafts/$key", params: { key: draft.key } }),
  });
  return (
    <>
      {copy.error ? <FailureNote error={copy.error} /> : null}
      <Button
        size="xs"
        leftSection={<Icon of={IconCopyPlus} size={14} />}
        aria-label={words.copyToNewLabel(name)}
        aria-disabled={copy.isPending || undefined}
        onClick={() => copy.isPending || copy.mutate()}
      >
        {words.copyToNew}
      </Button>
    </>
  );
}
