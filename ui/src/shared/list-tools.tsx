// Above a list: the filter (the key / goes there), which rows are shown, and the way to the rows before and after.
import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconFilter } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { TextField } from "./fields";
import { Icon } from "./icon";
import { KeyHint } from "./key-hint";
import classes from "./list-tools.module.css";
import { usePreferences } from "./preferences";

interface FilterProps {
  label: string;
  placeholder: string;
  text: string;
  onText: (text: string) => void;
  /** At the right end: "1 to 50 of 412". */
  children: ReactNode;
}

export function ListFilter({ label, placeholder, text, onText, children }: FilterProps) {
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
      <p className={classes.range} role="status">
        {children}
      </p>
    </div>
  );
}

interface PagesProps {
  label: string;
  newer: string;
  older: string;
  /** Absent at that end. */
  onNewer: (() => void) | undefined;
  onOlder: (() => void) | undefined;
}

export function ListPages({ label, newer, older, onNewer, onOlder }: PagesProps) {
  if (!onNewer && !onOlder) return null;
  return (
    <nav className={classes.pages} aria-label={label}>
      <Button
        size="xs"
        aria-disabled={!onNewer || undefined}
        data-disabled={!onNewer || undefined}
        leftSection={<Icon of={IconChevronLeft} size={14} />}
        onClick={onNewer}
      >
        {newer}
      </Button>
      <Button
        size="xs"
        aria-disabled={!onOlder || undefined}
        data-disabled={!onOlder || undefined}
        rightSection={<Icon of={IconChevronRight} size={14} />}
        onClick={onOlder}
      >
        {older}
      </Button>
    </nav>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}
