// One product in a pouch: its name and its servings. On the row, + and − change them and Delete removes the product.
import { Button } from "@mantine/core";
import { IconMinus, IconPlus, IconTrash } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import type { ContentForm, TimeOfDay } from "../../../backend";
import { FieldError } from "../../../shared/fields";
import { Icon } from "../../../shared/icon";
import { announce } from "../../../shared/live-region";
import { useWords } from "../../../words";
import { changeLine, removeContent, replaceProduct, setServings } from "./draft-form";
import { useOrderForm } from "./form-context";
import classes from "./new-order.module.css";

interface Props {
  content: ContentForm;
  /** Which box. */
  at: number;
  pouch: number;
  index: number;
  time: TimeOfDay;
  /** After the row went, the focus needs a place. */
  onGone: () => void;
}

export function ProductRow({ content, at, pouch, index, time, onGone }: Props) {
  const all = useWords();
  const words = all.orders.form;
  const { catalog, change, problemAt, warningAt } = useOrderForm();
  const product = catalog?.products.find(({ id }) => id === content.productId);
  const name = product?.name ?? words.unknownProduct;
  const path = `lines.${at}.pouches.${pouch}.contents.${index}`;
  const error = problemAt(`${path}.productId`) ?? problemAt(`${path}.servings`);
  const warning = warningAt(`${path}.productId`);
  const servings = content.servings ?? 0;
  const gone = product && (product.ended ? words.endedByOkc : product.active ? null : words.noLongerMade);
  const instead = gone
    ? product.substitutes.flatMap((id) => catalog?.products.find((one) => one.id === id) ?? []).slice(0, 2)
    : [];
  const replace = (id: string, by: string) => {
    change((before) => ({ ...before, lines: replaceProduct(before.lines, content.productId, id) }));
    announce(all.orderDesk.repeat.replaced(name, by));
    onGone();
  };
  const set = (next: number) => {
    change((before) => changeLine(before, at, (line) => setServings(line, pouch, index, next)));
    announce(words.servingsSay(name, next));
  };
  const remove = () => {
    change((before) => changeLine(before, at, (line) => removeContent(line, pouch, index)));
    announce(words.productRemoved(name, words.timeOf[time]));
    onGone();
  };
  const less = () => (servings > 1 ? set(servings - 1) : remove());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "+") set(servings + 1);
    else if (event.key === "-") less();
    else if (event.key === "Delete") remove();
    else return;
    event.preventDefault();
  };
  return (
    <li className={classes.product} data-row={error ? "wrong" : undefined}>
      <div className={classes.productName}>
        <span>{name}</span>
        {product?.servingSize && product.servingSize > 1 ? (
          <small>{words.servingIs(product.servingSize)}</small>
        ) : null}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a stepper is a group of two buttons and a number, not a form's fieldset */}
      <div className={classes.stepper} role="group" aria-label={words.servingsOf(name)} onKeyDown={onKeyDown}>
        <button
          type="button"
          aria-label={servings > 1 ? words.less(name) : words.remove(name)}
          data-wrong={error ? true : undefined}
          onClick={less}
        >
          <Icon of={servings > 1 ? IconMinus : IconTrash} size={14} />
        </button>
        <span>{content.servings ?? "–"}</span>
        <button type="button" aria-label={words.more(name)} onClick={() => set(servings + 1)}>
          <Icon of={IconPlus} size={14} />
        </button>
      </div>
      {error ? (
        <p className={classes.wrong}>
          <FieldError>{error}</FieldError>
        </p>
      ) : warning ? (
        <p className={classes.warned}>{warning}</p>
      ) : gone ? (
        <p className={classes.warned}>{gone}</p>
      ) : null}
      {instead.length > 0 ? (
        <div className={classes.instead}>
          {instead.map((one) => (
            <Button key={one.id} size="compact-xs" onClick={() => replace(one.id, one.name)}>
              {all.orderDesk.repeat.instead(one.name)}
            </Button>
          ))}
        </div>
      ) : null}
    </li>
  );
}
