// The products, one a row, in a list of any length: sorted, chosen, taken into a file.
import { Button } from "@mantine/core";
import { IconBan, IconCircleCheck, IconSearchOff } from "@tabler/icons-react";
import type { BrandView, ExportColumn, ProductView } from "../../backend";
import { Card } from "../../shared/card";
import { EmptyState } from "../../shared/empty-state";
import { useChosen } from "../../shared/list/chosen";
import { ChosenBar } from "../../shared/list/chosen-bar";
import { columnsShown } from "../../shared/list/column-choice";
import { ExportButton } from "../../shared/list/export-dialog";
import { type LongColumn, type LongSort, LongTable } from "../../shared/list/long-table";
import { StatusWord } from "../../shared/status-word";
import { useWords } from "../../words";
import classes from "./catalog-page.module.css";
import type { Filter } from "./choose";

export type ProductColumn = LongColumn<ProductView> & {
  exports?: readonly ExportColumn[];
  /** Only when asked for. */
  extra?: boolean;
};

interface Props {
  products: readonly ProductView[];
  brands: readonly BrandView[];
  filter: Filter;
  /** Keys of the shown columns; empty shows the usual ones. */
  columns: readonly string[];
  sort: LongSort;
  onSort: (sort: LongSort) => void;
  onClear: () => void;
}

export function ProductTable({
  products: rows,
  brands,
  filter,
  columns: keys,
  sort,
  onSort,
  onClear,
}: Props) {
  const words = useWords().catalog;
  const chosen = useChosen(`${filter.brand} ${filter.text}`);
  const columns = columnsShown(useProductColumns(brands), keys);
  if (rows.length === 0) return <NothingFits filter={filter.text} onClear={onClear} />;
  return (
    <>
      <LongTable
        label={words.products}
        columns={columns}
        total={rows.length}
        rowAt={(index) => rows[index]}
        rowKey={(product) => product.id}
        rowName={(product) => product.name}
        muted={(product) => !product.active}
        sort={sort}
        onSort={onSort}
        chosen={chosen}
        onChooseAll={() => chosen.add(rows.map(({ id }) => id))}
      />
      <ChosenBar chosen={chosen}>
        <ExportButton
          list={{ kind: "products" }}
          title={words.products}
          columns={columns}
          total={rows.length}
          only={rows.map(({ id }) => id).filter((id) => chosen.ids.has(id))}
        />
      </ChosenBar>
    </>
  );
}

export function useProductColumns(brands: readonly BrandView[]): ProductColumn[] {
  const words = useWords().catalog;
  return [
    {
      key: "name",
      header: words.columns.name,
      sortBy: "name",
      exports: ["name"],
      render: (product) => (
        <>
          <span className={classes.name}>{product.name}</span>
          {product.active ? null : <span className={classes.why}>{words.inactiveWhy}</span>}
        </>
      ),
    },
    {
      key: "sku",
      header: words.columns.sku,
      width: 8,
      drop: "narrow",
      sortBy: "sku",
      exports: ["sku"],
      render: (product) => product.sku ?? "",
    },
    {
      key: "brand",
      header: words.columns.brand,
      width: 11,
      drop: "mid",
      sortBy: "brand",
      render: (product) => brandName(brands, product.brandId) ?? words.noBrand,
    },
    {
      key: "when",
      header: words.columns.when,
      width: 8,
      drop: "narrow",
      sortBy: "when",
      exports: ["time_of_day"],
      render: (product) => timeOfDay(words.timesOfDay, product.timeOfDay) ?? words.anyTime,
    },
    {
      key: "serving",
      header: words.columns.serving,
      width: 8,
      drop: "mid",
      sortBy: "serving",
      exports: ["serving_size"],
      render: (product) => (product.servingSize === null ? "" : words.servingSize(product.servingSize)),
    },
    {
      key: "state",
      header: words.columns.state,
      width: 10,
      sortBy: "state",
      exports: ["active"],
      render: (product) => <ProductState active={product.active} />,
    },
    {
      key: "family",
      header: words.columns.family,
      width: 10,
      extra: true,
      sortBy: "family",
      exports: ["family"],
      clip: (product) => product.family ?? "",
      render: (product) => product.family ?? "",
    },
  ];
}

function ProductState({ active }: { active: boolean }) {
  const words = useWords().catalog;
  return active ? (
    <StatusWord tone="ok" icon={IconCircleCheck}>
      {words.active}
    </StatusWord>
  ) : (
    <StatusWord tone="calm" icon={IconBan}>
      {words.inactive}
    </StatusWord>
  );
}

export function NothingFits({ filter, onClear }: { filter: string; onClear: () => void }) {
  const words = useWords().catalog.noMatch;
  return (
    <Card>
      <EmptyState
        icon={IconSearchOff}
        title={words.title}
        actions={<Button onClick={onClear}>{words.clear}</Button>}
      >
        {filter.trim() ? words.text(filter.trim()) : words.textPlain}
      </EmptyState>
    </Card>
  );
}

export function brandName(brands: readonly BrandView[], id: string | null): string | undefined {
  return brands.find((brand) => brand.id === id)?.name;
}

/** Our word for the server's, or the server's own when we do not know it. */
export function timeOfDay(known: Record<string, string>, said: string | null): string | null {
  if (!said) return null;
  return known[said.toLowerCase()] ?? said;
}
