// Shipments: where each parcel is, in a list of any length.
import { Button } from "@mantine/core";
import { IconCircleCheck, IconSearchOff, IconTruck } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import {
  type ShipmentFilters,
  type ShipmentRowView,
  type ShipmentSortBy,
  type ShipmentsPageView,
  type ShipmentsView,
  useBackend,
} from "../../backend";
import { Card } from "../../shared/card";
import { EmptyState } from "../../shared/empty-state";
import { FailureNote } from "../../shared/failure-note";
import { useChooseAll } from "../../shared/list/choose-all";
import { useChosen } from "../../shared/list/chosen";
import { ChosenBar } from "../../shared/list/chosen-bar";
import { ColumnChoice, columnsShown } from "../../shared/list/column-choice";
import { ExportButton } from "../../shared/list/export-dialog";
import { useListRows } from "../../shared/list/list-rows";
import { LongTable } from "../../shared/list/long-table";
import { useSavedViews, ViewTools } from "../../shared/list/saved-views";
import { useTyped } from "../../shared/list/use-typed";
import { ListSkeleton } from "../../shared/list-skeleton";
import { ListTabs } from "../../shared/list-tabs";
import { ListFilter } from "../../shared/list-tools";
import { PageHeading } from "../../shared/page-heading";
import { usePlace } from "../../shared/place";
import { useRemember } from "../../shared/recent";
import { ScreenFreshness } from "../../shared/screen-freshness";
import { useLook, withFailure } from "../../shared/use-look";
import { useWords } from "../../words";
import { RulesButton } from "./rules-dialog";
import { useShipmentColumns } from "./shipment-columns";
import { countOf, ShipmentFilterLine, ShipmentFilterPanel } from "./shipment-filters";
import classes from "./shipments.module.css";
import { WaitingOrders } from "./waiting-orders";

const viewsInOrder: readonly ShipmentsView[] = ["stuck", "to_pick_up", "in_transit", "delivered", "all"];

export interface ShipmentsAt {
  view: ShipmentsView;
  text: string;
  filters: ShipmentFilters;
  sort: { by: ShipmentSortBy; descending: boolean };
  /** Keys of the shown columns; empty shows the usual ones. */
  columns: string[];
  /** The saved view one came by. */
  saved: string | null;
  /** The row one was at. */
  offset: number;
}

interface Props {
  at: ShipmentsAt;
  onAt: (at: ShipmentsAt) => void;
  /** Where one was when a row was opened: the way back leads there. */
  onLeave: (at: ShipmentsAt) => void;
}

