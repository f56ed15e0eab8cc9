// Catalog: what can be ordered today. Products and packs, found by name or SKU; what is no longer made stays readable and says so.
import { Select } from "@mantine/core";
import { IconLayoutGrid, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { CatalogPart, CatalogView } from "../../backend";
import { Card } from "../../shared/card";
import { EmptyState } from "../../shared/empty-state";
import { FailureNote } from "../../shared/failure-note";
import { TextField } from "../../shared/fields";
import { Icon } from "../../shared/icon";
import { ColumnChoice, columnsShown } from "../../shared/list/column-choice";
import { ExportButton } from "../../shared/list/export-dialog";
import type { LongSort } from "../../shared/list/long-table";
import { useSavedViews, ViewTools } from "../../shared/list/saved-views";
import { ListSkeleton } from "../../shared/list-skeleton";
import { ListTabs } from "../../shared/list-tabs";
import { PageHeading } from "../../shared/page-heading";
import { ScreenFreshness } from "../../shared/screen-freshness";
import { useWords } from "../../words";
import classes from "./catalog-page.module.css";
import { brandsIn, chooseFrom, type Filter, noFilter, sortPacks, sortProducts } from "./choose";
import { PackTable, usePackColumns } from "./pack-table";
import { brandName, ProductTable, useProductColumns } from "./product-table";
import { useCatalog } from "./queries";

interface Props {
  /** The product one came for, by its id. */
  product?: string | null;
}

export function CatalogPage({ product = null }: Props) {
  const words = useWords();
  const { catalog, look, looking } = useCatalog();
  if (catalog.data) {
    return <Loaded catalog={catalog.data} look={look} looking={looking} product={product} />;
  }
  return (
    <>
      <PageHeading title={words.catalog.title} lead={words.catalog.leadEmpty} />
      {catalog.isError ? (
        <FailureNote error={catalog.error} onRetry={look} />
      ) : (
        <ListSkeleton rows={8} columns="minmax(0, 1fr) 6rem 8rem 6rem 5rem 8rem" />
      )}
    </>
  );
}

interface LoadedProps {
  catalog: CatalogView;
  look: () => void;
  looking: boolean;
  product: string | null;
}

function Loaded({ catalog, look, looking, product }: LoadedProps) {
  const words = useWords().catalog;
  const active = {
    products: catalog.products.filter((product) => product.active).length,
    packs: catalog.packs.filter((pack) => pack.active).length,
  };
  const nothing = catalog.products.length + catalog.packs.length === 0;
  return (
    <>
      <PageHeading
        title={words.title}
        lead={nothing ? words.leadEmpty : words.lead(active.products, active.packs)}
      />
      <div className={classes.stale}>
        <ScreenFreshness area="catalog" freshness={catalog.freshness} looking={looking} onLook={look} />
      </div>
      {nothing ? (
        <Card>
          <EmptyState icon={IconLayoutGrid} title={words.empty.title}>
            {words.empty.text}
          </EmptyState>
        </Card>
      ) : (
        <Lists catalog={catalog} product={product} />
      )}
    </>
  );
}

/** Everything that can be shown, and how it is. */
interface At {
  part: CatalogPart;
  filter: Filter;
  sort: LongSort;
  /** Keys of the shown columns of products; empty shows the usual ones. */
  columns: string[];
  /** The saved view one came by. */
  saved: string | null;
}

function Lists({ catalog, product }: { catalog: CatalogView; product: string | null }) {
  const { catalog: words, orders } = useWords();
  const named = catalog.products.find(({ id }) => id === product)?.name;
  const [at, setAt] = useState<At>({
    part: "products",
    filter: named ? { ...noFilter, text: named } : noFilter,
    sort: { by: "state", descending: false },
    columns: [],
    saved: null,
  });
  const views = useSavedViews("catalog");
  const saved = views.find(({ id }) => id === at.saved);
  const { part, filter } = at;
  const all = useProductColumns(catalog.brands);
  const shown = columnsShown(all, at.columns);
  const packColumns = usePackColumns(catalog.brands);
  const brands = brandsIn(catalog);
  const chosen = chooseFrom(catalog, filter);
  const brandOf = (id: string | null) => brandName(catalog.brands, id) ?? "";
  const products = sortProducts(chosen.products, at.sort, brandOf);
  const packs = sortPacks(chosen.packs, at.sort, brandOf);
  const rows = part === "products" ? products : packs;
  const clear = () => setAt({ ...at, filter: noFilter });
  const takeTab = (name: string) => {
    const view = views.find(({ id }) => name === tabOf(id));
    if (!view) return setAt({ ...at, part: name === "packs" ? "packs" : "products", saved: null });
    const { query, columns } = view.list;
    setAt({
      part: query.part,
      filter: { text: query.text, brand: query.brandId ?? "" },
      sort: { by: query.sortBy, descending: query.descending },
      columns,
      saved: view.id,
    });
  };
  const query = {
    part,
    text: filter.text,
    brandId: filter.brand || null,
    sortBy: at.sort.by,
    descending: at.sort.descending,
  };
  return (
    <ListTabs
      label={words.tabsLabel}
      spoken={orders.list.tab}
      tabs={[
        { name: "products", word: words.tabs.products, count: catalog.products.length },
        { name: "packs", word: words.tabs.packs, count: catalog.packs.length },
        ...views.map(({ id, name, count }) => ({ name: tabOf(id), word: name, count })),
      ]}
      value={saved ? tabOf(saved.id) : part}
      onChange={takeTab}
    >
      <div className={classes.tools}>
        <TextField
          aria-label={words.filter}
          placeholder={words.filter}
          leftSection={<Icon of={IconSearch} size={16} />}
          value={filter.text}
          onChange={(event) => setAt({ ...at, filter: { ...filter, text: event.currentTarget.value } })}
          className={classes.filter}
        />
        {brands.length > 1 ? (
          <Select
            aria-label={words.brand}
            data={[
              { value: "", label: words.allBrands },
              ...brands.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={filter.brand}
            allowDeselect={false}
            onChange={(brand) => setAt({ ...at, filter: { ...filter, brand: brand ?? "" } })}
            className={classes.brand}
          />
        ) : null}
        {part === "products" ? (
          <ColumnChoice
            all={all}
            shown={shown.map(({ key }) => key)}
            onShown={(columns) => setAt({ ...at, columns })}
          />
        ) : null}
        <ViewTools
          list={{ kind: "catalog", query, columns: at.columns }}
          on={saved}
          onSaved={({ id }) => setAt({ ...at, saved: id })}
          onDeleted={() => setAt({ ...at, saved: null })}
        />
        <ExportButton
          list={{ kind: part }}
          title={saved?.name ?? words.tabs[part]}
          columns={part === "products" ? shown : packColumns}
          total={rows.length}
          only={rows.map(({ id }) => id)}
          whole
        />
        <p className={classes.shown} role="status">
          {words.shown(rows.length, part === "products" ? catalog.products.length : catalog.packs.length)}
        </p>
      </div>
      {part === "products" ? (
        <ProductTable
          products={products}
          brands={catalog.brands}
          filter={filter}
          columns={at.columns}
          sort={at.sort}
          onSort={(sort) => setAt({ ...at, sort })}
          onClear={clear}
        />
      ) : (
        <PackTable
          packs={packs}
          columns={packColumns}
          filter={filter}
          none={catalog.packs.length === 0}
          sort={at.sort}
          onSort={(sort) => setAt({ ...at, sort })}
          onClear={clear}
        />
      )}
    </ListTabs>
  );
}

function tabOf(id: string): string {
  return `saved-${id}`;
}
