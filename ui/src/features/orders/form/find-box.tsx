// A field one types into to find something and take it: Enter takes the marked one, arrows move, Esc closes. What cannot be taken stays readable and says why.
import { Combobox, useCombobox } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, type Ref, useEffect } from "react";
import { TextField } from "../../../shared/fields";
import { useWords } from "../../../words";
import classes from "./find-box.module.css";

interface Found {
  value: string;
  label: string;
  /** Beside the name, smaller. */
  detail?: string;
  /** Why it cannot be taken. */
  reason?: string;
}

interface Props {
  label: string;
  /** Shows the label above the field; else it is spoken only. */
  labelShown?: boolean;
  placeholder?: string;
  text: string;
  onText: (text: string) => void;
  found: readonly Found[];
  /** Instead of the list, when there is nothing in it. */
  nothing: ReactNode;
  onTake: (value: string) => void;
  onBlur?: () => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  error?: ReactNode;
  path?: string;
  /** A sign that there is a list to choose from. */
  chevron?: boolean;
  /** Id of a sentence that stands elsewhere and says what is wrong here. */
  describedBy?: string | undefined;
  ref?: Ref<HTMLInputElement>;
}

export function FindBox(props: Props) {
  const {
    label,
    labelShown,
    placeholder,
    text,
    onText,
    found,
    nothing,
    onTake,
    onBlur,
    onKeyDown,
    error,
    path,
    chevron,
    describedBy,
    ref,
  } = props;
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const words = useWords().orders.form;
  const first = found.find((item) => !item.reason)?.value;
  // The best one is marked as soon as something is typed, so Enter takes it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new first result is the reason to mark it
  useEffect(() => {
    if (combobox.dropdownOpened && text.trim() !== "") combobox.selectFirstOption();
  }, [first, text, combobox.dropdownOpened]);
  useDescribedBy(combobox.targetRef, describedBy);
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(value) => {
        combobox.closeDropdown();
        onTake(value);
      }}
      // A closed list is not there: country alone has 245 lines.
      keepMounted={false}
      // Among the fields, so that it is read where it stands; fixed, so that no scrolling box cuts it.
      withinPortal={false}
      floatingStrategy="fixed"
      transitionProps={{ duration: 0 }}
      middlewares={{ flip: true, shift: true }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextField
          {...(labelShown ? { label } : { "aria-label": label })}
          {...(placeholder ? { placeholder } : {})}
          ref={ref}
          value={text}
          {...(chevron
            ? { rightSection: <Combobox.Chevron />, rightSectionPointerEvents: "none" as const }
            : {})}
          error={error ?? describedBy !== undefined}
          data-path={path}
          className={classes.field}
          onChange={(event) => {
            onText(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onClick={() => combobox.openDropdown()}
          onKeyDown={(event) => {
            // Esc closes the list and nothing else.
            if (event.key === "Escape" && combobox.dropdownOpened) event.stopPropagation();
            onKeyDown?.(event);
          }}
          onBlur={() => {
            combobox.closeDropdown();
            onBlur?.();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown className={classes.dropdown}>
        <Combobox.Options aria-label={words.choicesFor(label)} className={classes.options}>
          {found.map((item) => (
            <Combobox.Option
              key={item.value}
              value={item.value}
              disabled={item.reason !== undefined}
              className={classes.option}
            >
              <span className={classes.name}>{item.label}</span>
              {item.detail ? <span className={classes.detail}>{item.detail}</span> : null}
              {item.reason ? <span className={classes.reason}>{item.reason}</span> : null}
            </Combobox.Option>
          ))}
          {found.length === 0 ? <Combobox.Empty className={classes.nothing}>{nothing}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** Mantine reads a field only with the sentences inside its own frame; this one stands elsewhere. */
function useDescribedBy(target: { readonly current: HTMLElement | null }, id: string | undefined): void {
  useEffect(() => {
    const field = target.current;
    if (!field || !id) return;
    field.setAttribute("aria-describedby", id);
    return () => {
      if (field.getAttribute("aria-describedby") === id) field.removeAttribute("aria-describedby");
    };
  }, [target, id]);
}
