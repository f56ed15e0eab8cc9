// The places, left of the screen; Alt 1, 2, 3 … go there top down.
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { Icon } from "../../shared/icon";
import { useWords } from "../../words";
import classes from "./navigation.module.css";
import { places } from "./places";

export function Navigation() {
  const words = useWords();
  usePlaceKeys();
  return (
    <nav className={classes.nav} aria-label={words.shell.mainNavigation}>
      {places.map((place) => (
        <Link key={place.to} to={place.to} className={classes.link} data-last={place.last}>
          <Icon of={place.icon} />
          <span>{words.shell.places[place.word]}</span>
        </Link>
      ))}
    </nav>
  );
}

function usePlaceKeys(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
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
