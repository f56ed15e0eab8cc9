// The products, one a row.
import { Button } from "@mantine/core";
import { IconBan, IconCircleCheck, IconSearchOff } from "@tabler/icons-react";
import type { BrandView, ProductView } from "../../backend";
import { Card } from "../../shared/card";
import { type Column, DataTable } from "../../shared/data-table";
import { EmptyState } from "../../shared/empty-state";
import { StatusWord } from "../../shared/status-word";
import { useWords } from "../../words";
import classes from "./catalog-page.module.css";

interface Props {
  products: readonly ProductView[];
  brands: readonly BrandView[];
  filter: string;
  onClear: () => void;
}

export function ProductTable({ products, brands, filter, onClear }: Props) {
  const words = useWords().catalog;
  if (products.length === 0) return <NothingFits filter={filter} onClear={onClear} />;
  const columns: Column<ProductView>[] = [
    {
      key: "name",
      header: words.columns.name,
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
      width: "8rem",
      drop: "narrow",
      render: (product) => product.sku ?? "",
    },
    {
      key: "brand",
      header: words.columns.brand,
      width: "11rem",
      drop: "mid",
      render: (product) => brandName(brands, product.brandId) ?? words.noBrand,
    },
    {
      key: "when",
      header: words.columns.when,
      width: "8rem",
      drop: "narrow",
      render: (product) => timeOfDay(words.timesOfDay, product.timeOfDay) ?? words.anyTime,
    },
    {
      key: "serving",
      header: words.columns.serving,
      width: "8rem",
      drop: "mid",
      render: (product) => (product.servingSize === null ? "" : words.servingSize(product.servingSize)),
    },
    {
      key: "state",
      header: words.columns.state,
      width: "10rem",
      render: (product) => <ProductState active={product.active} />,
    },
  ];
  return (
    <DataTable
      label={words.products}
      columns={columns}
      rows={products}
      rowKey={(product) => product.id}
      muted={(product) => !product.active}
    />
  );
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
