// The places, left of the screen; Alt 1, 2, 3 … go there top down, Ctrl N begins an order from anywhere.
import { IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useLabelsToPrint } from "../../features/labels/queries";
import { Icon } from "../../shared/icon";
import { KeyHint } from "../../shared/key-hint";
import { useWords } from "../../words";
import { number } from "../../words/intl";
import classes from "./navigation.module.css";
import { places } from "./places";

export function Navigation() {
  const words = useWords();
  const toPrint = useLabelsToPrint();
  usePlaceKeys();
  return (
    <nav className={classes.nav} aria-label={words.shell.mainNavigation}>
      <Link
        to="/orders/new"
        className={classes.newOrder}
        aria-label={words.orders.newOrder}
        aria-keyshortcuts="Control+N"
      >
        <Icon of={IconPlus} />
        <span>{words.orders.newOrder}</span>
        <KeyHint keys="Ctrl N" />
      </Link>
      {places.map((place) => (
        <Link key={place.to} to={place.to} className={classes.link} data-last={place.last}>
          <Icon of={place.icon} />
          <span>{words.shell.places[place.word]}</span>
          {place.word === "labels" && toPrint ? (
            <span className={classes.count} aria-hidden="true">
              {number(toPrint)}
            </span>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}

function usePlaceKeys(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        (event.ctrlKey || event.metaKey) &&
        !event.altKey &&
        !event.shiftKey &&
        event.key.toLowerCase() === "n"
      ) {
        event.preventDefault();
        void navigate({ to: "/orders/new" });
        return;
      }
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      const place = /^[1-9]$/.test(event.key) ? places[Number(event.key) - 1] : undefined;
      if (!place) return;
      event.preventDefault();
      void navigate({ to: place.to });
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [navigate]);
}
