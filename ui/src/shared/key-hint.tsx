// The key that does the same as the button it stands in. Read by eyes only: `aria-keyshortcuts` on the button tells the rest.
import classes from "./key-hint.module.css";

export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className={classes.key} aria-hidden="true">
      {keys}
    </span>
  );
}
