// The bar at the top: the practice clock when there is one, how old the screen is, and whose desk this is.
import type { ReactNode } from "react";
import type { SessionView } from "../../backend";
import { AsOf } from "../../shared/as-of";
import { useScreenAge } from "../../shared/screen-freshness";
import { useWords } from "../../words";
import { whose } from "../session-facts";
import classes from "./top-bar.module.css";

interface Props {
  session: SessionView;
  clock: ReactNode;
}

export function TopBar({ session, clock }: Props) {
  const age = useScreenAge();
  return (
    <header className={classes.bar}>
      {clock}
      <div className={classes.end}>
        {age ? <AsOf {...age} /> : null}
        <Account session={session} />
      </div>
    </header>
  );
}

function Account({ session }: { session: SessionView }) {
  const words = useWords();
  const account = whose(session);
  const name = account?.person ?? words.shell.noAccountNeeded;
  return (
    <p
      className={classes.account}
      data-practice={account ? undefined : true}
      title={account ? words.shell.accountOf(account.email) : undefined}
    >
      <span className={classes.initials} aria-hidden="true">
        {initials(account?.person ?? words.shell.environments.practice.name)}
      </span>
      <span className={classes.who}>
        {name}
        {account?.company ? <small>{account.company}</small> : null}
      </span>
    </p>
  );
}

function initials(name: string): string {
  const parts = name.split(/[\s@.]+/).filter(Boolean);
  return parts
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join("");
}
