// A list as a file: asks which kind, lets Rust write it, and says where it is.
import { Button, Group, Radio, Stack } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type ExportColumn, type ExportedList, type ExportFormat, useBackend } from "../../backend";
import { useWords } from "../../words";
import { CopyButton } from "../copy-button";
import { Dialog } from "../dialog";
import { FailureNote } from "../failure-note";
import { Icon } from "../icon";
import { announce } from "../live-region";
import { Note } from "../note";
import { usePlace } from "../place";
import classes from "./list-panel.module.css";

interface Exported {
  list: ExportedList;
  /** Names the file. */
  title: string;
  columns: readonly { header: string; exports?: readonly ExportColumn[] }[];
  total: number;
}

interface Props extends Exported {
  /** Ids of chosen rows; empty exports everything. */
  only: readonly string[];
  /** The ids are everything the list picks, in its order. */
  whole?: boolean;
}

export function ExportButton(props: Props) {
  const words = useWords().lists.export;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        size="xs"
        leftSection={<Icon of={IconDownload} size={14} />}
        aria-disabled={props.total === 0 || undefined}
        data-disabled={props.total === 0 || undefined}
        onClick={props.total === 0 ? undefined : () => setAsking(true)}
      >
        {words.button}
      </Button>
      <Dialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={words.title(props.only.length || props.total)}
      >
        <ExportForm {...props} onClose={() => setAsking(false)} />
      </Dialog>
    </>
  );
}

function ExportForm({ list, title, columns, only, whole, onClose }: Props & { onClose: () => void }) {
  const words = useWords();
  const own = words.lists.export;
  const backend = useBackend();
  const { stamp } = usePlace();
  const [format, setFormat] = useState<ExportFormat>("xlsx");
  const write = useMutation({
    mutationFn: () =>
      backend.exportList(
        stamp,
        {
          list,
          title,
          only: [...only],
          columns: columns.flatMap(({ header, exports = [] }) =>
            exports.map((column, at) => ({
              column,
              header: at === 0 ? header : (own.more[column] ?? header),
            })),
          ),
          zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          words: {
            yes: own.yesWord,
            no: own.noWord,
            labelMade: words.shipments.states.label_made,
            inTransit: words.shipments.states.in_transit,
            delivered: words.shipments.states.delivered,
          },
        },
        format,
      ),
    onSuccess: ({ rows, fileName }) => announce(own.done(rows, fileName)),
  });
  const done = write.data;
  return (
    <Stack gap="sm">
      {done ? (
        <>
          <Note tone="ok" title={own.done(done.rows, done.fileName)}>
            <span className={classes.path}>{done.path}</span>
          </Note>
          <Group gap="xs" justify="flex-end">
            <CopyButton text={done.path} label={own.copyPathLabel} done={own.pathCopied}>
              {own.copyPath}
            </CopyButton>
            <Button data-autofocus onClick={onClose}>
              {own.close}
            </Button>
          </Group>
        </>
      ) : (
        <>
          <p>{only.length > 0 && !whole ? own.textChosen : own.text}</p>
          <Radio.Group
            label={own.format}
            description={own.formatText}
            value={format}
            onChange={(value) => setFormat(value === "csv" ? "csv" : "xlsx")}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="xlsx" label={own.formats.xlsx} />
              <Radio value="csv" label={own.formats.csv} />
            </Stack>
          </Radio.Group>
          {write.isError ? <FailureNote error={write.error} /> : null}
          <Group gap="xs" justify="flex-end">
            <Button onClick={onClose}>{own.no}</Button>
            <Button
              variant="filled"
              data-autofocus
              aria-disabled={write.isPending || undefined}
              onClick={write.isPending ? undefined : () => write.mutate()}
            >
              {write.isPending ? own.working : own.yes}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
