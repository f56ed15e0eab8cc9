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
import { ListSkeleton } from "../../shared/list-skeleton";
import { PageHeading } from "../../shared/page-heading";
import { ScreenFreshness } from "../../shared/screen-freshness";
import { useWords } from "../../words";
import classes from "./catalog-page.module.css";
import { brandsIn, chooseFrom, noFilter } from "./choose";
import { PackTable } from "./pack-table";
import { ProductTable } from "./product-table";
import { useCatalog } from "./queries";

export function CatalogPage() {
  const words = useWords();
  const { catalog, look, looking } = useCatalog();
  if (catalog.data) return <Loaded catalog={catalog.data} look={look} looking={looking} />;
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
}

function Loaded({ catalog, look, looking }: LoadedProps) {
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
        <ScreenFreshness freshness={catalog.freshness} looking={looking} onLook={look} />
      </div>
      {nothing ? (
        <Card>
          <EmptyState icon={IconLayoutGrid} title={words.empty.title}>
            {words.empty.text}
          </EmptyState>
        </Card>
      ) : (
        <Lists catalog={catalog} />
      )}
    </>
  );
}

function Lists({ catalog }: { catalog: CatalogView }) {
  const words = useWords().catalog;
  const [tab, setTab] = useState<"products" | "packs">("products");
  const [filter, setFilter] = useState(noFilter);
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
