// The packs, one a row, in a list of any length: sorted, chosen, taken into a file. A row opens to what is in the pack.
import {
  IconAlertTriangle,
  IconBan,
  IconChevronRight,
  IconCircleCheck,
  IconPackages,
} from "@tabler/icons-react";
import { useState } from "react";
import type { BrandView, ExportColumn, PackPartView, PackView } from "../../backend";
import { Card } from "../../shared/card";
import { EmptyState } from "../../shared/empty-state";
import { Icon } from "../../shared/icon";
import { useChosen } from "../../shared/list/chosen";
import { ChosenBar } from "../../shared/list/chosen-bar";
import { ExportButton } from "../../shared/list/export-dialog";
import { type LongColumn, type LongSort, LongTable } from "../../shared/list/long-table";
import { StatusWord } from "../../shared/status-word";
import { useWords } from "../../words";
import classes from "./catalog-page.module.css";
import type { Filter } from "./choose";
import pack from "./pack-table.module.css";
import { brandName, NothingFits, timeOfDay } from "./product-table";

export type PackColumn = LongColumn<PackView> & { exports?: readonly ExportColumn[] };

interface Props {
  packs: readonly PackView[];
  columns: readonly PackColumn[];
  filter: Filter;
  /** The account has no pack at all. */
  none: boolean;
  sort: LongSort;
  onSort: (sort: LongSort) => void;
  onClear: () => void;
}

export function PackTable({ packs: rows, columns, filter, none, sort, onSort, onClear }: Props) {
  const words = useWords().catalog;
  const chosen = useChosen(`${filter.brand} ${filter.text}`);
  const [open, setOpen] = useState<string | null>(null);
  if (none) {
    return (
      <Card>
        <EmptyState icon={IconPackages} title={words.noPacks.title}>
          {words.noPacks.text}
        </EmptyState>
      </Card>
    );
  }
  if (rows.length === 0) return <NothingFits filter={filter.text} onClear={onClear} />;
  return (
    <>
      <p className={pack.explained}>{words.packExplained}</p>
      <LongTable
        label={words.packs}
        columns={columns}
        total={rows.length}
        rowAt={(index) => rows[index]}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        muted={(row) => !row.active}
        onOpen={(row) => setOpen(open === row.id ? null : row.id)}
        inPlace={{
          isOpen: (row) => open === row.id,
          pressName: (row) => (open === row.id ? words.closePack(row.name) : words.openPack(row.name)),
          detail: (row) => <PackContents pack={row} />,
        }}
        sort={sort}
        onSort={onSort}
        chosen={chosen}
        onChooseAll={() => chosen.add(rows.map(({ id }) => id))}
      />
      <ChosenBar chosen={chosen}>
        <ExportButton
          list={{ kind: "packs" }}
          title={words.packs}
          columns={columns}
          total={rows.length}
          only={rows.map(({ id }) => id).filter((id) => chosen.ids.has(id))}
        />
      </ChosenBar>
    </>
  );
}

export function usePackColumns(brands: readonly BrandView[]): PackColumn[] {
  const words = useWords().catalog;
  return [
    {
      key: "name",
      header: words.columns.name,
      sortBy: "name",
      exports: ["name"],
      render: (row) => (
        <span className={pack.name}>
          <span className={pack.sign}>
            <Icon of={IconChevronRight} size={16} />
          </span>
          {row.name}
        </span>
      ),
    },
    {
      key: "contents",
      header: words.columns.contents,
      width: 9,
      drop: "narrow",
      sortBy: "contents",
      exports: ["contents"],
      render: (row) => words.parts(row.parts.length),
    },
    {
      key: "brand",
      header: words.columns.brand,
      width: 11,
      drop: "mid",
      sortBy: "brand",
      render: (row) => brandName(brands, row.brandId) ?? words.noBrand,
    },
    {
      key: "state",
      header: words.columns.state,
      width: 22,
      sortBy: "state",
      exports: ["active"],
      render: (row) => <PackState pack={row} />,
    },
  ];
}

function PackState({ pack: row }: { pack: PackView }) {
  const words = useWords().catalog;
  const gone = row.parts.filter((part) => !part.active);
  if (!row.active) {
    return (
      <>
        <StatusWord tone="calm" icon={IconBan}>
          {words.packInactive}
        </StatusWord>
        <span className={classes.why}>{words.packInactiveWhy}</span>
      </>
    );
  }
  if (gone.length > 0) {
    return (
      <>
        <StatusWord tone="warn" icon={IconAlertTriangle}>
          {words.packBroken}
        </StatusWord>
        <span className={classes.why}>
          {words.packBrokenWhy(gone.map((part) => words.partName(part.productName)))}
        </span>
      </>
    );
  }
  return (
    <StatusWord tone="ok" icon={IconCircleCheck}>
      {words.active}
    </StatusWord>
  );
}

function PackContents({ pack: row }: { pack: PackView }) {
  const words = useWords().catalog;
  return (
    <div className={pack.contents}>
      {row.description ? <p>{row.description}</p> : null}
      {row.parts.length === 0 ? (
        <p>{words.noParts}</p>
      ) : (
        <ul aria-label={words.packContents(row.name)}>
          {row.parts.map((part) => (
            <Part key={`${part.productId} ${part.timeOfDay ?? ""}`} part={part} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Part({ part }: { part: PackPartView }) {
  const words = useWords().catalog;
  const details = [
    words.partServings(part.servings),
    timeOfDay(words.timesOfDay, part.timeOfDay) ?? "",
    part.active ? "" : words.inactive,
  ].filter(Boolean);
  return (
    <li data-muted={!part.active || undefined}>
      <span>{words.partName(part.productName)}</span>
      <span className={pack.details}>{details.join(" · ")}</span>
    </li>
  );
}
