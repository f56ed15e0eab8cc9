// Delivered and on time, by month and carrier: a small chart, and the same numbers as a table.
import { Table } from "@mantine/core";
import { IconChartBar } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type DeliveredInMonthView, useBackend } from "../../backend";
import { BackLink } from "../../shared/back-link";
import { Card } from "../../shared/card";
import { monthName, zoneId } from "../../shared/date-time";
import { EmptyState } from "../../shared/empty-state";
import { FailureNote } from "../../shared/failure-note";
import hidden from "../../shared/hidden.module.css";
import { ListSkeleton } from "../../shared/list-skeleton";
import { PageHeading } from "../../shared/page-heading";
import { useWords } from "../../words";
import classes from "./figures.module.css";

export function FiguresPage({ onBack }: { onBack: () => void }) {
  const words = useWords().shipments.figures;
  const backend = useBackend();
  const figures = useQuery({
    queryKey: ["shipments", "figures"],
    queryFn: () => backend.deliveryFigures(zoneId()),
  });
  const rows = figures.data?.rows;
  return (
    <>
      <PageHeading
        title={words.title}
        lead={figures.data ? words.lead(figures.data.onTimeDays) : null}
        above={
          <BackLink label={words.backLabel} onBack={onBack}>
            {words.back}
          </BackLink>
        }
      />
      {figures.isError ? (
        <FailureNote error={figures.error} onRetry={() => void figures.refetch()} />
      ) : rows === undefined ? (
        <ListSkeleton rows={8} columns="9rem minmax(0, 1fr) 6rem 6rem" />
      ) : rows.length === 0 ? (
        <Card>
          <EmptyState icon={IconChartBar} title={words.empty.title}>
            {words.empty.text}
          </EmptyState>
        </Card>
      ) : (
        <div className={classes.column}>
          <Chart rows={rows} />
          <Numbers rows={rows} />
        </div>
      )}
    </>
  );
}

interface Carrier {
  name: string;
  /** One for each month that has anything, oldest first, as one reads a chart. */
  months: { month: string; delivered: number; onTime: number }[];
}

/** The busiest first; all over the same months. */
function carriersOf(rows: readonly DeliveredInMonthView[]): Carrier[] {
  const months = [...new Set(rows.map(({ month }) => month))].sort();
  const deliveredBy = (name: string) =>
    rows.reduce((sum, { carrier, delivered }) => sum + (carrier === name ? delivered : 0), 0);
  const names = [...new Set(rows.map(({ carrier }) => carrier))].sort(
    (a, b) => deliveredBy(b) - deliveredBy(a),
  );
  return names.map((name) => ({
    name,
    months: months.map((month) => {
      const found = rows.find((row) => row.month === month && row.carrier === name);
      return { month, delivered: found?.delivered ?? 0, onTime: found?.onTime ?? 0 };
    }),
  }));
}

/** As high as the busiest month of the busiest carrier is, in rem. */
const HIGHEST = 5;

function Chart({ rows }: { rows: readonly DeliveredInMonthView[] }) {
  const words = useWords().shipments.figures;
  const most = Math.max(...rows.map(({ delivered }) => delivered));
  const high = (count: number) => ({ height: `${(HIGHEST * count) / most}rem` });
  return (
    <Card
      title={words.chart}
      end={
        <span className={classes.legend} aria-hidden="true">
          <i data-part="onTime" /> {words.onTime} <i data-part="late" /> {words.late}
        </span>
      }
    >
      <div className={classes.charts}>
        {carriersOf(rows).map(({ name, months }) => (
          <div key={name}>
            <h3>{name || words.noCarrier}</h3>
            <ul className={classes.chart} aria-label={words.chartOf(name || words.noCarrier)}>
              {months.map(({ month, delivered, onTime }) => (
                <li key={month}>
                  <span className={classes.bar} aria-hidden="true">
                    <b>{delivered}</b>
                    <i data-part="late" style={high(delivered - onTime)} />
                    <i data-part="onTime" style={high(onTime)} />
                  </span>
                  <span aria-hidden="true">{monthName(month).slice(0, 3)}</span>
                  <span className={hidden.hidden}>{words.bar(monthName(month), delivered, onTime)}</span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Card>
  );
}

function Numbers({ rows }: { rows: readonly DeliveredInMonthView[] }) {
  const words = useWords().shipments.figures;
  return (
    <Card title={words.table}>
      <div className={classes.scroll}>
        <Table aria-label={words.table} className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.columns.month}</Table.Th>
              <Table.Th>{words.columns.carrier}</Table.Th>
              <Table.Th className={classes.right}>{words.columns.delivered}</Table.Th>
              <Table.Th className={classes.right}>{words.columns.onTime}</Table.Th>
              <Table.Th className={classes.right}>{words.columns.usual}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ month, carrier, delivered, onTime, usualDays }) => (
              <Table.Tr key={`${month} ${carrier}`}>
                <Table.Td>{monthName(month)}</Table.Td>
                <Table.Td>{carrier || words.noCarrier}</Table.Td>
                <Table.Td className={classes.right}>{delivered}</Table.Td>
                <Table.Td className={classes.right}>{words.share(onTime, delivered)}</Table.Td>
                <Table.Td className={classes.right}>{words.days(usualDays ?? 0)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Card>
  );
}
