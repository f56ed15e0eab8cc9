// Text fields as the desk wants them: a label that stays, a hint, an error with an icon, no autofill, a word about Caps Lock.
import { PasswordInput, type PasswordInputProps, TextInput, type TextInputProps } from "@mantine/core";
import { IconAlertOctagon } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useWords } from "../words";
import classes from "./fields.module.css";
import { Icon } from "./icon";

type Hint = { hint?: ReactNode };

/** Nothing typed here may be offered by the web view, to anyone, ever. */
export const noAutofill = {
  autoComplete: "off",
  autoCorrect: "off",
  autoCapitalize: "off",
  spellCheck: false,
} as const;

export function TextField({ hint, error, ...rest }: Omit<TextInputProps, "description"> & Hint) {
  return (
    <TextInput
      {...noAutofill}
      {...rest}
      description={hint}
      // `true` marks the field; the sentence then stands elsewhere.
      error={error && error !== true ? <FieldError>{error}</FieldError> : error === true}
    />
  );
}

export function PasswordField({ hint, error, ...rest }: Omit<PasswordInputProps, "description"> & Hint) {
  const words = useWords();
  const [capsLock, setCapsLock] = useState(false);
  const look = (event: KeyboardEvent) => setCapsLock(event.getModifierState?.("CapsLock") ?? false);
  return (
    <PasswordInput
      {...noAutofill}
      visibilityToggleButtonProps={{ "aria-label": words.common.showPassword }}
      {...rest}
      // Mantine marks its frame only; the field itself must say it too.
      aria-invalid={error ? true : undefined}
      onKeyDown={look}
      onKeyUp={look}
      onBlur={() => setCapsLock(false)}
      description={capsLock ? <span role="status">{words.common.capsLock}</span> : hint}
      error={error ? <FieldError>{error}</FieldError> : null}
    />
  );
}

/** The sentence under a refused field. */
export function FieldError({ children }: { children: ReactNode }) {
  return (
    <span className={classes.error}>
      <Icon of={IconAlertOctagon} size={14} />
      <span>{children}</span>
    </span>
  );
}

/** After a refusal: puts the cursor into the first field that is marked. */
export function focusFirstWrong(within: HTMLElement | null): void {
  requestAnimationFrame(() => within?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
