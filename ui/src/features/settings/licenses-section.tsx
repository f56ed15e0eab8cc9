// The open-source parts Capsule Desk is built from, with their licenses: a long list, shown when one asks for it.
import { Button } from "@mantine/core";
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
  const [shown, setShown] = useState(false);
  const parts = useQuery({
    queryKey: ["licences"],
    enabled: shown,
    queryFn: () => backend.listLicences(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Section
      id="licenses"
      title={words.title}
      text={parts.data ? words.text(parts.data.length) : words.textPlain}
    >
      <div className={classes.tools}>
        <Button aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? words.hide : words.show}
        </Button>
      </div>
      {!shown ? null : parts.isError ? (
        <FailureNote error={parts.error} onRetry={() => void parts.refetch()} />
      ) : parts.data ? (
        <Parts all={parts.data} />
      ) : (
        <ListSkeleton rows={4} columns="minmax(0, 1fr) 5rem 9rem" />
      )}
    </Section>
  );
}

function Parts({ all }: { all: LicenceView[] }) {
  const words = useWords().settings.licenses;
  const [filter, setFilter] = useState("");
  const wanted = filter.trim().toLowerCase();
  const fitting = all.filter((part) => `${part.name} ${part.licence}`.toLowerCase().includes(wanted));
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
    <>
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
      {fitting.length === 0 ? (
        <p role="status">{words.none(filter.trim())}</p>
      ) : (
        <DataTable
          label={words.list}
          columns={columns}
          rows={fitting}
          rowKey={(part) => `${part.name} ${part.version}`}
        />
      )}
    </>
  );
}
