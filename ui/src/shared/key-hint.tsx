// The key that does the same as the button it stands in. For eyes only (CSS draws it, so it is part of no name): `aria-keyshortcuts` tells the rest.
import classes from "./key-hint.module.css";

export function KeyHint({ keys }: { keys: string }) {
  return <span className={classes.key} data-keys={keys} aria-hidden="true" />;
}
