// One field a barcode reader types into: it ends with Enter, and the label is found.
import { Button } from "@mantine/core";
import { IconScan } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { failureOf, type LabelRowView, useBackend } from "../../backend";
import { FailureNote } from "../../shared/failure-note";
import { TextField } from "../../shared/fields";
import { Icon } from "../../shared/icon";
import { KeyHint } from "../../shared/key-hint";
import { Note } from "../../shared/note";
import { useWords } from "../../words";
import classes from "./labels-page.module.css";

export function ScanBox({ onFound }: { onFound: (row: LabelRowView) => void }) {
  const words = useWords().printing;
  const backend = useBackend();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const find = useMutation({
    mutationFn: (text: string) => backend.findLabel(text),
    onSuccess: (row) => {
      setTyped("");
      onFound(row);
    },
    // The next scan takes the place of this one.
    onError: () => field.current?.select(),
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F2" || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const unknown = find.isError && failureOf(find.error).code === "not_found";
  return (
    <form
      className={classes.scan}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() && !find.isPending) find.mutate(typed);
      }}
    >
      <TextField
        ref={field}
        aria-label={words.scan}
        aria-keyshortcuts="F2"
        placeholder={words.scanHint}
        leftSection={<Icon of={IconScan} />}
        rightSection={<KeyHint keys="F2" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit">{words.scanFind}</Button>
      {unknown ? (
        <Note tone="warn" says="alert">
          {words.scanNone(find.variables ?? "")}
        </Note>
      ) : find.isError ? (
        <FailureNote error={find.error} />
      ) : null}
    </form>
  );
}
