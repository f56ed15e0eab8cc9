// What is in the order, pouch by pouch.
import { IconMoon, IconPackage, IconSun, IconSunrise, type TablerIcon } from "@tabler/icons-react";
import type { LineView, PouchView } from "../../../backend";
import { Card } from "../../../shared/card";
import { Icon } from "../../../shared/icon";
import { useWords } from "../../../words";
import classes from "./order-page.module.css";

const icons: Record<string, TablerIcon> = { morning: IconSunrise, midday: IconSun, evening: IconMoon };

export function OrderContents({ lines }: { lines: readonly LineView[] }) {
  const words = useWords().orders.one;
  const days = new Set(lines.map((line) => line.days));
  const [same] = days.size === 1 ? [...days] : [null];
  const sum = [...(same ? [words.days(same)] : []), ...(lines.length > 0 ? [words.boxes(lines.length)] : [])];
  return (
    <Card title={words.what} count={sum.length > 0 ? words.sum(sum) : undefined}>
      {lines.length === 0 ? <p className={classes.note}>{words.noLines}</p> : null}
      {lines.map((line, index) => (
        <div key={line.id} className={classes.box}>
          {lines.length > 1 || line.name ? (
            <p className={classes.boxName}>
              {lines.length > 1 ? words.box(index + 1, line.name) : line.name}
              {lines.length > 1 && line.days !== null ? <span>{words.days(line.days)}</span> : null}
            </p>
          ) : null}
          <div className={classes.pouches}>
            {line.pouches.map((pouch, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a pouch has no identity but its place
              <Pouch key={at} pouch={pouch} />
            ))}
          </div>
        </div>
      ))}
    </Card>
  );
}

function Pouch({ pouch }: { pouch: PouchView }) {
  const words = useWords().orders;
  const own = words.one;
  const known = pouch.timeOfDay?.toLowerCase() ?? "";
  const time = Object.hasOwn(words.form.times, known)
    ? words.form.times[known as "morning"]
    : pouch.timeOfDay;
  return (
    <div className={classes.pouch}>
      <h3>
        <Icon of={icons[known] ?? IconPackage} size={16} />
        {time ? own.pouch(time) : own.pouchAnyTime}
      </h3>
      {pouch.packName ? <p className={classes.pack}>{own.packNamed(pouch.packName)}</p> : null}
      {pouch.contents.length > 0 ? (
        <ul>
          {pouch.contents.map((content, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same product may stand twice in one pouch
            <li key={`${content.productId} ${index}`}>
              <b>{content.servings ?? ""}</b>
              <span>{content.productName || own.unknownProduct}</span>
            </li>
          ))}
        </ul>
      ) : pouch.packName ? null : (
        <p className={classes.pack}>{own.noContents}</p>
      )}
      {pouch.customLabel ? <p className={classes.labelText}>{own.labelText(pouch.customLabel)}</p> : null}
    </div>
  );
}
