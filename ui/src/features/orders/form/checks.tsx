// What was looked at before sending: what is still missing, what is worth a look, what is in order.
import { IconAlertTriangle, IconCheck, IconCircleDashed } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { CatalogView, CheckView } from "../../../backend";
import { Icon } from "../../../shared/icon";
import { RichText } from "../../../shared/rich-text";
import { useWords } from "../../../words";
import type { Order } from "./draft-form";
import classes from "./new-order.module.css";
import { countOrdered } from "./order-sentence";
import { fieldName, place, sentence, valueAt } from "./problems";
import { TwinLine } from "./twins";
import type { Twins } from "./use-twins";

interface Props {
  order: Order;
  check: CheckView;
  catalog: CatalogView | undefined;
  shown: number;
  left: ReadonlySet<string>;
  pressed: boolean;
  twins: Twins;
  onCompare: () => void;
}

/** Rules that mean "not there yet", not "wrong". */
const missingRules = [
  "required",
  "customer_missing",
  "line_missing",
  "pouch_missing",
  "filling_missing",
  "pack_missing",
];

export function Checks({ order, check, catalog, shown, left, pressed, twins, onCompare }: Props) {
  const words = useWords().orders.form;
  // What already says so at its field is not said again here.
  const missing = check.problems.filter(
    ({ rule, path }) => missingRules.includes(rule) && !pressed && !left.has(place(path)),
  );
  const names = [
    ...new Set(missing.map(({ path }) => fieldName(words, order, path) ?? words.fieldNames.filling ?? "")),
  ];
  const done = check.problems.length === 0;
  // A person who has only begun is not told about an e-mail they have not reached.
  const warnings = check.warnings.filter(
    ({ path }) => done || pressed || left.has(place(path)) || path.startsWith("lines."),
  );
  const { products, packs, allActive, roomy } = countOrdered(order, catalog);
  return (
    <ul className={classes.checks} aria-label={words.checks}>
      {shown > 0 ? (
        <Look>
          <RichText of={words.check.toFix(shown)} />
        </Look>
      ) : null}
      {names.length > 0 ? (
        <li data-tone="open">
          <Icon of={IconCircleDashed} />
          <span>
            <RichText of={words.check.missing(names)} />
          </span>
        </li>
      ) : null}
      {warnings.map((warning) => (
        <Look key={`${warning.path} ${warning.rule}`}>
          <span data-private>
            <RichText
              of={words.check.lookAt(sentence(words, order, warning, valueAt(order, warning.path)))}
            />
          </span>
        </Look>
      ))}
      <TwinLine twins={twins} onCompare={onCompare} />
      {done && shown === 0 ? <Good>{words.check.complete}</Good> : null}
      {products + packs > 0 && allActive ? (
        <Good>{products > 0 ? words.check.active(products) : words.check.activePack}</Good>
      ) : null}
      {products + packs > 0 && roomy ? <Good>{words.check.eight}</Good> : null}
    </ul>
  );
}

function Look({ children }: { children: ReactNode }) {
  return (
    <li data-tone="warn">
      <Icon of={IconAlertTriangle} />
      <span>{children}</span>
    </li>
  );
}

function Good({ children }: { children: ReactNode }) {
  return (
    <li data-tone="ok">
      <Icon of={IconCheck} />
      <span>{children}</span>
    </li>
  );
}