export function ShipmentsPage({ at, onAt, onLeave }: Props) {
  const { shipments: words, lists } = useWords();
  const backend = useBackend();
  const navigate = useNavigate();
  const remember = useRemember();
  const [text, setText] = useTyped(at.text, (typed) => onAt({ ...at, text: typed, offset: 0 }));
  const { look, looking, failed } = useLook(() => backend.refreshShipments(), ["shipments"]);
  const picked = { view: at.view, text: at.text, filters: at.filters, sort: at.sort };
  const read = (offset: number, limit: number) => backend.listShipments({ ...picked, offset, limit });
  const rows = useListRows<ShipmentRowView, ShipmentsPageView>({
    queryKey: ["shipments", "list", picked],
    read,
    start: at.offset,
  });
  const { page } = rows;
  const total = page?.total ?? 0;
  const chosen = useChosen(JSON.stringify({ ...picked, sort: null }));
  const { chooseAll } = useChooseAll(chosen, total, read, idOf);
  const views = useSavedViews("shipments");
  const saved = views.find(({ id }) => id === at.saved);
  const all = useShipmentColumns(at.view === "stuck");
  const columns = columnsShown(all, at.columns);
  const list = { kind: "shipments", query: { ...picked, offset: 0, limit: 0 } } as const;
  const countIn = (view: ShipmentsView) => page?.counts.find((one) => one.view === view)?.count ?? 0;
  const title = at.view === "all" ? words.list.title : `${words.list.title} ${words.views[at.view]}`;
  const exported = { list, columns, title: saved?.name ?? title };
  const change = (part: Partial<ShipmentsAt>) => onAt({ ...at, offset: 0, ...part });
  const takeTab = (name: string) => {
    const view = views.find(({ id }) => name === tabOf(id));
    if (!view) return change({ view: name as ShipmentsView, saved: null });
    const { query } = view.list;
    change({
      view: query.view,
      text: query.text,
      filters: query.filters ?? {},
      sort: { by: query.sort?.by ?? "made", descending: query.sort?.descending ?? true },
      columns: view.list.columns,
      saved: view.id,
    });
  };
  return (
    <>
      <PageHeading
        title={words.list.title}
        lead={page && countIn("all") > 0 ? words.list.lead(countIn("stuck")) : null}
        actions={
          <>
            <RulesButton />
            <Button size="xs" onClick={() => void navigate({ to: "/shipments/figures" })}>
              {words.list.figures}
            </Button>
            <ExportButton {...exported} total={total} only={[]} />
          </>
        }
      />
      <div className={classes.above}>
        {page ? (
          <ScreenFreshness
            area="shipments"
            freshness={withFailure(page.freshness, failed)}
            looking={looking || rows.isFetching}
            onLook={look}
          />
        ) : null}
      </div>
      <ListTabs
        label={words.list.tabs}
        spoken={words.list.tab}
        tabs={[
          ...viewsInOrder.map((view) => ({
            name: view as string,
            word: words.views[view],
            count: countIn(view),
            hot: view === "stuck",
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
              <ShipmentFilterPanel
                carriers={page?.carriers ?? []}
                filters={at.filters}
                onFilters={(filters) => change({ filters })}
              />
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
        <ShipmentFilterLine filters={at.filters} onFilters={(filters) => change({ filters })} />
        {page && total > 0 ? (
          <LongTable
            label={words.list.table}
            columns={columns}
            total={total}
            rowAt={rows.rowAt}
            rowKey={idOf}
            rowName={(row) => words.list.open(row.customer || words.list.noName, row.orderNumber)}
            onSee={rows.onSee}
            start={at.offset}
            sort={at.sort}
            onSort={(sort) => change({ sort: { ...sort, by: sort.by as ShipmentSortBy } })}
            chosen={chosen}
            onChooseAll={chooseAll}
            onOpen={(row, index) => {
              remember({
                kind: "shipment",
                id: row.id,
                title: row.trackingNumber ?? words.noTracking,
                detail: row.customer,
              });
              onLeave({ ...at, offset: index });
              void navigate({ to: "/shipments/$id", params: { id: row.id } });
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
          <ListSkeleton rows={10} columns="9rem 6rem 8rem 6rem minmax(0, 1fr) 6rem 6rem 3rem" />
        )}
        {page && page.waiting.length > 0 ? <WaitingOrders waiting={page.waiting} /> : null}
        <ChosenBar chosen={chosen}>
          <ExportButton {...exported} total={total} only={[...chosen.ids]} />
        </ChosenBar>
      </ListTabs>
    </>
  );
}

function idOf(row: ShipmentRowView): string {
  return row.id;
}

function tabOf(id: string): string {
  return `saved-${id}`;
}

interface NoRowsProps extends Omit<Props, "onLeave"> {
  page: ShipmentsPageView;
  onClear: () => void;
}

function NoRows({ page, at, onAt, onClear }: NoRowsProps) {
  const { list, views } = useWords().shipments;
  const { environment } = usePlace();
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
  if (all > 0 && at.view === "stuck") {
    return (
      <Card>
        <EmptyState icon={IconCircleCheck} title={list.calm.title}>
          {list.calm.text}
        </EmptyState>
      </Card>
    );
  }
  if (all > 0 && at.view !== "all") {
    return (
      <Card>
        <EmptyState
          icon={IconTruck}
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
      <EmptyState icon={IconTruck} title={list.firstUse.title}>
        {environment === "practice" ? list.firstUse.textPractice : list.firstUse.text}
      </EmptyState>
    </Card>
  );
}
