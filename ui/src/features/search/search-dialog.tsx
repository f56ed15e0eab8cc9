// Search everything: one field, results as one types, grouped; arrows choose, Enter opens, Ctrl L goes to a parcel's label, Ctrl P prints it.
import { Modal } from "@mantine/core";
import {
  IconClipboardList,
  IconHistory,
  IconLayoutGrid,
  IconSearch,
  IconTruck,
  IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { SearchHitView, SearchKind } from "../../backend";
import dialog from "../../shared/dialog.module.css";
import { FailureNote } from "../../shared/failure-note";
import { noAutofill } from "../../shared/fields";
import hidden from "../../shared/hidden.module.css";
import { Icon } from "../../shared/icon";
import { KeyHint } from "../../shared/key-hint";
import { Note } from "../../shared/note";
import { type Recent, useRecent, useRemember } from "../../shared/recent";
import { useWhen } from "../../shared/when";
import { useWords } from "../../words";
import { highlight } from "./highlight";
import classes from "./search.module.css";
import { type Asked, useSearch } from "./use-search";

const icons: Record<SearchKind, TablerIcon> = {
  order: IconClipboardList,
  shipment: IconTruck,
  customer: IconUsers,
  product: IconLayoutGrid,
};

interface Line {
  kind: SearchKind;
  hit: SearchHitView;
}

interface Group {
  key: string;
  title: string;
  lines: Line[];
  more: boolean;
}

/** What one came for: the record, its parcel's label on screen, or on paper. */
export type Wants = "record" | "label" | "print";

/** What a key asks of a result. */
type Wish = Wants | "again";

interface Props {
  onClose: () => void;
  onOpen: (kind: SearchKind, id: string, wants: Wants) => void;
  /** Begins a new order like this one, or like the customer's newest. */
  onAgain: (kind: "order" | "customer", id: string) => void;
}

export function SearchDialog({ onClose, onOpen, onAgain }: Props) {
  const words = useWords().search;
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size="40rem"
      zIndex={300}
      yOffset="max(3rem, min(4rem, 8vh))"
      transitionProps={{ duration: 0 }}
      returnFocus={false}
    >
      <Modal.Overlay className={dialog.overlay} backgroundOpacity={0.35} />
      <Modal.Content className={classes.content} aria-label={words.title}>
        <Modal.Body className={classes.body}>
          <Palette onOpen={onOpen} onAgain={onAgain} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Palette({ onOpen, onAgain }: Omit<Props, "onClose">) {
  const words = useWords().search;
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const remember = useRemember();
  const recent = useRecent();
  const { text, found, settled, error, retry, server, serverFound } = useSearch(typed);
  const groups = found
    ? groupsOf(words.groups, found.view.groups)
    : text === ""
      ? recentGroup(words.recent, recent)
      : [];
  const lines = groups.flatMap((group) => group.lines);
  const here = Math.min(at, Math.max(lines.length - 1, 0));
  const optionId = (index: number) => `${id}-${index}`;
  // Other results: the best one is chosen again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was asked for is the reason to begin at the top
  useEffect(() => setAt(0), [found?.text]);
  useEffect(() => {
    // The heading above the first one too.
    if (here === 0) list.current?.scrollTo?.({ top: 0 });
    else list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: "nearest" });
  });
  const open = (line: Line | undefined, wants: Wants = "record") => {
    if (!line) return;
    remember({ kind: line.kind, id: line.hit.id, title: line.hit.title, detail: line.hit.detail });
    onOpen(line.kind, line.hit.id, wants);
  };
  const act = (line: Line | undefined, wish: Wish) => {
    if (wish === "again") {
      if (line?.kind === "order" || line?.kind === "customer") onAgain(line.kind, line.hit.id);
    } else if (wish === "record" || line?.kind === "shipment") {
      open(line, wish);
    }
  };
  // A key faster than the results waits for its own; what is shown until then may be of the letters before.
  const early = useRef<{ text: string; wish: Wish } | null>(null);
  useEffect(() => {
    if (!settled || early.current === null) return;
    const { text: of, wish } = early.current;
    early.current = null;
    if (of === text) act(lines[0], wish);
  });
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const withControl = event.ctrlKey || event.metaKey;
    const wish = event.key === "Enter" ? "record" : withControl ? chords[event.key.toLowerCase()] : undefined;
    if (wish) {
      event.preventDefault();
      if (settled || typed.trim() === "") act(lines[here], wish);
      else early.current = { text: typed.trim(), wish };
      return;
    }
    early.current = null;
    const next = nextLine(event.key, here, lines.length);
    if (next === null || lines.length === 0) return;
    event.preventDefault();
    setAt(next);
  };
  const filling = found?.view.filling ?? null;
  const nothing = found !== undefined && lines.length === 0;
  let index = -1;
  return (
    <>
      <div className={classes.question}>
        <Icon of={IconSearch} />
        <input
          {...noAutofill}
          data-autofocus
          type="text"
          role="combobox"
          aria-label={words.field}
          aria-expanded={lines.length > 0}
          aria-controls={`${id}-results`}
          aria-autocomplete="list"
          aria-activedescendant={lines.length > 0 ? optionId(here) : undefined}
          placeholder={words.hint}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onKey}
        />
        <KeyHint keys="Esc" />
      </div>
      <p className={hidden.hidden} role="status">
        {found && settled ? words.count(lines.length) : null}
      </p>
      <div className={classes.results} ref={list}>
        {error ? <FailureNote error={error} onRetry={retry} /> : null}
        {text === "" && groups.length === 0 ? <p className={classes.said}>{words.start}</p> : null}
        <div id={`${id}-results`} role="listbox" aria-label={words.results}>
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options; a fieldset is no part of a list box
            <div key={group.key} role="group" aria-labelledby={`${id}-${group.key}`}>
              <p className={classes.group} id={`${id}-${group.key}`}>
                {group.title}
              </p>
              {group.lines.map((line) => {
                index += 1;
                const own = index;
                return (
                  <Option
                    key={`${line.kind} ${line.hit.id}`}
                    id={optionId(own)}
                    line={line}
                    typed={text}
                    on={own === here}
                    recent={group.key === "recent"}
                    onPoint={() => setAt(own)}
                    onOpen={() => open(line)}
                  />
                );
              })}
              {group.more ? <p className={classes.more}>{words.more}</p> : null}
            </div>
          ))}
        </div>
        {nothing && settled ? (
          <div className={classes.none}>
            <p>
              <b>{words.none.title(text)}</b>
            </p>
            <p>{filling ? words.none.filling : words.none.text}</p>
          </div>
        ) : null}
        {filling ? (
          <Note tone="acc" says="status">
            {words.filling(filling.read, filling.expected)} {serverWords(words.server, server, serverFound)}
          </Note>
        ) : null}
      </div>
      <div className={classes.foot} aria-hidden="true">
        <span>
          <KeyHint keys="↑ ↓" /> {words.keys.choose}
        </span>
        <span>
          <KeyHint keys="Enter" /> {words.keys.open}
        </span>
        {lines[here]?.kind === "order" || lines[here]?.kind === "customer" ? (
          <span>
            <KeyHint keys="Ctrl O" /> {words.keys.again}
          </span>
        ) : null}
        {lines[here]?.kind === "shipment" ? (
          <>
            <span>
              <KeyHint keys="Ctrl L" /> {words.keys.label}
            </span>
            <span>
              <KeyHint keys="Ctrl P" /> {words.keys.print}
            </span>
          </>
        ) : null}
      </div>
    </>
  );
}

