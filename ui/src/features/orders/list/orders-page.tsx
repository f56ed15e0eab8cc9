// Orders: where each one is. What is not settled stands on top, the rest newest first, one page of rows at a time.
import { Button } from "@mantine/core";
import { IconClipboardList, IconSearchOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { type OrdersPageView, type OrdersView, useBackend } from "../../../backend";
import { Card } from "../../../shared/card";
import { EmptyState } from "../../../shared/empty-state";
import { FailureNote } from "../../../shared/failure-note";
import { ListSkeleton } from "../../../shared/list-skeleton";
import { ListTabs } from "../../../shared/list-tabs";
import { ListFilter, ListPages } from "../../../shared/list-tools";
import { PageHeading } from "../../../shared/page-heading";
import { usePlace } from "../../../shared/place";
import { ScreenFreshness } from "../../../shared/screen-freshness";
import { useLook, withFailure } from "../../../shared/use-look";
import { useWords } from "../../../words";
import { OpenWork } from "./open-work";
import { OrderTable } from "./order-table";
import classes from "./orders-page.module.css";

/** Rows in the page at once. */
const PAGE = 50;

const viewsInOrder: readonly OrdersView[] = [
  "pending",
  "on_hold",
  "needs_attention",
  "in_production",
  "shipped",
  "delivered",
  "ended",
  "all",
];

interface OrdersAt {
  view: OrdersView;
  text: string;
  offset: number;
}

interface Props {
  at: OrdersAt;
  onAt: (at: OrdersAt) => void;
}

export function OrdersPage({ at, onAt }: Props) {
  const words = useWords().orders;
  const backend = useBackend();
  const [text, setText] = useTypedFilter(at, onAt);
  const { look, looking, failed } = useLook(() => backend.refreshOrders(), ["orders", "drafts", "sends"]);
  const query = { ...at, limit: PAGE };
  const page = useQuery({
    queryKey: ["orders", "list", query],
    queryFn: () => backend.listOrders(query),
    placeholderData: (before: OrdersPageView | undefined) => before,
  });
  const counts = page.data?.counts ?? [];
  const countOf = (view: OrdersView) => counts.find((one) => one.view === view)?.count ?? 0;
  return (
    <>
      <PageHeading title={words.list.title} />
      <div className={classes.above}>
        {page.data ? (
          <ScreenFreshness
            freshness={withFailure(page.data.freshness, failed)}
            looking={looking || page.isFetching}
            onLook={look}
          />
        ) : null}
        <OpenWork />
      </div>
      <ListTabs
        label={words.list.tabs}
        spoken={words.list.tab}
        tabs={viewsInOrder.map((view) => ({
          name: view,
          word: words.views[view],
          count: countOf(view),
          hot: view === "needs_attention",
        }))}
        value={at.view}
        onChange={(view) => onAt({ ...at, view, offset: 0 })}
      >
        <ListFilter
          label={words.list.filter}
          placeholder={words.list.filterHint}
          text={text}
          onText={setText}
        >
          {page.data
            ? words.list.range(at.offset + 1, at.offset + page.data.rows.length, page.data.total)
            : null}
        </ListFilter>
        {page.data ? (
          <Rows
            page={page.data}
            told={page.dataUpdatedAt}
            at={at}
            onAt={onAt}
            onClear={() => {
              setText("");
              onAt({ ...at, text: "", offset: 0 });
            }}
          />
        ) : page.isError ? (
          <FailureNote error={page.error} onRetry={() => void page.refetch()} />
        ) : (
          <ListSkeleton rows={10} columns="5rem 9rem 8rem 8rem minmax(0, 1fr) 8rem 9rem" />
        )}
      </ListTabs>
    </>
  );
}

interface RowsProps extends Props {
  page: OrdersPageView;
  told: number;
  onClear: () => void;
}

function Rows({ page, told, at, onAt, onClear }: RowsProps) {
  const words = useWords().orders.list;
  if (page.rows.length === 0) return <NoRows page={page} at={at} onAt={onAt} onClear={onClear} />;
  const more = at.offset + page.rows.length < page.total;
  return (
    <>
      <OrderTable rows={page.rows} told={told} />
      <ListPages
        label={words.pages}
        newer={words.newer}
        older={words.older}
        onNewer={at.offset > 0 ? () => onAt({ ...at, offset: Math.max(0, at.offset - PAGE) }) : undefined}
        onOlder={more ? () => onAt({ ...at, offset: at.offset + PAGE }) : undefined}
      />
    </>
  );
}

function NoRows({ page, at, onAt, onClear }: Omit<RowsProps, "told">) {
  const words = useWords().orders;
  const navigate = useNavigate();
  const { environment } = usePlace();
  const { list, views } = words;
  const all = page.counts.find(({ view }) => view === "all")?.count ?? page.total;
  if (at.text.trim() !== "") {
    return (
      <Card>
        <EmptyState
          icon={IconSearchOff}
          title={list.noMatch.title}
          actions={<Button onClick={onClear}>{list.noMatch.action}</Button>}
        >
          {list.noMatch.text(at.text.trim(), views[at.view])}
        </EmptyState>
      </Card>
    );
  }
  if (all > 0 && at.view !== "all") {
    return (
      <Card>
        <EmptyState
          icon={IconClipboardList}
          title={list.emptyView.title}
          actions={
            <Button onClick={() => onAt({ ...at, view: "all", offset: 0 })}>{list.emptyView.action}</Button>
          }
        >
          {list.emptyView.text(views[at.view])}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <EmptyState
        icon={IconClipboardList}
        title={list.firstUse.title}
        actions={<Button onClick={() => void navigate({ to: "/orders/new" })}>{list.firstUse.action}</Button>}
      >
        {environment === "practice" ? list.firstUse.textPractice : list.firstUse.text}
      </EmptyState>
    </Card>
  );
}

/** What is typed shows at once, and filters a moment after the last key. */
function useTypedFilter(at: OrdersAt, onAt: (at: OrdersAt) => void): [string, (text: string) => void] {
  const [text, setText] = useState(at.text);
  useEffect(() => {
    if (text === at.text) return;
    const timer = setTimeout(() => onAt({ ...at, text, offset: 0 }), 200);
    return () => clearTimeout(timer);
  }, [text, at, onAt]);
  return [text, setText];
}
