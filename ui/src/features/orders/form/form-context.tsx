// What every field of the new order needs: the order, how to change it, and the sentence that stands at it.
import { createContext, useCallback, useContext, useMemo, useState } from "react";
import type { CatalogView, FieldProblem } from "../../../backend";
import { useWords } from "../../../words";
import type { Order } from "./draft-form";
import { fieldName, hasField, place, sentence, valueAt } from "./problems";
import type { Typing } from "./use-draft";

export interface FormState {
  order: Order;
  catalog: CatalogView | undefined;
  /** The catalog could not be read, and there is none on this computer. */
  catalogFailed: boolean;
  change: Typing["change"];
  /** The sentence at a field, once it was left or Send was pressed. */
  problemAt: (path: string) => string | undefined;
  /** Whether anything at or under the path is wrong and shown. */
  anyUnder: (path: string) => boolean;
  warningAt: (path: string) => string | undefined;
  /** The cursor left this field. */
  leave: (path: string) => void;
}

const FormContext = createContext<FormState | null>(null);

export const FormProvider = FormContext;

export function useOrderForm(): FormState {
  const state = useContext(FormContext);
  if (!state) throw new Error("A field of the order stands outside its form.");
  return state;
}

/** What the server refused, until the field it names is changed. */
export interface Refusal {
  problems: readonly FieldProblem[];
  /** The order as it was refused: a field that differs since is no longer wrong. */
  order: Order;
}

export function useProblems(
  typing: Typing,
  catalog: CatalogView | undefined,
  catalogFailed: boolean,
  refusal: Refusal | null,
) {
  const words = useWords().orders.form;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [pressed, setPressed] = useState(false);
  const { order, check, change } = typing;

  const standing = useMemo(
    () =>
      (refusal?.problems ?? []).filter(
        ({ path }) => !hasField(order, path) || part(order, path) === part((refusal as Refusal).order, path),
      ),
    [refusal, order],
  );
  const shown = useMemo(() => {
    const known = new Map<string, string>();
    const own = check.problems.filter(({ path }) => pressed || left.has(place(path)));
    for (const problem of [...own, ...standing]) {
      const at = place(problem.path);
      if (!known.has(at)) known.set(at, sentence(words, order, problem, valueAt(order, problem.path)));
    }
    return known;
  }, [check, left, order, pressed, standing, words]);
  const warned = useMemo(() => {
    const known = new Map<string, string>();
    for (const warning of check.warnings) {
      const at = place(warning.path);
      if (!known.has(at)) known.set(at, sentence(words, order, warning, valueAt(order, warning.path)));
    }
    return known;
  }, [check, order, words]);

  const leave = useCallback((path: string) => {
    const at = place(path);
    setLeft((before) => (before.has(at) ? before : new Set(before).add(at)));
  }, []);
  const form = useMemo<FormState>(
    () => ({
      order,
      catalog,
      catalogFailed,
      change,
      problemAt: (path) => shown.get(place(path)),
      anyUnder: (path) =>
        [...shown.keys()].some((at) => at === place(path) || at.startsWith(`${place(path)}.`)),
      warningAt: (path) => warned.get(place(path)),
      leave,
    }),
    [order, catalog, catalogFailed, change, shown, warned, leave],
  );
  /** Refused where no field of ours is: said in the note above the form. */
  const elsewhere = standing
    .filter(({ path }) => !hasField(order, path))
    .map((problem) =>
      words.elsewhere(fieldName(words, order, problem.path), sentence(words, order, problem)),
    );
  return { form, left, shown: shown.size, standing, elsewhere, press: () => setPressed(true), pressed };
}

/** What a path holds, comparable. */
function part(order: Order, path: string): string {
  let here: unknown = order;
  for (const name of path.split(".")) {
    if (typeof here !== "object" || here === null) return "";
    here = (here as Record<string, unknown>)[name];
  }
  return JSON.stringify(here) ?? "";
}
