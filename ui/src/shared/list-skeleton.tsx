// The shape of a list while it loads: shown only after 200 ms, so a fast answer never flickers.
import { useEffect, useState } from "react";
import { useWords } from "../words";
import { Card } from "./card";
import hidden from "./hidden.module.css";
import classes from "./list-skeleton.module.css";

interface Props {
  rows?: number;
  /** The column grid of the real list, as CSS: "4rem 1fr 6rem". */
  columns?: string;
}

export function ListSkeleton({ rows = 6, columns = "5rem minmax(0, 1fr) 6rem 5rem" }: Props) {
  const words = useWords();
  const late = useLate(200);
  const cells = columns.replace(/minmax\([^)]*\)/g, "x").split(" ");
  return (
    <div role="status" aria-label={words.common.loading}>
      <span className={hidden.hidden}>{words.common.loading}</span>
      {late ? (
        <Card>
          {numbered("row", rows).map((row, down) => (
            <div
              key={row}
              className={classes.row}
              style={{ gridTemplateColumns: columns }}
              aria-hidden="true"
            >
              {numbered("cell", cells.length).map((cell, across) => (
                <span key={cell} className={classes.bar} style={{ width: width(down, across) }} />
              ))}
            </div>
          ))}
        </Card>
      ) : null}
    </div>
  );
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name} ${index}`);
}

/** Uneven, as words are, and the same each time. */
function width(down: number, across: number): string {
  return `${90 - ((down * 7 + across * 13) % 40)}%`;
}

function useLate(milliseconds: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return late;
}
