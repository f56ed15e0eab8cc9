// The bar at the top: the practice clock when there is one, how old the screen is, and whose desk this is.
import { IconEyeOff } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { SearchKind, SessionView } from "../../backend";
import { SearchButton } from "../../features/search/search-button";
import type { Wants } from "../../features/search/search-dialog";
import { AsOf } from "../../shared/as-of";
import hidden from "../../shared/hidden.module.css";
import { Icon } from "../../shared/icon";
import { KeyHint } from "../../shared/key-hint";
import { announce } from "../../shared/live-region";
import { setPrivacyScreen, usePrivacyScreen } from "../../shared/privacy-screen";
import { useScreenAge } from "../../shared/screen-freshness";
import { useWords } from "../../words";
import { useOrderAgain } from "../order-again";
import { whose } from "../session-facts";
import classes from "./top-bar.module.css";

interface Props {
  session: SessionView;
  clock: ReactNode;
}

export function TopBar({ session, clock }: Props) {
  const age = useScreenAge();
  const open = useOpenFound();
  const again = useOrderAgain();
  return (
    <header className={classes.bar}>
      <SearchButton onOpen={open} onAgain={again} />
      {clock}
      <div className={classes.end}>
        <NamesHidden />
        {age ? <AsOf {...age} /> : null}
        <Account session={session} />
      </div>
    </header>
  );
}

/** Where each kind of record has its screen. */
function useOpenFound(): (kind: SearchKind, id: string, wants: Wants) => void {
  const navigate = useNavigate();
  return (kind, id, wants) => {
    const params = { id };
    switch (kind) {
      case "order":
        void navigate({ to: "/orders/$id", params });
        return;
      case "shipment":
        void navigate({ to: "/shipments/$id", params, search: wants === "record" ? {} : { [wants]: true } });
        return;
      case "customer":
        void navigate({ to: "/customers/$id", params });
        return;
      case "product":
        void navigate({ to: "/catalog", search: { product: id } });
        return;
    }
  };
}

/** While names are hidden, this says so; pressing it shows them again, as the key does. */
function NamesHidden() {
  const words = useWords().shell.privacy;
  const hiding = usePrivacyScreen();
  if (!hiding) return null;
  const show = () => {
    setPrivacyScreen(false);
    announce(words.told.off);
  };
  return (
    <button
      type="button"
      className={classes.hidden}
      aria-label={`${words.on}. ${words.off}`}
      aria-keyshortcuts="F9"
      onClick={show}
    >
      <Icon of={IconEyeOff} size={16} />
      <span>{words.on}</span>
      <KeyHint keys="F9" />
    </button>
  );
}

function Account({ session }: { session: SessionView }) {
  const words = useWords();
  const account = whose(session);
  if (!account) {
    return (
      <p className={classes.account} data-practice>
        <span className={classes.initials} aria-hidden="true">
          {initials(words.shell.environments.practice.name)}
        </span>
        <span className={classes.who}>{words.shell.noAccountNeeded}</span>
      </p>
    );
  }
  const person = account.person || words.shell.nobodySignedIn;
  return (
    <Link to="/settings" className={classes.account}>
      <span className={classes.initials} aria-hidden="true" data-private>
        {initials(account.person || account.company || words.shell.environments[session.environment].name)}
      </span>
      <span className={classes.who}>
        <span data-private>{person}</span> {account.company ? <small>{account.company}</small> : null}
      </span>
      <span className={hidden.hidden}>{words.shell.openAccount}</span>
    </Link>
  );
}

function initials(name: string): string {
  const parts = name.split(/[\s@.]+/).filter(Boolean);
  return parts
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join("");
}
