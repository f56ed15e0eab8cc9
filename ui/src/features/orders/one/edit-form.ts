// An order as one edits it, and what one has changed so far. Pure.
import type { AddressForm, EditContent, EditForm, EditLine, EditPouch, FieldProblem } from "../../../backend";
import type { Words } from "../../../words";
import { wording } from "../form/problems";

/** A form of Rust with every address field there. */
export type Address = Required<AddressForm>;

export function addressOf(form: EditForm): Address {
  return {
    addressee: "",
    address1: "",
    address2: "",
    city: "",
    province: "",
    postalCode: "",
    country: "",
    ...form.address,
  };
}

export function changeLine(form: EditForm, at: number, change: (line: EditLine) => EditLine): EditForm {
  return { ...form, lines: form.lines.map((line, index) => (index === at ? change(line) : line)) };
}

export function changePouch(
  form: EditForm,
  at: number,
  pouch: number,
  change: (pouch: EditPouch) => EditPouch,
): EditForm {
  return changeLine(form, at, (line) => ({
    ...line,
    pouches: line.pouches.map((one, index) => (index === pouch ? change(one) : one)),
  }));
}

export function addContent(pouch: EditPouch, productId: string, productName: string): EditPouch {
  const held = pouch.contents.findIndex((content) => content.productId === productId);
  const contents =
    held >= 0
      ? pouch.contents.map((content, index) =>
          index === held ? { ...content, servings: (content.servings ?? 0) + 1 } : content,
        )
      : [...pouch.contents, { id: null, productId, productName, servings: 1 } satisfies EditContent];
  return { ...pouch, contents };
}

export function newPouch(timeOfDay: string): EditPouch {
  return { id: null, timeOfDay, customLabel: "", days: null, packId: null, packName: null, contents: [] };
}

/** Paths of what differs, one a field and one a box, in the order of the form. */
export function changedPaths(base: EditForm, form: EditForm): string[] {
  const [before, after] = [addressOf(base), addressOf(form)];
  const address = (Object.keys(before) as (keyof Address)[])
    .filter((name) => before[name].trim() !== after[name].trim())
    .map((name) => `address.${name}`);
  const own = (["email", "phone", "note"] as const).filter((name) => base[name].trim() !== form[name].trim());
  const lines = base.lines.flatMap((line, at) => {
    const now = form.lines.find(({ id }) => id === line.id);
    return JSON.stringify(line) === JSON.stringify(now) ? [] : [`lines.${at}`];
  });
  return [...address, ...own, ...lines];
}

/** The sentence at a field. `value` is what it holds. */
export function sentenceAt(words: Words, problems: readonly FieldProblem[], path: string, value = "") {
  const problem = problems.find((one) => one.path === path);
  if (!problem) return undefined;
  const { form } = words.orders;
  const short = path.startsWith("lines") ? (path.split(".").at(-1) ?? "") : path;
  const name = form.fieldNames[short] ?? words.orders.life.editing.parts[path] ?? "";
  return wording(form, problem, name, value);
}

/** True when some field of the form shows this path; the rest is said above it. */
export function hasField(form: EditForm, path: string): boolean {
  if (["email", "phone", "note"].includes(path)) return true;
  if (path.startsWith("address.")) return path.slice("address.".length) in addressOf(form);
  const [, at, pouch, index, last] =
    /^lines\.(\d+)(?:\.pouches\.(\d+)(?:\.contents\.(\d+))?)?\.(\w+)$/.exec(path) ?? [];
  const line = at === undefined ? undefined : form.lines[Number(at)];
  if (!line) return false;
  if (pouch === undefined) return last === "days";
  const held = line.pouches[Number(pouch)];
  if (index === undefined) return held !== undefined && last === "customLabel";
  return held?.contents[Number(index)] !== undefined && (last === "servings" || last === "productId");
}