interface OptionProps {
  id: string;
  line: Line;
  typed: string;
  on: boolean;
  recent: boolean;
  onPoint: () => void;
  onOpen: () => void;
}

function Option({ id, line: { kind, hit }, typed, on, recent, onPoint, onOpen }: OptionProps) {
  const words = useWords().search;
  const when = useWhen();
  const end = [hit.city, hit.at ? when(hit.at, "day") : null].filter(Boolean).join(" · ");
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the chosen one
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
    <div
      id={id}
      role="option"
      aria-selected={on}
      className={classes.option}
      onMouseMove={onPoint}
      onClick={onOpen}
    >
      <Icon of={recent ? IconHistory : icons[kind]} />
      <span className={classes.title} data-private={kind === "customer" || undefined}>
        <Marked text={hit.title || words.noNumber} typed={typed} near={hit.closeness === "near"} />
      </span>
      <span className={classes.detail} data-private={kind !== "product" || undefined}>
        <Marked text={hit.detail} typed={typed} near={hit.closeness === "near"} />
      </span>
      {hit.closeness === "near" ? <span className={classes.near}>{words.near}</span> : null}
      {hit.mark ? <span className={classes.mark}>{hit.mark}</span> : null}
      <span className={classes.end} data-private={hit.city ? true : undefined}>
        {end}
      </span>
    </div>
  );
}

function Marked({ text, typed, near }: { text: string; typed: string; near: boolean }) {
  if (near) return text;
  let from = 0;
  return highlight(text, typed).map((part) => {
    const key = from;
    from += part.text.length;
    return part.hit ? <mark key={key}>{part.text}</mark> : <span key={key}>{part.text}</span>;
  });
}

const chords: Partial<Record<string, Wish>> = { l: "label", p: "print", o: "again" };

function groupsOf(
  names: Record<SearchKind, string>,
  found: readonly { kind: SearchKind; hits: SearchHitView[]; more: boolean }[],
): Group[] {
  return found.map(({ kind, hits, more }) => ({
    key: kind,
    title: names[kind],
    lines: hits.map((hit) => ({ kind, hit })),
    more,
  }));
}

function recentGroup(title: string, recent: readonly Recent[]): Group[] {
  if (recent.length === 0) return [];
  const lines = recent.map(
    ({ kind, ...opened }): Line => ({
      kind,
      hit: { ...opened, mark: null, city: null, at: null, closeness: "exact" },
    }),
  );
  return [{ key: "recent", title, lines, more: false }];
}

function nextLine(key: string, here: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return (here + 1) % Math.max(count, 1);
    case "ArrowUp":
      return (here + count - 1) % Math.max(count, 1);
    case "PageDown":
      return Math.min(here + 8, count - 1);
    case "PageUp":
      return Math.max(here - 8, 0);
    default:
      return null;
  }
}

type ServerWords = ReturnType<typeof useWords>["search"]["server"];

function serverWords(words: ServerWords, asked: Asked, found: number): string {
  switch (asked) {
    case "no":
      return "";
    case "will":
      return words.willAsk;
    case "asking":
      return words.asking;
    case "asked":
      return words.found(found);
    case "not_asked":
      return words.notAsked;
  }
}
