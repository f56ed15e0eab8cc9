// Catalog: what can be ordered today. Products and packs, found by name or SKU; what is no longer made stays readable and says so.
import { Select, Tabs } from "@mantine/core";
import { IconLayoutGrid, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { CatalogView } from "../../backend";
import { Card } from "../../shared/card";
import { EmptyState } from "../../shared/empty-state";
import { FailureNote } from "../../shared/failure-note";
import { TextField } from "../../shared/fields";
import { Icon } from "../../shared/icon";
import { ColumnChoice, columnsShown } from "../../shared/list/column-choice";
import { ExportButton } from "../../shared/list/export-dialog";
import { ListSkeleton } from "../../shared/list-skeleton";
import { PageHeading } from "../../shared/page-heading";
import { ScreenFreshness } from "../../shared/screen-freshness";
import { useWords } from "../../words";
import classes from "./catalog-page.module.css";
import { brandsIn, chooseFrom, noFilter } from "./choose";
import { PackTable } from "./pack-table";
import { ProductTable, useProductColumns } from "./product-table";
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
        actions={nothing ? null : <ExportProducts catalog={catalog} />}
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

function ExportProducts({ catalog }: { catalog: CatalogView }) {
  const words = useWords().catalog;
  const columns = useProductColumns(catalog.brands);
  return (
    <ExportButton
      list={{ kind: "products" }}
      title={words.products}
      columns={columns}
      total={catalog.products.length}
      only={[]}
    />
  );
}

function Lists({ catalog, product }: { catalog: CatalogView; product: string | null }) {
  const words = useWords().catalog;
  const [tab, setTab] = useState<"products" | "packs">("products");
  const named = catalog.products.find(({ id }) => id === product)?.name;
  const [filter, setFilter] = useState(named ? { ...noFilter, text: named } : noFilter);
  const [keys, setKeys] = useState<string[]>([]);
  const all = useProductColumns(catalog.brands);
  const brands = brandsIn(catalog);
  const chosen = chooseFrom(catalog, filter);
  const clear = () => setFilter(noFilter);
  return (
    <Tabs
      keepMounted={false}
      value={tab}
      onChange={(value) => setTab(value === "packs" ? "packs" : "products")}
    >
      <Tabs.List aria-label={words.tabsLabel} className={classes.tabs}>
        <Tabs.Tab value="products">
          {words.tabs.products} <span className={classes.count}>{catalog.products.length}</span>
        </Tabs.Tab>
        <Tabs.Tab value="packs">
          {words.tabs.packs} <span className={classes.count}>{catalog.packs.length}</span>
        </Tabs.Tab>
      </Tabs.List>
      <div className={classes.tools}>
        <TextField
          aria-label={words.filter}
          placeholder={words.filter}
          leftSection={<Icon of={IconSearch} size={16} />}
          value={filter.text}
          onChange={(event) => setFilter({ ...filter, text: event.currentTarget.value })}
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
            onChange={(brand) => setFilter({ ...filter, brand: brand ?? "" })}
            className={classes.brand}
          />
        ) : null}
        {tab === "products" ? (
          <ColumnChoice all={all} shown={columnsShown(all, keys).map(({ key }) => key)} onShown={setKeys} />
        ) : null}
        <p className={classes.shown} role="status">
          {tab === "products"
            ? words.shown(chosen.products.length, catalog.products.length)
            : words.shown(chosen.packs.length, catalog.packs.length)}
        </p>
      </div>
      <Tabs.Panel value="products">
        <ProductTable
          products={chosen.products}
          brands={catalog.brands}
          filter={filter.text}
          columns={keys}
          onClear={clear}
        />
      </Tabs.Panel>
      <Tabs.Panel value="packs">
        <PackTable
          packs={chosen.packs}
          brands={catalog.brands}
          filter={filter.text}
          none={catalog.packs.length === 0}
          onClear={clear}
        />
      </Tabs.Panel>
    </Tabs>
  );
}
