// How long tonight's orders can still be changed, and which they are.
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { TodayView } from "../../backend";
import { Card } from "../../shared/card";
import { cutOffAt, useTick } from "../../shared/cut-off";
import { pacificAndOwn } from "../../shared/date-time";
import { When } from "../../shared/when";
import { useWords } from "../../words";
import { duration } from "../../words/intl";
import classes from "./today-page.module.css";

const FEW = 6;
const A_DAY = 86_400;

export function CutOffCard({ view: { cutOff, tonight } }: { view: TodayView }) {
  const { today, common, orders } = useWords();
  const words = today.cutOff;
  const navigate = useNavigate();
  const [told, setTold] = useState(() => Date.now());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer counts from its own moment
  useEffect(() => setTold(Date.now()), [cutOff]);
  const state = cutOffAt(cutOff, told, Math.max(useTick(), told));
  const left = state.is === "past" ? 0 : state.seconds;
  const { pacific, own } = pacificAndOwn(cutOff.sureUntil);
  return (
    <Card title={words.title}>
      <div className={classes.clock}>
        {state.is === "sure" ? (
          <>
            <p className={classes.big} role="timer">
              {duration(left)}
            </p>
            <div className={classes.bar} aria-hidden="true">
              <i style={{ width: `${Math.min(100, (100 * left) / A_DAY)}%` }} />
            </div>
            <p>
              {words.until(common.pacific(pacific, own))} {words.after(tonight.count)}
            </p>
          </>
        ) : (
          <p>{state.is === "maybe" ? words.maybe : words.past}</p>
        )}
      </div>
      <ul className={classes.lines}>
        {tonight.rows.slice(0, FEW).map(({ row }) => (
          <li key={row.id} className={classes.mini}>
            <span className={classes.clip}>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={words.openLabel(row.number || orders.list.noNumber, row.customer)}
                onClick={() => void navigate({ to: "/orders/$id", params: { id: row.id } })}
              >
                {row.number || orders.list.noNumber}
              </Button>
              <span data-private>{row.customer}</span>
            </span>
            <span className={classes.dim}>{row.placedAt ? <When at={row.placedAt} /> : null}</span>
          </li>
        ))}
        {tonight.count > FEW ? (
          <li className={classes.mini}>
            <span className={classes.dim}>{today.needsYou.more(tonight.count - FEW)}</span>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={today.needsYou.showAllLabel(orders.statuses.pending)}
              onClick={() => void navigate({ to: "/orders", search: { view: "pending" } })}
            >
              {today.needsYou.showAll}
            </Button>
          </li>
        ) : null}
      </ul>
    </Card>
  );
}
