// The boxes of an order while it is edited: days, label texts, products and their servings, one pouch under the other.
import { Button, NumberInput, Select } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type EditForm, type EditPouch, useBackend } from "../../../backend";
import { Card } from "../../../shared/card";
import { FieldError, noAutofill, TextField } from "../../../shared/fields";
import { Icon } from "../../../shared/icon";
import { announce } from "../../../shared/live-region";
import { useWords } from "../../../words";
import { addContent, changeLine, changePouch, newPouch } from "./edit-form";
import classes from "./life.module.css";

const times = ["Morning", "Midday", "Evening"] as const;

interface Props {
  form: EditForm;
  onForm: (form: EditForm) => void;
  error: (path: string, value?: string) => string | undefined;
}

export function EditLines({ form, onForm, error }: Props) {
  const words = useWords().orders;
  const own = words.life.editing;
  const backend = useBackend();
  const catalog = useQuery({ queryKey: ["catalog"], queryFn: () => backend.getCatalog(false) });
  const products = (catalog.data?.products ?? [])
    .filter(({ active, ended }) => active && !ended)
    .map(({ id, name }) => ({ value: id, label: name }));
  const timeName = (pouch: EditPouch) => pouch.timeOfDay ?? words.form.times.morning;
  return (
    <Card title={own.contents}>
      {form.lines.map((line, at) => {
        const box = own.boxName(at + 1, line.name);
        const free = times.filter((time) => !line.pouches.some(({ timeOfDay }) => timeOfDay === time));
        const wrong = error(`lines.${at}.days`);
        return (
          <div key={line.id} className={classes.boxForm}>
            <h3>{box}</h3>
            <NumberInput
              {...noAutofill}
              className={classes.days}
              label={own.days}
              aria-label={own.daysOf(box)}
              min={1}
              max={60}
              clampBehavior="none"
              allowDecimal={false}
              allowNegative={false}
              hideControls
              value={line.days ?? ""}
              error={wrong ? <FieldError>{wrong}</FieldError> : null}
              onChange={(value) =>
                onForm(
                  changeLine(form, at, (one) => ({ ...one, days: typeof value === "number" ? value : null })),
                )
              }
            />
            {line.pouches.map((pouch, index) => (
              <Pouch
                // biome-ignore lint/suspicious/noArrayIndexKey: a new pouch has no identity but its place
                key={`${pouch.id} ${index}`}
                pouch={pouch}
                time={timeName(pouch)}
                path={`lines.${at}.pouches.${index}`}
                products={products}
                error={error}
                onPouch={(next) => onForm(changePouch(form, at, index, () => next))}
              />
            ))}
            {free.length > 0 ? (
              <div className={classes.times}>
                {free.map((time) => (
                  <Button
                    key={time}
                    size="xs"
                    variant="subtle"
                    leftSection={<Icon of={IconPlus} size={14} />}
                    onClick={() =>
                      onForm(
                        changeLine(form, at, (one) => ({
                          ...one,
                          pouches: [...one.pouches, newPouch(time)],
                        })),
                      )
                    }
                  >
                    {own.addPouch(time)}
                  </Button>
                ))}
              </div>
            ) : null}
          </div>
        );
      })}
    </Card>
  );
}

interface PouchProps {
  pouch: EditPouch;
  time: string;
  path: string;
  products: { value: string; label: string }[];
  error: Props["error"];
  onPouch: (pouch: EditPouch) => void;
}

function Pouch({ pouch, time, path, products, error, onPouch }: PouchProps) {
  const words = useWords().orders;
  const own = words.life.editing;
  const nameOf = (id: string, name: string) =>
    name || products.find(({ value }) => value === id)?.label || words.one.unknownProduct;
  return (
    <div className={classes.pouchForm}>
      <h3>{pouch.timeOfDay ? own.pouch(time) : own.pouchAnyTime}</h3>
      {pouch.packId ? (
        <p>
          {words.one.packNamed(pouch.packName || words.form.packUnknown)} {own.packStays}
        </p>
      ) : null}
      {pouch.contents.map((content, index) => {
        const name = nameOf(content.productId, content.productName);
        const wrong =
          error(`${path}.contents.${index}.servings`) ?? error(`${path}.contents.${index}.productId`);
        return (
          <div key={content.id ?? content.productId} className={classes.content}>
            <span>{name}</span>
            <NumberInput
              {...noAutofill}
              aria-label={own.servingsOf(name, time)}
              min={1}
              clampBehavior="none"
              allowDecimal={false}
              allowNegative={false}
              value={content.servings ?? ""}
              error={wrong ? <FieldError>{wrong}</FieldError> : null}
              onChange={(value) =>
                onPouch({
                  ...pouch,
                  contents: pouch.contents.map((one, other) =>
                    other === index ? { ...one, servings: typeof value === "number" ? value : null } : one,
                  ),
                })
              }
            />
            <Button
              size="xs"
              variant="subtle"
              aria-label={own.remove(name, time)}
              onClick={() => {
                onPouch({ ...pouch, contents: pouch.contents.filter((_, other) => other !== index) });
                announce(own.removed(name, time));
              }}
            >
              <Icon of={IconTrash} size={16} />
            </Button>
          </div>
        );
      })}
      {pouch.contents.length === 0 && !pouch.packId ? <p className={classes.what}>{own.emptyPouch}</p> : null}
      {pouch.packId ? null : (
        <Select
          {...noAutofill}
          searchable
          aria-label={own.add(time)}
          placeholder={own.addHint}
          nothingFoundMessage={own.noProduct}
          data={products}
          value={null}
          onChange={(id) => id && onPouch(addContent(pouch, id, nameOf(id, "")))}
        />
      )}
      <TextField
        data-private
        label={own.labelText(time)}
        value={pouch.customLabel}
        error={error(`${path}.customLabel`, pouch.customLabel)}
        onChange={(event) => onPouch({ ...pouch, customLabel: event.currentTarget.value })}
      />
    </div>
  );
}
