// What is in the order: for each box its days and three times of day. Most orders have one box, so one box shows no number.
import { Button, NumberInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useId, useRef, useState } from "react";
import { FieldError } from "../../../shared/fields";
import { Icon } from "../../../shared/icon";
import { announce } from "../../../shared/live-region";
import { useWords } from "../../../words";
import { blankLine, changeLine, type Line, timesOfDay } from "./draft-form";
import { useOrderForm } from "./form-context";
import { MoreOfBox } from "./more-of-box";
import classes from "./new-order.module.css";
import { Templates } from "./template-dialog";
import { TimeColumn } from "./time-column";

export function PouchesPart() {
  const words = useWords().orders.form;
  const { order, change, problemAt } = useOrderForm();
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const [removed, setRemoved] = useState<{ line: Line; at: number } | null>(null);
  const several = order.lines.length > 1;
  const add = () => {
    change((before) => ({ ...before, lines: [...before.lines, blankLine()] }));
    setRemoved(null);
    announce(words.boxAdded(order.lines.length + 1));
    requestAnimationFrame(() =>
      section.current?.querySelector<HTMLElement>("[data-box]:last-of-type input")?.focus(),
    );
  };
  const remove = (at: number) => {
    const line = order.lines[at];
    if (!line) return;
    change((before) => ({ ...before, lines: before.lines.filter((_, index) => index !== at) }));
    setRemoved({ line, at });
    announce(words.boxRemoved(at + 1));
    requestAnimationFrame(() => section.current?.querySelector<HTMLElement>("[data-put-back]")?.focus());
  };
  const putBack = () => {
    if (!removed) return;
    change((before) => ({ ...before, lines: before.lines.toSpliced(removed.at, 0, removed.line) }));
    setRemoved(null);
  };
  const missing = problemAt("lines");
  return (
    <section className={classes.section} aria-labelledby={id} ref={section}>
      <div className={classes.sectionHead}>
        <h2 id={id}>{words.pouches}</h2>
        <span className={classes.dim}>{words.pouchesHint}</span>
        <Templates />
        {several || order.lines.length === 0 ? null : <Days at={0} />}
      </div>
      {order.lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a box of an order has no identity but its place
        <div key={at} data-box className={classes.box}>
          {several ? (
            <div className={classes.sectionHead}>
              <h3>{words.box(at + 1)}</h3>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={words.removeBoxLabel(at + 1)}
                leftSection={<Icon of={IconTrash} size={14} />}
                onClick={() => remove(at)}
              >
                {words.removeBox}
              </Button>
              <Days at={at} />
            </div>
          ) : null}
          <Box line={line} at={at} several={several} />
        </div>
      ))}
      {missing ? (
        <p className={classes.wrong} data-wrong tabIndex={-1}>
          <FieldError>{missing}</FieldError>
        </p>
      ) : null}
      <div className={classes.addBox}>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Icon of={IconPlus} size={14} />}
          onClick={add}
        >
          {words.addBox}
        </Button>
        {removed ? (
          <>
            <span className={classes.dim}>{words.boxRemoved(removed.at + 1)}</span>
            <Button size="compact-sm" data-put-back onClick={putBack}>
              {words.takeBackBox}
            </Button>
          </>
        ) : (
          <span className={classes.dim}>{words.boxHint}</span>
        )}
      </div>
    </section>
  );
}

function Days({ at }: { at: number }) {
  const words = useWords().orders.form;
  const { order, change, problemAt, leave } = useOrderForm();
  const path = `lines.${at}.days`;
  const days = order.lines[at]?.days ?? null;
  const error = problemAt(path);
  return (
    <div className={classes.days}>
      <span aria-hidden="true">{words.forDaysBefore}</span>
      <NumberInput
        aria-label={words.fields.days}
        className={classes.daysField}
        data-path={path}
        size="xs"
        min={1}
        max={60}
        clampBehavior="none"
        allowDecimal={false}
        allowNegative={false}
        hideControls
        autoComplete="off"
        value={days ?? ""}
        error={error ? <FieldError>{error}</FieldError> : undefined}
        aria-invalid={error ? true : undefined}
        onChange={(value) =>
          change((before) =>
            changeLine(before, at, (line) => ({
              ...line,
              days: value === "" ? null : Math.min(Number(value), 9_999),
            })),
          )
        }
        onBlur={() => leave(path)}
      />
      <span aria-hidden="true">{words.forDaysAfter(days)}</span>
    </div>
  );
}

function Box({ line, at, several }: { line: Line; at: number; several: boolean }) {
  const words = useWords().orders.form;
  const { problemAt } = useOrderForm();
  const grid = useRef<HTMLDivElement>(null);
  const error = problemAt(`lines.${at}.pouches`);
  const errorId = useId();
  const go = (from: number, step: 1 | -1) => {
    const next = timesOfDay[from + step];
    if (next) grid.current?.querySelector<HTMLElement>(`[data-time="${next}"] [data-add] input`)?.focus();
  };
  return (
    <>
      <div className={classes.times} ref={grid} data-wrong-edge={error ? true : undefined}>
        {timesOfDay.map((time, column) => (
          <TimeColumn
            key={time}
            time={time}
            line={line}
            at={at}
            several={several}
            groupError={error ? errorId : undefined}
            onSide={(step) => go(column, step)}
          />
        ))}
      </div>
      {error ? (
        <p className={classes.wrong} id={errorId}>
          <FieldError>{error}</FieldError>
        </p>
      ) : null}
      <MoreOfBox line={line} at={at} several={several} title={words.moreOfBox} />
    </>
  );
}
