// What boxes hold, time of day by time of day: for an order beside another one, and for a template.
import type { SentenceBoxView } from "../backend";
import { useWords } from "../words";
import classes from "./box-contents.module.css";

export function BoxContents({ boxes }: { boxes: readonly SentenceBoxView[] }) {
  const words = useWords().orderDesk.holds;
  if (boxes.every(({ times }) => times.length === 0)) return <p className={classes.days}>{words.nothing}</p>;
  return boxes.map((box, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a box of an order has no identity but its place
    <div key={at} className={classes.box}>
      <p className={classes.days}>{boxes.length > 1 ? words.box(at + 1, box.days) : words.days(box.days)}</p>
      <dl className={classes.times}>
        {box.times.map(({ timeOfDay, items }) => (
          <div key={timeOfDay}>
            <dt>{words.times[timeOfDay]}</dt>
            <dd>
              {items.map((item) => (
                <span key={`${item.kind} ${item.name}`}>
                  {words.item(item.name, item.kind === "product" ? item.servings : null)}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  ));
}
