// Orders: where each one is. What is not settled stands on top, the rest in a list of any length.
import { Button } from "@mantine/core";
import { IconClipboardList, IconSearchOff } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import {
  type OrderFilters,
  type OrderRowView,
  type OrderSortBy,
  type OrdersPageView,
  type OrdersView,
  useBackend,
} from "../../../backend";
import { Card } from "../../../shared/card";
import { EmptyState } from "../../../shared/empty-state";
import { FailureNote } from "../../../shared/failure-note";
import { useChooseAll } from "../../../shared/list/choose-all";
import { useChosen } from "../../../shared/list/chosen";
import { ChosenBar } from "../../../shared/list/chosen-bar";
import { ColumnChoice, columnsShown } from "../../../shared/list/column-choice";
import { ExportButton } from "../../../shared/list/export-dialog";
import { useListRows } from "../../../shared/list/list-rows";
import { LongTable } from "../../../shared/list/long-table";
import { useSavedViews, ViewTools } from "../../../shared/list/saved-views";
import { useTyped } from "../../../shared/list/use-typed";
import { ListSkeleton } from "../../../shared/list-skeleton";
import { ListTabs } from "../../../shared/list-tabs";
import { ListFilter } from "../../../shared/list-tools";
import { PageHeading } from "../../../shared/page-heading";
import { usePlace } from "../../../shared/place";
import { useRemember } from "../../../shared/recent";
import { ScreenFreshness } from "../../../shared/screen-freshness";
import { useLook, withFailure } from "../../../shared/use-look";
import { useWords } from "../../../words";
import { HoldReminder } from "./hold-reminder";
import { NeedsChanges } from "./needs-changes";
import { OpenWork } from "./open-work";
import { useOrderColumns } from "./order-columns";
import { countOf, OrderFilterLine, OrderFilterPanel } from "./order-filters";
import classes from "./orders-page.module.css";
import { SeveralDeeds, SeveralRun } from "./several";

const viewsInOrder: readonly OrdersView[] = [
  "pending",
  "on_hold",
  "needs_attention",
  "needs_changes",
  "in_production",
  "shipped",
  "delivered",
  "ended",
  "all",
];

export interface OrdersAt {
  view: OrdersView;
  text: string;
  filters: OrderFilters;
  sort: { by: OrderSortBy; descending: boolean };
  /** Keys of the shown columns; empty shows the usual ones. */
  columns: string[];
  /** The saved view one came by. */
  saved: string | null;
  /** The row one was at. */
  offset: number;
}

interface Props {
  at: OrdersAt;
  onAt: (at: OrdersAt) => void;
  /** Where one was when a row was opened: the way back leads there. */
  onLeave: (at: OrdersAt) => void;
}

