// Which sentence stands at which field. Rust names a path and a rule; a rule without a sentence shows the server's own words. Pure.
import type { FieldProblem } from "../../../backend";
import type { Words } from "../../../words";
import type { Order } from "./draft-form";

type FormWords = Words["orders"]["form"];

/** `lines.0.pouches.1.filling.contents.0.productId` and `lines.0.pouches.1.contents.0.productId` are one place. */
export function place(path: string): string {
  return path.replace(/\.filling\.(contents|packId)/, ".$1");
}

/** The last names of the path: "lines.0.pouches.1.customLabel" is "customLabel", "address.city" stays. */
function shortPath(path: string): string {
  const parts = place(path).split(".");
  return parts[0] === "lines" ? (parts.findLast((part) => !/^\d+$/.test(part)) ?? "") : parts.join(".");
}

/** "city", "number of servings": for the middle of a sentence; null when no field of ours is meant. */
export function fieldName(words: FormWords, order: Order, path: string): string | null {
  const country = order.address.country;
  if (path === "address.province" && country === "Canada") return words.province.toLowerCase();
  if (path === "address.postalCode" && country === "United States") return words.zip;
  if (/^lines\.\d+\.pouches\.\d+$/.test(path)) return words.fieldNames.filling ?? null;
  return words.fieldNames[shortPath(path)] ?? null;
}

/** What stands at the field, in one sentence. `value` is what it holds. */
export function sentence(words: FormWords, order: Order, problem: FieldProblem, value = ""): string {
  return wording(words, problem, subject(words, order, problem), value);
}

/** A rule that has a sentence is told in ours; only what nobody has words for is told in the server's own. */
export function wording(words: FormWords, problem: FieldProblem, name: string, value: string): string {
  const { path, rule, said } = problem;
  const most = /^at_most_(\d+)$/.exec(rule)?.[1];
  if (most) return words.atMost(Number(most));
  const say =
    (path === "lines" ? own(words.refusedLines, rule) : undefined) ??
    (said === null ? undefined : own(words.refusedRules, rule));
  if (say) return say(said ?? "");
  return own(words.rules, rule)?.(name, value) ?? (said ? words.saidByServer(said) : words.notAccepted);
}

function own<T>(from: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(from, name) ? from[name] : undefined;
}

function subject(words: FormWords, order: Order, problem: FieldProblem): string {
  if (problem.rule !== "more_than_8")
    return fieldName(words, order, problem.path) ?? words.fieldNames.filling ?? "";
  const [line, pouch] = pouchOf(problem.path) ?? [0, 0];
  const time = order.lines[line]?.pouches[pouch]?.timeOfDay ?? "morning";
  return words.times[time];
}

/** The line and pouch a path lies in. */
function pouchOf(path: string): [line: number, pouch: number] | null {
  const found = /^lines\.(\d+)\.pouches\.(\d+)/.exec(path);
  return found ? [Number(found[1]), Number(found[2])] : null;
}

/** What the form holds at a path, as text; empty when there is nothing there. */
export function valueAt(order: Order, path: string): string {
  let here: unknown = order;
  for (const part of path.split(".")) {
    if (typeof here !== "object" || here === null) return "";
    here = (here as Record<string, unknown>)[part];
  }
  return typeof here === "string" ? here : "";
}

/** Whether some field on screen shows this path. */
export function hasField(order: Order, path: string): boolean {
  const pouch = pouchOf(path);
  if (pouch) return order.lines[pouch[0]]?.pouches[pouch[1]] !== undefined;
  const line = /^lines\.(\d+)\.(days|physicianName|pouches)$/.exec(path);
  if (line) return order.lines[Number(line[1])] !== undefined;
  if (path === "lines" || path === "yourOrderNumber" || path === "note") return true;
  // Whom one types anew has no field for that: it is said above the form.
  if (path === "customer" || path === "customer.id") return order.customer.kind === "known";
  if (path.startsWith("customer."))
    return order.customer.kind === "new" && path.slice("customer.".length) in order.customer;
  return path.startsWith("address.") && path.slice("address.".length) in order.address;
}
