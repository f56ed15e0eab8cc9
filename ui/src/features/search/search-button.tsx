// The way to the search: a field-like button in the top bar, and Ctrl K from anywhere.
import { IconSearch } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { SearchKind } from "../../backend";
import { Icon } from "../../shared/icon";
import { KeyHint } from "../../shared/key-hint";
import { useWords } from "../../words";
import classes from "./search.module.css";
import { SearchDialog, type Wants } from "./search-dialog";

interface Props {
  onOpen: (kind: SearchKind, id: string, wants: Wants) => void;
  onAgain: (kind: "order" | "customer", id: string) => void;
}

export function SearchButton({ onOpen, onAgain }: Props) {
  const words = useWords().search;
  const [opened, setOpened] = useState(false);
  const before = useRef<Element | null>(null);
  const show = useCallback(() => {
    before.current = document.activeElement;
    setOpened(true);
  }, []);
  const close = () => {
    setOpened(false);
    const { current } = before;
    requestAnimationFrame(() => current instanceof HTMLElement && current.focus());
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const asked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!asked || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      if (!opened) show();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [opened, show]);
  return (
    <>
      <button type="button" className={classes.button} aria-keyshortcuts="Control+K" onClick={show}>
        <Icon of={IconSearch} size={16} />
        <span>{words.button}</span>
        <KeyHint keys="Ctrl K" />
      </button>
      {opened ? (
        <SearchDialog
          onClose={close}
          onOpen={(...found) => {
            setOpened(false);
            onOpen(...found);
          }}
          onAgain={(...found) => {
            setOpened(false);
            onAgain(...found);
          }}
        />
      ) : null}
    </>
  );
}
