// Customers: whom the brand ships to, in a list of any length.
import { Button } from "@mantine/core";
import { IconSearchOff, IconUsers } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import {
  type CustomerInListView,
  type CustomerSortBy,
  type CustomersPageView,
  type ExportColumn,
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
import { type LongColumn, LongTable } from "../../shared/list/long-table";
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
import { When } from "../../shared/when";
import { useWords } from "../../words";
import classes from "./customers.module.css";

export interface CustomersAt {
  text: string;
  sort: { by: CustomerSortBy; descending: boolean };
  /** Keys of the shown columns; empty shows the usual ones. */
  columns: string[];
  /** The saved view one came by. */
  saved: string | null;
  /** The row one was at. */
  offset: number;
}

interface Props {
  at: CustomersAt;
  onAt: (at: CustomersAt) => void;
  /** Where one was when a row was opened: the way back leads there. */
  onLeave: (at: CustomersAt) => void;
}

const everyone = "all";

export function CustomersPage({ at, onAt, onLeave }: Props) {
  const { customers: words, lists, orders } = useWords();
  const backend = useBackend();
  const navigate = useNavigate();
  const remember = useRemember();
  const [text, setText] = useTyped(at.text, (typed) => onAt({ ...at, text: typed, offset: 0 }));
  const { look, looking, failed } = useLook(async () => {
    const { lists: kept, nextLook } = await backend.lookNow("customers");
    const own = kept.find(({ area }) => area === "customers");
    return {
      asOf: own?.asOf ?? null,
      nextLook,
      filling: own?.filling ?? null,
      failure: own?.failure ?? null,
    };
  }, ["customers"]);
  const picked = { text: at.text, sort: at.sort };
  const read = (offset: number, limit: number) => backend.listCustomers({ ...picked, offset, limit });
  const rows = useListRows<CustomerInListView, CustomersPageView>({
    queryKey: ["customers", "list", picked],
    read,
    start: at.offset,
  });
  const { page } = rows;
  const total = page?.total ?? 0;
  const chosen = useChosen(JSON.stringify(at.text));
  const { chooseAll } = useChooseAll(chosen, total, read, idOf);
  const views = useSavedViews("customers");
  const saved = views.find(({ id }) => id === at.saved);
  const all = useColumns();
  const columns = columnsShown(all, at.columns);
  const list = { kind: "customers", query: { ...picked, offset: 0, limit: 0 } } as const;
  const exported = { list, columns, title: saved?.name ?? words.title };
  const change = (part: Partial<CustomersAt>) => onAt({ ...at, offset: 0, ...part });
  const takeTab = (name: string) => {
    const view = views.find(({ id }) => name === tabOf(id));
    if (!view) return change({ text: "", saved: null });
    const { query } = view.list;
    change({
      text: query.text,
      sort: { by: query.sort?.by ?? "name", descending: query.sort?.descending ?? false },
      columns: view.list.columns,
      saved: view.id,
    });
  };
  return (
    <>
      <PageHeading title={words.title} actions={<ExportButton {...exported} total={total} only={[]} />} />
      <div className={classes.above}>
        {page ? (
          <ScreenFreshness
            area="customers"
            freshness={withFailure(page.freshness, failed)}
            looking={looking || rows.isFetching}
            onLook={look}
          />
        ) : null}
      </div>
      <ListTabs
        label={words.tabs}
        spoken={orders.list.tab}
        tabs={[
          { name: everyone, word: words.all, count: at.text === "" ? total : 0 },
          ...views.map(({ id, name, count }) => ({ name: tabOf(id), word: name, count })),
        ]}
        value={saved ? tabOf(saved.id) : everyone}
        onChange={takeTab}
      >
        <ListFilter
          label={words.filter}
          placeholder={words.filterHint}
          text={text}
          onText={setText}
          tools={
            <>
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
          said={page && rows.settled ? words.count(total) : undefined}
        >
          {page ? lists.range(rows.from, rows.to, total) : null}
        </ListFilter>
        {page && total > 0 ? (
          <LongTable
            label={words.table}
            columns={columns}
            total={total}
            rowAt={rows.rowAt}
            rowKey={idOf}
            rowName={(row) => words.open(row.name || words.noName, row.email)}
            onSee={rows.onSee}
            start={at.offset}
            sort={at.sort}
            onSort={(sort) => change({ sort: { ...sort, by: sort.by as CustomerSortBy } })}
            chosen={chosen}
            onChooseAll={chooseAll}
            onOpen={(row, index) => {
              remember({
                kind: "customer",
                id: row.id,
                title: row.name || words.noName,
                detail: row.email ?? "",
              });
              onLeave({ ...at, offset: index });
              void navigate({ to: "/customers/$id", params: { id: row.id } });
            }}
          />
        ) : page ? (
          <NoRows
            text={at.text.trim()}
            onClear={() => {
              setText("");
              change({ text: "", saved: null });
            }}
          />
        ) : rows.error ? (
          <FailureNote error={rows.error} onRetry={rows.retry} />
        ) : (
          <ListSkeleton rows={10} columns="10rem minmax(0, 1fr) 9rem 8rem 4rem 8rem" />
        )}
        <ChosenBar chosen={chosen}>
          <ExportButton {...exported} total={total} only={[...chosen.ids]} />
        </ChosenBar>
      </ListTabs>
    </>
  );
}

type CustomerColumn = LongColumn<CustomerInListView> & {
  sortBy?: CustomerSortBy;
  exports?: readonly ExportColumn[];
};

function useColumns(): CustomerColumn[] {
  const words = useWords().customers;
  const { columns: names } = words;
  return [
    {
      key: "name",
      personal: true,
      header: names.name,
      width: 13,
      sortBy: "name",
      exports: ["customer"],
      clip: (row) => row.name,
      render: (row) => row.name || <span className={classes.dim}>{words.noName}</span>,
    },
    {
      key: "email",
      personal: true,
      header: names.email,
      sortBy: "email",
      exports: ["email"],
      clip: (row) => row.email ?? "",
      render: (row) => row.email ?? <span className={classes.dim}>{words.noEmail}</span>,
    },
    {
      key: "phone",
      personal: true,
      header: names.phone,
      width: 9,
      drop: "mid",
      exports: ["phone"],
      render: (row) => row.phone ?? "",
    },
    {
      key: "city",
      personal: true,
      header: names.city,
      width: 9,
      drop: "narrow",
      exports: ["city"],
      clip: (row) => row.city ?? "",
      render: (row) => row.city ?? "",
    },
    {
      key: "orders",
      header: names.orders,
      width: 5,
      align: "right",
      drop: "narrow",
      exports: ["order_count"],
      render: (row) => row.orders,
    },
    {
      key: "lastOrder",
      header: names.lastOrder,
      width: 9.5,
      sortBy: "last_order",
      first: "descending",
      exports: ["last_order_at"],
      render: (row) =>
        row.lastOrderAt ? <When at={row.lastOrderAt} /> : <span className={classes.dim}>{words.never}</span>,
    },
  ];
}

function idOf(row: CustomerInListView): string {
  return row.id;
}

function tabOf(id: string): string {
  return `saved-${id}`;
}

function NoRows({ text, onClear }: { text: string; onClear: () => void }) {
  const words = useWords().customers;
  const { environment } = usePlace();
  if (text !== "") {
    return (
      <Card>
        <EmptyState
          icon={IconSearchOff}
          title={words.noMatch.title}
          actions={<Button onClick={onClear}>{words.noMatch.action}</Button>}
        >
          {words.noMatch.text(text)}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <EmptyState icon={IconUsers} title={words.firstUse.title}>
        {environment === "practice" ? words.firstUse.textPractice : words.firstUse.text}
      </EmptyState>
    </Card>
  );
}
