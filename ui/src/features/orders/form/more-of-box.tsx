// The rare fields of a box: what is printed on its pouches, on which days they are taken, and the physician's name.
import { Checkbox, NativeSelect } from "@mantine/core";
import type { PouchForm } from "../../../backend";
import { FieldError } from "../../../shared/fields";
import { useWords } from "../../../words";
import { changeLine, changePouch, type Line } from "./draft-form";
import { Fold } from "./fold";
import { useOrderForm } from "./form-context";
import classes from "./new-order.module.css";
import { TextPart } from "./text-part";

interface Props {
  line: Line;
  at: number;
  several: boolean;
  title: string;
}

export function MoreOfBox({ line, at, title }: Props) {
  const words = useWords().orders.form;
  const { change, anyUnder } = useOrderForm();
  const wrong =
    anyUnder(`lines.${at}.physicianName`) ||
    line.pouches.some((_, index) =>
      ["customLabel", "cycle", "cycleLength"].some((field) =>
        anyUnder(`lines.${at}.pouches.${index}.${field}`),
      ),
    );
  const typed =
    line.physicianName !== "" ||
    line.pouches.some(({ customLabel, cycle }) => customLabel !== "" || cycle !== "");
  return (
    <Fold title={title} needed={wrong || typed}>
      {line.pouches.length === 0 ? <p className={classes.dim}>{words.noPouchesYet}</p> : null}
      {line.pouches.length > 0 ? (
        <div className={classes.rare}>
          {line.pouches.map((pouch, index) => (
            <LabelText key={pouch.timeOfDay} pouch={pouch} at={at} index={index} />
          ))}
        </div>
      ) : null}
      {line.pouches.length > 0 ? <p className={classes.dim}>{words.labelHint(30)}</p> : null}
      <div className={classes.rare}>
        {line.pouches.map((pouch, index) => (
          <Cycle key={pouch.timeOfDay} pouch={pouch} at={at} index={index} />
        ))}
      </div>
      <div className={classes.rare}>
        <TextPart
          path={`lines.${at}.physicianName`}
          label={words.fields.physicianName}
          value={line.physicianName}
          onChange={(physicianName) =>
            change((before) => changeLine(before, at, (one) => ({ ...one, physicianName })))
          }
        />
      </div>
    </Fold>
  );
}

interface PouchProps {
  pouch: PouchForm;
  at: number;
  index: number;
}

function useSetPouch(at: number, index: number): (part: Partial<PouchForm>) => void {
  const { change } = useOrderForm();
  return (part) =>
    change((before) =>
      changeLine(before, at, (line) => changePouch(line, index, (pouch) => ({ ...pouch, ...part }))),
    );
}

function LabelText({ pouch, at, index }: PouchProps) {
  const words = useWords().orders.form;
  const set = useSetPouch(at, index);
  return (
    <TextPart
      path={`lines.${at}.pouches.${index}.customLabel`}
      label={words.labelFor(words.times[pouch.timeOfDay])}
      value={pouch.customLabel}
      hint={pouch.customLabel ? words.labelLeft(pouch.customLabel.length) : undefined}
      onChange={(customLabel) => set({ customLabel })}
    />
  );
}

const rounds = [7, 10] as const;

function Cycle({ pouch, at, index }: PouchProps) {
  const words = useWords().orders.form;
  const { problemAt, leave } = useOrderForm();
  const set = useSetPouch(at, index);
  const path = `lines.${at}.pouches.${index}.cycle`;
  const length = pouch.cycleLength ?? 7;
  const daily = pouch.cycle === "" || pouch.cycle === "daily";
  const error = problemAt(path) ?? problemAt(`lines.${at}.pouches.${index}.cycleLength`);
  const chosen = pouch.cycle.split(";");
  const time = words.times[pouch.timeOfDay];
  const start = (wanted: string) => {
    if (wanted === "daily") set({ cycle: "", cycleLength: null });
    else set({ cycle: daysOf(Number(wanted)).join(";"), cycleLength: Number(wanted) });
    leave(path);
  };
  return (
    <div>
      <NativeSelect
        label={words.cycleFor(time)}
        data-path={path}
        value={daily ? "daily" : String(length)}
        data={[
          { value: "daily", label: words.cycleDaily },
          ...[...new Set([...rounds, ...(daily ? [] : [length])])].map((one) => ({
            value: String(one),
            label: words.cycleSome(one),
          })),
        ]}
        error={error ? <FieldError>{error}</FieldError> : undefined}
        aria-invalid={error ? true : undefined}
        onChange={(event) => start(event.currentTarget.value)}
      />
      {daily ? null : (
        <fieldset className={classes.round} aria-label={words.cycleDays(time)}>
          {daysOf(length).map((day) => (
            <Checkbox
              key={day}
              size="xs"
              label={words.cycleDay(day)}
              checked={chosen.includes(String(day))}
              onChange={(event) => {
                const next = daysOf(length).filter((one) =>
                  one === day ? event.currentTarget.checked : chosen.includes(String(one)),
                );
                if (next.length > 0) set({ cycle: next.join(";") });
              }}
            />
          ))}
          <p className={classes.dim}>{words.cycleHint}</p>
        </fieldset>
      )}
    </div>
  );
}

function daysOf(length: number): number[] {
  return Array.from({ length }, (_, index) => index + 1);
}
