// Labels that wait for paper and parcels that look stuck: the first few of each, and the way to all of them.
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { TodayView } from "../../backend";
import { Card } from "../../shared/card";
import { useWords } from "../../words";
import classes from "./today-page.module.css";

const FEW = 4;

export function LabelsCard({ view }: { view: TodayView }) {
  const { labels: words, needsYou } = useWords().today;
  const { noName } = useWords().shipments.list;
  const navigate = useNavigate();
  const shown = view.unprinted.slice(0, FEW);
  const toLabels = () => void navigate({ to: "/labels" });
  return (
    <Card
      title={words.title}
      count={view.toPrint}
      end={
        view.toPrint > 0 ? (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={needsYou.showAllLabel(words.title)}
            onClick={toLabels}
          >
            {needsYou.showAll}
          </Button>
        ) : null
      }
    >
      {view.toPrint === 0 ? <p className={classes.nothing}>{words.none}</p> : null}
      <ul className={classes.lines}>
        {view.labelTrouble > 0 ? (
          <li className={classes.mini}>
            <span>{words.trouble(view.labelTrouble)}</span>
            <Button size="compact-sm" onClick={toLabels}>
              {words.seeTrouble}
            </Button>
          </li>
        ) : null}
        {shown.map(({ shipmentId, customer, orderNumber, carrier }) => (
          <li key={shipmentId} className={classes.mini}>
            <span className={classes.clip}>
              <b data-private>{customer || noName}</b> <span className={classes.dim}>{orderNumber}</span>
            </span>
            <span className={classes.dim}>{carrier}</span>
          </li>
        ))}
        {view.toPrint > shown.length ? (
          <li className={classes.mini}>
            <span className={classes.dim}>{needsYou.more(view.toPrint - shown.length)}</span>
          </li>
        ) : null}
      </ul>
    </Card>
  );
}

export function StuckCard({ view: { stuck } }: { view: TodayView }) {
  const { today, shipments } = useWords();
  const words = today.stuck;
  const navigate = useNavigate();
  return (
    <Card
      title={words.title}
      count={stuck.length}
      end={
        stuck.length > 0 ? (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={today.needsYou.showAllLabel(words.title)}
            onClick={() => void navigate({ to: "/shipments", search: { view: "stuck" } })}
          >
            {today.needsYou.showAll}
          </Button>
        ) : null
      }
    >
      {stuck.length === 0 ? <p className={classes.nothing}>{words.none}</p> : null}
      <ul className={classes.lines}>
        {stuck.slice(0, FEW).map((row) => (
          <li key={row.id} className={classes.mini}>
            <span>
              <b data-private>{row.customer || shipments.list.noName}</b>{" "}
              <span className={classes.dim}>{row.orderNumber}</span>
              <br />
              {row.stuck ? shipments.stuckWhy(row.stuck, row.carrier) : null}
            </span>
            <Button
              size="compact-sm"
              aria-label={words.replyLabel(row.customer || shipments.list.noName)}
              onClick={() => void navigate({ to: "/shipments/$id", params: { id: row.id } })}
            >
              {words.reply}
            </Button>
          </li>
        ))}
        {stuck.length > FEW ? (
          <li className={classes.mini}>
            <span className={classes.dim}>{today.needsYou.more(stuck.length - FEW)}</span>
          </li>
        ) : null}
      </ul>
    </Card>
  );
}
