// Today: what must be done now. Each line is one press from its fix; with nothing to do it is a calm sentence.
import { Button } from "@mantine/core";
import { IconCircleCheck, IconPrinter } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { type TodayView, useBackend } from "../../backend";
import { Card } from "../../shared/card";
import { longDay } from "../../shared/date-time";
import { EmptyState } from "../../shared/empty-state";
import { FailureNote } from "../../shared/failure-note";
import { Icon } from "../../shared/icon";
import { ListSkeleton } from "../../shared/list-skeleton";
import { useNow } from "../../shared/now";
import { PageHeading } from "../../shared/page-heading";
import { ScreenFreshness } from "../../shared/screen-freshness";
import { useLook, withFailure } from "../../shared/use-look";
import { useWords } from "../../words";
import { CutOffCard } from "./cut-off-card";
import { DraftsCard } from "./drafts-card";
import { LabelsCard, StuckCard } from "./lists-cards";
import { NeedsYou } from "./needs-you";
import { useToday } from "./queries";
import { SetupCard, useIsMissing } from "./setup-card";
import classes from "./today-page.module.css";

interface Props {
  /** What changed in the catalog, told by who knows it. */
  digest?: ReactNode;
  /** What a newcomer is shown. */
  tour?: ReactNode;
}

export function TodayPage({ digest, tour }: Props) {
  const words = useWords().today;
  const now = useNow();
  const today = useToday();
  const view = today.data;
  const missing = useIsMissing();
  // What stands in the way of an order comes first, and stays where it is while one mends it.
  const [first, setFirst] = useState(false);
  if (missing && !first) setFirst(true);
  return (
    <>
      <PageHeading
        title={words.title}
        lead={view ? words.day(longDay(now), ordersOf(view), view.toPrint, view.stuck.length) : longDay(now)}
        actions={view ? <Actions toPrint={view.toPrint} /> : null}
      />
      <div className={classes.above}>
        {view ? <Freshness view={view} reading={today.isFetching} /> : null}
        {tour}
        {first ? <SetupCard /> : null}
        {digest}
      </div>
      {view ? (
        <Day view={view} setup={first ? null : <SetupCard />} />
      ) : (
        <div className={classes.side}>
          {today.isError ? (
            <FailureNote error={today.error} onRetry={() => void today.refetch()} />
          ) : (
            <ListSkeleton rows={6} columns="1.25rem minmax(0, 1fr) 6rem" />
          )}
        </div>
      )}
    </>
  );
}

function Day({ view, setup }: { view: TodayView; setup: ReactNode }) {
  const words = useWords().today;
  const orders = ordersOf(view);
  const calm = orders + view.toPrint + view.labelTrouble + view.stuck.length === 0;
  return (
    <div className={classes.columns}>
      <div className={classes.side}>
        {calm ? (
          <Card>
            <EmptyState icon={IconCircleCheck} title={words.calm.title}>
              {words.calm.text}
            </EmptyState>
          </Card>
        ) : null}
        {orders > 0 ? <NeedsYou view={view} count={orders} /> : null}
        {calm ? null : (
          <div className={classes.pair}>
            <LabelsCard view={view} />
            <StuckCard view={view} />
          </div>
        )}
        {setup}
      </div>
      <div className={classes.side}>
        <CutOffCard view={view} />
        {view.drafts.length > 0 ? <DraftsCard view={view} /> : null}
      </div>
    </div>
  );
}

function Actions({ toPrint }: { toPrint: number }) {
  const words = useWords().today;
  const navigate = useNavigate();
  return (
    <>
      <Button onClick={() => void navigate({ to: "/today/handover" })}>{words.handover.open}</Button>
      {toPrint > 0 ? (
        <Button
          variant="filled"
          leftSection={<Icon of={IconPrinter} size={16} />}
          onClick={() => void navigate({ to: "/labels" })}
        >
          {words.labels.print(toPrint)}
        </Button>
      ) : null}
    </>
  );
}

function Freshness({ view, reading }: { view: TodayView; reading: boolean }) {
  const backend = useBackend();
  const client = useQueryClient();
  const { look, looking, failed } = useLook(async () => {
    await backend.refreshOrders();
    const freshness = await backend.refreshShipments();
    void client.invalidateQueries({ queryKey: ["setup"] });
    return freshness;
  }, ["today", "orders", "shipments"]);
  // The same object for as long as nothing new is known: the top bar is told of each other one.
  const freshness = useMemo(() => withFailure(view.freshness, failed), [view.freshness, failed]);
  return <ScreenFreshness freshness={freshness} looking={looking || reading} onLook={look} />;
}

/** Orders that need a person, each counted once. */
function ordersOf(view: TodayView): number {
  return (
    view.unsure.length +
    view.refused.length +
    view.needsChanges.count +
    view.failed.count +
    view.held.count +
    view.notShipped.length
  );
}
