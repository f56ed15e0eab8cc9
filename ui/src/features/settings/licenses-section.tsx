// The open-source parts Capsule Desk is built from, with their licenses.

import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type LicenceView, useBackend } from "../../backend";
import { type Column, DataTable } from "../../shared/data-table";
import { FailureNote } from "../../shared/failure-note";
import { TextField } from "../../shared/fields";
import { Icon } from "../../shared/icon";
import { ListSkeleton } from "../../shared/list-skeleton";
import { useWords } from "../../words";
import { Section } from "./section";
import classes from "./settings-page.module.css";

export function LicensesSection() {
  const words = useWords().settings.licenses;
  const backend = useBackend();
  const [filter, setFilter] = useState("");
  const parts = useQuery({
    queryKey: ["licences"],
    queryFn: () => backend.listLicences(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (parts.isError) {
    return (
      <Section id="licenses" title={words.title} text={words.textPlain}>
        <FailureNote error={parts.error} onRetry={() => void parts.refetch()} />
      </Section>
    );
  }
  if (!parts.data) {
    return (
      <Section id="licenses" title={words.title} text={words.textPlain}>
        <ListSkeleton rows={4} columns="minmax(0, 1fr) 5rem 9rem" />
      </Section>
    );
  }
  const wanted = filter.trim().toLowerCase();
  const shown = parts.data.filter((part) => `${part.name} ${part.licence}`.toLowerCase().includes(wanted));
  const columns: Column<LicenceView>[] = [
    { key: "name", header: words.columns.name, render: (part) => part.name },
    {
      key: "version",
      header: words.columns.version,
      width: "8rem",
      drop: "narrow",
      render: (part) => part.version,
    },
    { key: "license", header: words.columns.license, width: "18rem", render: (part) => part.licence },
  ];
  return (
    <Section id="licenses" title={words.title} text={words.text(parts.data.length)}>
      <div className={classes.tools}>
        <TextField
          aria-label={words.filter}
          placeholder={words.filter}
          leftSection={<Icon of={IconSearch} size={16} />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          w="18.75rem"
          maw="100%"
        />
      </div>
      {shown.length === 0 ? (
        <p role="status">{words.none(filter.trim())}</p>
      ) : (
        <DataTable
          label={words.list}
          columns={columns}
          rows={shown}
          rowKey={(part) => `${part.name} ${part.version}`}
        />
      )}
    </Section>
  );
}
