// One text field of the order, bound to its path.
import type { TextInputProps } from "@mantine/core";
import type { ReactNode } from "react";
import { TextField } from "../../../shared/fields";
import { useOrderForm } from "./form-context";

interface Props {
  path: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  placeholder?: string;
  type?: TextInputProps["type"];
  inputMode?: TextInputProps["inputMode"];
}

export function TextPart({ path, label, value, onChange, ...rest }: Props) {
  const form = useOrderForm();
  const error = form.problemAt(path);
  return (
    <TextField
      {...rest}
      label={label}
      value={value}
      data-path={path}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => form.leave(path)}
    />
  );
}
