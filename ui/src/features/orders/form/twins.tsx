// An order like this one, said in the checks and shown side by side. Nothing of it blocks: a person looks and decides.
import { Button, Group, Table } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { Fragment } from "react";
import type { SentenceView, TwinsView, TwinView } from "../../../backend";
import { BoxContents } from "../../../shared/box-contents";
import { clockTime } from "../../../shared/date-time";
import { Dialog } from "../../../shared/dialog";
import { Icon } from "../../../shared/icon";
import { RichText } from "../../../shared/rich-text";
import { useWhen } from "../../../shared/when";
import { useWords, type Words } from "../../../words";
import classes from "./twins.module.css";
import type { Twins } from "./use-twins";

type TwinWords = Words["orderDesk"]["twins"];

/** A line of the checks: none, perhaps one, or compared with older orders only. */
export function TwinLine({ twins, onCompare }: { twins: Twins; onCompare: () => void }) {
  const words = useWords().orderDesk.twins;
  const { view, open, accepted, failed } = twins;
  if (failed) return <Line tone="warn">{words.failed}</Line>;
  if (!view) return null;
  const asOf = view.asOf === null ? null : clockTime(view.asOf);
  const [first] = open;
  return (
    <>
      {first ? (
        <Line tone="warn">
          <RichText of={words.found(earlierName(words, first))} />{" "}
          <Button size="compact-xs" onClick={onCompare}>
            {words.compare}
          </Button>
        </Line>
      ) : accepted ? (
        <Line tone="ok">{words.accepted}</Line>
      ) : view.notAsked === null ? (
        <Line tone="ok">{words.none(asOf)}</Line>
      ) : null}
      {view.notAsked === null ? null : (
        <Line tone="warn">
          <RichText of={words.notAsked(view.notAsked, asOf)} />
        </Line>
      )}
    </>
  );
}

function Line({ tone, children }: { tone: "ok" | "warn"; children: React.ReactNode }) {
  return (
    <li data-tone={tone}>
      <Icon of={tone === "ok" ? IconCheck : IconAlertTriangle} />
      <span>{children}</span>
    </li>
  );
}

interface DialogProps {
  opened: boolean;
  view: TwinsView;
  twins: readonly TwinView[];
  /** `send`: the order was about to leave. */
  asked: "look" | "send";
  onAnother: () => void;
  onClose: () => void;
}

export function TwinDialog({ opened, view, twins, asked, onAnother, onClose }: DialogProps) {
  const words = useWords().orderDesk.twins;
  const navigate = useNavigate();
  return (
    <Dialog opened={opened} onClose={onClose} title={words.title[asked]} width="52rem" bare>
      <div data-private>
        {twins.map((twin) => (
          <p key={twin.found.orderId} className={classes.reason}>
            {reasonOf(words, twin)}
          </p>
        ))}
        <div className={classes.scroll}>
          <SideBySide view={view} twins={twins} />
        </div>
      </div>
      <Group gap="xs" justify="flex-end" mt="md">
        {twins
          .filter(({ onItsWay }) => !onItsWay)
          .map((twin) => (
            <Button
              key={twin.found.orderId}
              variant="subtle"
              onClick={() => void navigate({ to: "/orders/$id", params: { id: twin.found.orderId } })}
            >
              {words.open(earlierName(words, twin))}
            </Button>
          ))}
        <Button onClick={onAnother}>{asked === "send" ? words.sendAnyway : words.another}</Button>
        <Button variant="filled" data-autofocus onClick={onClose}>
          {asked === "send" ? words.dontSend : words.close}
        </Button>
      </Group>
    </Dialog>
  );
}

function SideBySide({ view, twins }: { view: TwinsView; twins: readonly TwinView[] }) {
  const words = useWords();
  const own = words.orderDesk.twins;
  const when = useWhen();
  const place = (order: SentenceView) =>
    [order.city, order.province, order.country].filter(Boolean).join(", ");
  const { draft } = view;
  const rows = [
    [own.rows.who, draft.customer, (twin: TwinView) => twin.order.customer],
    [own.rows.where, place(draft), (twin: TwinView) => place(twin.order)],
    [own.rows.street, view.draftStreet, (twin: TwinView) => twin.street],
    [own.rows.when, own.now, (twin: TwinView) => when(twin.placedAt)],
    [
      own.rows.status,
      own.isDraft,
      (twin: TwinView) =>
        twin.status && twin.status !== "other" ? words.orders.statuses[twin.status] : twin.statusText,
    ],
  ] as const;
  return (
    <Table aria-label={own.table} className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Td />
          <Table.Th scope="col">{own.thisOne}</Table.Th>
          {twins.map((twin) => (
            <Table.Th key={twin.found.orderId} scope="col">
              {earlierName(own, twin)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, mine, theirs]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row">{name}</Table.Th>
            <Table.Td>{mine}</Table.Td>
            {twins.map((twin) => (
              <Table.Td key={twin.found.orderId}>{theirs(twin)}</Table.Td>
            ))}
          </Table.Tr>
        ))}
        <Table.Tr>
          <Table.Th scope="row">{own.rows.holds}</Table.Th>
          {[draft, ...twins.map(({ order }) => order)].map((order, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            <Fragment key={at}>
              <Table.Td>
                <BoxContents boxes={order.boxes} />
              </Table.Td>
            </Fragment>
          ))}
        </Table.Tr>
      </Table.Tbody>
    </Table>
  );
}

function reasonOf(words: TwinWords, twin: TwinView): string {
  const { reason, daysApart, earlierDays } = twin.found;
  return words.reason[reason](earlierName(words, twin), daysApart, earlierDays);
}

function earlierName(words: TwinWords, { found, onItsWay }: TwinView): string {
  if (onItsWay) return words.onItsWay;
  return found.orderNumber || words.unnumbered;
}
