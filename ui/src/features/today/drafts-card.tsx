// Orders that were begun and not sent, each one press from going on.
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { TodayView } from "../../backend";
import { Card } from "../../shared/card";
import { When } from "../../shared/when";
import { useWords } from "../../words";
import classes from "./today-page.module.css";

const FEW = 5;

export function DraftsCard({ view: { drafts, refused } }: { view: TodayView }) {
  const words = useWords().today;
  const navigate = useNavigate();
  const others = drafts.filter(({ key }) => !refused.some((send) => send.key === key));
  if (others.length === 0) return null;
  return (
    <Card
      title={words.drafts.title}
      count={others.length}
      end={<span className={classes.dim}>{words.drafts.kept}</span>}
    >
      <ul className={classes.lines}>
        {others.slice(0, FEW).map(({ key, customer, savedAt }) => (
          <li key={key} className={classes.mini}>
            <Button
              size="compact-sm"
              variant="subtle"
              className={classes.clip}
              aria-label={words.drafts.openLabel(customer || words.drafts.untitled)}
              onClick={() => void navigate({ to: "/drafts/$key", params: { key } })}
            >
              <span data-private>{customer || words.drafts.untitled}</span>
            </Button>
            <span className={classes.dim}>{savedAt ? <When at={savedAt} /> : null}</span>
          </li>
        ))}
        {others.length > FEW ? (
          <li className={classes.mini}>
            <span className={classes.dim}>{words.needsYou.more(others.length - FEW)}</span>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={words.needsYou.showAllLabel(words.drafts.title)}
              onClick={() => void navigate({ to: "/orders" })}
            >
              {words.needsYou.showAll}
            </Button>
          </li>
        ) : null}
      </ul>
    </Card>
  );
}
