// One time of day of a box: its products with their servings, or one pack opened to what it holds, and the field that adds.
import { Button } from "@mantine/core";
import { IconMoon, IconSun, IconSunrise } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { FillingForm, PouchForm, ProductView, TimeOfDay } from "../../../backend";
import { Icon } from "../../../shared/icon";
import { announce } from "../../../shared/live-region";
import { useWords } from "../../../words";
import { addProduct, changeLine, dropEmpty, fill, type Line, pouchAt } from "./draft-form";
import { FindBox } from "./find-box";
import { findByName } from "./find-product";
import { useOrderForm } from "./form-context";
import classes from "./new-order.module.css";
import { fullness } from "./order-sentence";
import { PackFilling } from "./pack-filling";
import { ProductRow } from "./product-row";

const icons = { morning: IconSunrise, midday: IconSun, evening: IconMoon } as const;

interface Props {
  time: TimeOfDay;
  line: Line;
  /** Which box. */
  at: number;
  several: boolean;
  /** Id of the sentence that says the whole box is empty. */
  groupError: string | undefined;
  /** Left or Right in an empty field. */
  onSide: (step: 1 | -1) => void;
}

export function TimeColumn({ time, line, at, several, groupError, onSide }: Props) {
  const words = useWords().orders.form;
  const { catalog, change, problemAt, warningAt } = useOrderForm();
  const column = useRef<HTMLFieldSetElement>(null);
  // Products stand aside while a pack is tried, and come back.
  const aside = useRef<FillingForm | null>(null);
  const pouchIndex = pouchAt(line, time);
  const pouch: PouchForm | undefined = line.pouches[pouchIndex];
  const path = `lines.${at}.pouches.${pouchIndex}`;
  const count = pouch ? fullness(pouch, catalog) : 0;
  const isPack = pouch?.filling.kind === "pack";
  const wrong = pouch ? (problemAt(`${path}.filling`) ?? problemAt(path)) : undefined;
  const warning = pouch ? warningAt(path) : undefined;
  const focusField = () =>
    requestAnimationFrame(() => column.current?.querySelector<HTMLElement>("[data-add] input")?.focus());
  const toPack = () => {
    aside.current = pouch?.filling ?? null;
    change((before) => changeLine(before, at, (one) => fill(one, time, { kind: "pack", packId: "" })));
    announce(words.packUsed(words.timeOf[time]));
    focusField();
  };
  const toProducts = () => {
    const back = aside.current ?? { kind: "contents", contents: [] };
    change((before) => changeLine(before, at, (one) => dropEmpty(fill(one, time, back))));
    announce(words.productsUsed(words.timeOf[time]));
    focusField();
  };
  return (
    <fieldset
      ref={column}
      className={classes.time}
      data-time={time}
      aria-label={several ? `${words.pouchOf[time]}, ${words.box(at + 1)}` : words.pouchOf[time]}
    >
      <div className={classes.timeHead}>
        <Icon of={icons[time]} size={16} />
        <h3>{words.times[time]}</h3>
        <span className={classes.count} data-over={count > 8 || undefined}>
          {count === 0 ? words.empty : words.ofEight(count)}
        </span>
      </div>
      {pouch?.filling.kind === "contents" ? (
        <ul className={classes.products}>
          {pouch.filling.contents.map((content, index) => (
            <ProductRow
              key={content.productId}
              content={content}
              at={at}
              pouch={pouchIndex}
              index={index}
              time={time}
              onGone={focusField}
            />
          ))}
        </ul>
      ) : null}
      {warning ? <p className={classes.warned}>{warning}</p> : null}
      <div className={classes.add} data-add>
        {isPack ? (
          <PackFilling time={time} at={at} pouch={pouchIndex} />
        ) : (
          <AddProduct time={time} at={at} groupError={groupError} error={wrong} onSide={onSide} />
        )}
        <Button
          size="compact-xs"
          variant="subtle"
          className={classes.swap}
          onClick={isPack ? toProducts : toPack}
        >
          {isPack ? words.useProducts : words.usePack}
        </Button>
      </div>
    </fieldset>
  );
}

function canOrder({ active, ended }: ProductView): boolean {
  return active && !ended;
}

interface AddProps {
  time: TimeOfDay;
  at: number;
  groupError: string | undefined;
  error: string | undefined;
  onSide: (step: 1 | -1) => void;
}

function AddProduct({ time, at, groupError, error, onSide }: AddProps) {
  const words = useWords().orders.form;
  const { catalog, catalogFailed, change, leave } = useOrderForm();
  const [text, setText] = useState("");
  const products = findByName(
    (catalog?.products ?? [])
      .map((product) => ({ ...product, also: product.sku }))
      .sort((a, b) => Number(canOrder(b)) - Number(canOrder(a)) || a.name.localeCompare(b.name)),
    text,
  );
  const goneReason = ({ ended, substitutes }: ProductView) =>
    words.goneInstead(
      ended ? words.endedByOkc : words.noLongerMade,
      catalog?.products.find(({ id }) => id === substitutes[0])?.name ?? null,
    );
  const nothing = () => {
    if (catalogFailed) return words.catalogMissing;
    return catalog ? words.noProduct(text.trim()) : words.catalogLoading;
  };
  const take = (id: string) => {
    const name = products.find((product) => product.id === id)?.name ?? words.unknownProduct;
    change((before) => changeLine(before, at, (line) => addProduct(line, time, id)));
    setText("");
    announce(words.productAdded(name, words.timeOf[time]));
  };
  return (
    <FindBox
      label={words.addProductTo(words.times[time])}
      placeholder={words.addProduct}
      text={text}
      onText={setText}
      error={error}
      describedBy={error ? undefined : groupError}
      found={products.map((product) => ({
        value: product.id,
        label: product.name,
        ...(product.active && !product.ended
          ? product.sku
            ? { detail: product.sku }
            : {}
          : { reason: goneReason(product) }),
      }))}
      nothing={nothing()}
      onTake={take}
      onBlur={() => leave(`lines.${at}.pouches`)}
      onKeyDown={(event) => {
        if (text !== "" || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
        if (event.key === "ArrowLeft") onSide(-1);
        if (event.key === "ArrowRight") onSide(1);
      }}
    />
  );
}
