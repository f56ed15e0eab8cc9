// What was read from a pasted text, part by part: the doubtful ones marked with the reason, open questions with their answers, and the rest.
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { PasteProductView, PasteView, TimeOfDay } from "../../../backend";
import { Icon } from "../../../shared/icon";
import { useWords } from "../../../words";
import { timesOfDay } from "../form/draft-form";
import { useOrderForm } from "../form/form-context";
import type { Choice, Choices } from "./apply-paste";
import classes from "./paste.module.css";
import { partName, summary } from "./paste-summary";

interface Props {
  read: PasteView;
  /** Paths where something else is typed already. */
  kept: readonly string[];
  choices: Choices;
  onChoose: (at: number, choice: Choice) => void;
}

export function PasteParts({ read, kept, choices, onChoose }: Props) {
  const words = useWords();
  const own = words.orderDesk.paste;
  const country = read.fields.find(({ path }) => path === "address.country")?.value ?? "";
  return (
    <div className={classes.parts}>
      <p className={classes.summary}>{summary(own, read)}</p>
      <dl aria-label={own.parts} className={classes.list}>
        {read.fields.map(({ path, value, doubt }) => (
          <Part
            key={path}
            name={partName(words, path, country)}
            value={value}
            doubt={doubt ? own.doubts[doubt] : null}
            note={kept.includes(path) ? own.taken : null}
            wide={value.length > 22}
          />
        ))}
        {read.products.map((product, at) => (
          <ProductPart
            // The order of a reading never changes.
            key={`${product.span.from}-${product.timeOfDay}`}
            product={product}
            choice={choices[at] ?? {}}
            onChoose={(choice) => onChoose(at, choice)}
          />
        ))}
      </dl>
      {read.leftovers.length > 0 ? (
        <p className={classes.dim}>
          <b>{own.left}</b> {read.leftovers.map(({ text }) => `“${text}”`).join(" ")}
        </p>
      ) : null}
      {read.cut ? <p className={classes.dim}>{own.cut}</p> : null}
    </div>
  );
}

interface PartProps {
  name: string;
  value: string;
  doubt: string | null;
  note: string | null;
  wide?: boolean;
  children?: ReactNode;
}

function Part({ name, value, doubt, note, wide = false, children }: PartProps) {
  const words = useWords().orderDesk.paste;
  return (
    <div className={classes.part} data-doubt={doubt ? true : undefined} data-wide={wide ? true : undefined}>
      <dt>{name}</dt>
      <dd>
        <Icon of={doubt ? IconAlertTriangle : IconCheck} size={14} />
        <div>
          <span className={classes.value}>{value}</span>
          {doubt ? (
            <span className={classes.doubt}>
              <b>{words.look}</b> {doubt}
            </span>
          ) : null}
          {note ? <span className={classes.dim}>{note}</span> : null}
          {children}
        </div>
      </dd>
    </div>
  );
}

interface ProductProps {
  product: PasteProductView;
  choice: Choice;
  onChoose: (choice: Choice) => void;
}

function ProductPart({ product, choice, onChoose }: ProductProps) {
  const words = useWords();
  const own = words.orderDesk.paste;
  const { timeOf } = words.orders.form;
  const { catalog } = useOrderForm();
  const nameOf = (id: string) =>
    catalog?.products.find((one) => one.id === id)?.name ??
    catalog?.packs.find((one) => one.id === id)?.name ??
    id;
  const id = product.productId ?? choice.productId;
  const time = product.timeOfDay ?? choice.time ?? null;
  const value =
    product.pack && id
      ? own.packValue(nameOf(id), time ? timeOf[time] : null)
      : own.product(
          product.servings,
          id ? nameOf(id) : product.choices.map(nameOf).join(" / "),
          time ? timeOf[time] : null,
        );
  const doubt = product.doubt && !(product.doubt === "several" && id) ? own.doubts[product.doubt] : null;
  const note = !product.active
    ? own.inactive
    : product.servings === null && !product.pack
      ? own.servingsMissing
      : null;
  return (
    <Part name={product.pack ? own.pack : own.unchosen} value={value} doubt={doubt} note={note} wide>
      {!product.active ? null : (
        <>
          {id ? null : (
            <Ask
              question={own.whichProduct}
              answers={product.choices.map((id) => [id, nameOf(id), own.choose(nameOf(id))])}
              onAnswer={(productId) => onChoose({ productId })}
            />
          )}
          {time ? null : (
            <Ask
              question={own.whichTime}
              answers={timesOfDay.map((time) => [time, words.orders.form.times[time], own.at(timeOf[time])])}
              onAnswer={(time) => onChoose({ time: time as TimeOfDay })}
            />
          )}
        </>
      )}
    </Part>
  );
}

interface AskProps {
  question: string;
  answers: readonly (readonly [value: string, text: string, label: string])[];
  onAnswer: (value: string) => void;
}

function Ask({ question, answers, onAnswer }: AskProps) {
  return (
    <span className={classes.ask}>
      {question}
      {answers.map(([value, text, label]) => (
        <Button key={value} size="xs" aria-label={label} onClick={() => onAnswer(value)}>
          {text}
        </Button>
      ))}
    </span>
  );
}