export function OrdersPage({ at, onAt, onLeave }: Props) {
  const { orders: words, lists } = useWords();
  const backend = useBackend();
  const navigate = useNavigate();
  const remember = useRemember();
  const [text, setText] = useTyped(at.text, (typed) => onAt({ ...at, text: typed, offset: 0 }));
  const { look, looking, failed } = useLook(() => backend.refreshOrders(), ["orders", "drafts", "sends"]);
  const picked = { view: at.view, text: at.text, filters: at.filters, sort: at.sort };
  const read = (offset: number, limit: number) => backend.listOrders({ ...picked, offset, limit });
  const rows = useListRows<OrderRowView, OrdersPageView>({
    queryKey: ["orders", "list", picked],
    read,
    start: at.offset,
  });
  const { page } = rows;
  const total = page?.total ?? 0;
  const chosen = useChosen(JSON.stringify({ ...picked, sort: null }));
  const { chooseAll } = useChooseAll(chosen, total, read, idOf);
  const views = useSavedViews("orders");
  const saved = views.find(({ id }) => id === at.saved);
  const all = useOrderColumns(rows.toldAt);
  const columns = columnsShown(all, at.columns);
  const list = { kind: "orders", query: { ...picked, offset: 0, limit: 0 } } as const;
  const countIn = (view: OrdersView) => page?.counts.find((one) => one.view === view)?.count ?? 0;
  const exported = { list, columns, title: saved?.name ?? fileTitle(words.list.title, at, words.views) };
  const change = (part: Partial<OrdersAt>) => onAt({ ...at, offset: 0, ...part });
  const takeTab = (name: string) => {
    const view = views.find(({ id }) => name === tabOf(id));
    if (!view) return change({ view: name as OrdersView, saved: null });
    const { query } = view.list;
    change({
      view: query.view,
      text: query.text,
      filters: query.filters ?? {},
      sort: { by: query.sort?.by ?? "placed", descending: query.sort?.descending ?? true },
      columns: view.list.columns,
      saved: view.id,
    });
  };
  const nameOf = (row: OrderRowView) =>
    words.list.openOrder(row.number || words.list.noNumber, row.customer || words.list.noName);
  return (
    <>
      <PageHeading
        title={words.list.title}
        actions={<ExportButton {...exported} total={total} only={[]} />}
      />
      <div className={classes.above}>
        {page ? (
          <ScreenFreshness
            area="orders"
            freshness={withFailure(page.freshness, failed)}
            looking={looking || rows.isFetching}
            onLook={look}
          />
        ) : null}
        <SeveralRun />
        {at.view === "on_hold" ? null : (
          <HoldReminder onShow={() => change({ view: "on_hold", text: "", filters: {}, saved: null })} />
        )}
        <OpenWork />
      </div>
      <ListTabs
        label={words.list.tabs}
        spoken={words.list.tab}
        tabs={[
          ...viewsInOrder.map((view) => ({
            name: view as string,
            word: words.views[view],
            count: countIn(view),
            hot: view === "needs_attention",
          })),
          ...views.map(({ id, name, count }) => ({ name: tabOf(id), word: name, count })),
        ]}
        value={saved ? tabOf(saved.id) : at.view}
        onChange={takeTab}
      >
        <ListFilter
          label={words.list.filter}
          placeholder={words.list.filterHint}
          text={text}
          onText={setText}
          tools={
            <>
              <OrderFilterPanel filters={at.filters} onFilters={(filters) => change({ filters })} />
              <ColumnChoice
                all={all}
                shown={columns.map(({ key }) => key)}
                onShown={(keys) => onAt({ ...at, columns: keys })}
              />
              <ViewTools
                list={{ ...list, columns: at.columns }}
                on={saved}
                onSaved={({ id }) => onAt({ ...at, saved: id })}
                onDeleted={() => onAt({ ...at, saved: null })}
              />
            </>
          }
          said={page && rows.settled ? words.list.count(total) : undefined}
        >
          {page ? lists.range(rows.from, rows.to, total) : null}
        </ListFilter>
        <OrderFilterLine filters={at.filters} onFilters={(filters) => change({ filters })} />
        {at.view === "needs_changes" && !saved ? (
          <NeedsChanges text={at.text} onLeave={() => onLeave(at)} />
        ) : page && total > 0 ? (
          <LongTable
            label={words.list.table}
            columns={columns}
            total={total}
            rowAt={rows.rowAt}
            rowKey={idOf}
            rowName={nameOf}
            onSee={rows.onSee}
            start={at.offset}
            sort={at.sort}
            onSort={(sort) => change({ sort: { ...sort, by: sort.by as OrderSortBy } })}
            chosen={chosen}
            onChooseAll={chooseAll}
            onOpen={(row, index) => {
              remember({
                kind: "order",
                id: row.id,
                title: row.number || words.list.noNumber,
                detail: row.customer,
              });
              onLeave({ ...at, offset: index });
              void navigate({ to: "/orders/$id", params: { id: row.id } });
            }}
          />
        ) : page ? (
          <NoRows
            page={page}
            at={at}
            onAt={onAt}
            onClear={() => {
              setText("");
              change({ text: "", filters: {} });
            }}
          />
        ) : rows.error ? (
          <FailureNote error={rows.error} onRetry={rows.retry} />
        ) : (
          <ListSkeleton rows={10} columns="5rem 9rem 8rem 8rem minmax(0, 1fr) 8rem 9rem" />
        )}
        <ChosenBar chosen={chosen}>
          <SeveralDeeds ids={[...chosen.ids]} onBegun={chosen.clear} />
          <ExportButton {...exported} total={total} only={[...chosen.ids]} />
        </ChosenBar>
      </ListTabs>
    </>
  );
}

function idOf(row: OrderRowView): string {
  return row.id;
}

function tabOf(id: string): string {
  return `saved-${id}`;
}

function fileTitle(title: string, at: OrdersAt, views: Record<OrdersView, string>): string {
  return at.view === "all" ? title : `${title} ${views[at.view]}`;
}

interface NoRowsProps extends Omit<Props, "onLeave"> {
  page: OrdersPageView;
  onClear: () => void;
}

function NoRows({ page, at, onAt, onClear }: NoRowsProps) {
  const words = useWords().orders;
  const navigate = useNavigate();
  const { environment } = usePlace();
  const { list, views } = words;
  const all = page.counts.find(({ view }) => view === "all")?.count ?? page.total;
  const typed = at.text.trim();
  if (typed !== "" || countOf(at.filters) > 0) {
    return (
      <Card>
        <EmptyState
          icon={IconSearchOff}
          title={list.noMatch.title}
          actions={<Button onClick={onClear}>{list.noMatch.action}</Button>}
        >
          {typed ? list.noMatch.text(typed, views[at.view]) : list.noMatch.textFilters(views[at.view])}
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
            <Button onClick={() => onAt({ ...at, view: "all", saved: null, offset: 0 })}>
              {list.emptyView.action}
            </Button>
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
