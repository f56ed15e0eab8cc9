// The packs, one a row; a row opens to what is in the pack.
import {
  IconAlertTriangle,
  IconBan,
  IconChevronDown,
  IconChevronRight,
  IconCircleCheck,
  IconPackages,
} from "@tabler/icons-react";
import { useState } from "react";
import type { BrandView, PackPartView, PackView } from "../../backend";
import { Card } from "../../shared/card";
import { type Column, DataTable } from "../../shared/data-table";
import { EmptyState } from "../../shared/empty-state";
import { Icon } from "../../shared/icon";
import { StatusWord } from "../../shared/status-word";
import { useWords } from "../../words";
import classes from "./catalog-page.module.css";
import pack from "./pack-table.module.css";
import { brandName, NothingFits, timeOfDay } from "./product-table";

interface Props {
  packs: readonly PackView[];
  brands: readonly BrandView[];
  filter: string;
  /** The account has no pack at all. */
  none: boolean;
  onClear: () => void;
}

export function PackTable({ packs, brands, filter, none, onClear }: Props) {
  const words = useWords().catalog;
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
  if (packs.length === 0) return <NothingFits filter={filter} onClear={onClear} />;
  const columns: Column<PackView>[] = [
    {
      key: "name",
      header: words.columns.name,
      render: (row) => (
        <span className={pack.name}>
          <Icon of={open === row.id ? IconChevronDown : IconChevronRight} size={16} />
          {row.name}
        </span>
      ),
    },
    {
      key: "contents",
      header: words.columns.contents,
      width: "9rem",
      drop: "narrow",
      render: (row) => words.parts(row.parts.length),
    },
    {
      key: "brand",
      header: words.columns.brand,
      width: "11rem",
      drop: "mid",
      render: (row) => brandName(brands, row.brandId) ?? words.noBrand,
    },
    { key: "state", header: words.columns.state, width: "22rem", render: (row) => <PackState pack={row} /> },
  ];
  return (
    <>
      <p className={pack.explained}>{words.packExplained}</p>
      <DataTable
        label={words.packs}
        columns={columns}
        rows={packs}
        rowKey={(row) => row.id}
        muted={(row) => !row.active}
        onOpen={(row) => setOpen(open === row.id ? null : row.id)}
        openName={(row) => (open === row.id ? words.closePack(row.name) : words.openPack(row.name))}
        expanded={(row) => open === row.id}
        detail={(row) => (open === row.id ? <PackContents pack={row} /> : null)}
      />
    </>
  );
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
