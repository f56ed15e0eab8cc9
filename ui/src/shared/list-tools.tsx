// Above a list: the filter (the key / goes there), its tools, and which rows are in sight.
import { IconFilter } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { TextField } from "./fields";
import hidden from "./hidden.module.css";
import { Icon } from "./icon";
import { KeyHint } from "./key-hint";
import classes from "./list-tools.module.css";
import { usePreferences } from "./preferences";

interface FilterProps {
  label: string;
  placeholder: string;
  text: string;
  onText: (text: string) => void;
  /** Buttons after the field. */
  tools?: ReactNode;
  /** At the right end: "1 to 50 of 412". */
  children: ReactNode;
  /** What a filter leaves, said when it changes: "412 orders". */
  said?: string | undefined;
}

export function ListFilter({ label, placeholder, text, onText, tools, children, said }: FilterProps) {
  const field = useRef<HTMLInputElement>(null);
  const { letterKeys } = usePreferences();
  useEffect(() => {
    if (!letterKeys) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target))
        return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [letterKeys]);
  return (
    <div className={classes.tools}>
      <TextField
        ref={field}
        aria-label={label}
        aria-keyshortcuts={letterKeys ? "/" : undefined}
        placeholder={placeholder}
        className={classes.filter}
        leftSection={<Icon of={IconFilter} size={16} />}
        rightSection={letterKeys ? <KeyHint keys="/" /> : null}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && text !== "") onText("");
        }}
      />
      {tools}
      <p className={classes.range}>{children}</p>
      <p className={hidden.hidden} role="status">
        {said}
      </p>
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}
