// Read before sending: the order in words, what was checked, where it goes; and the one button that sends, or what became of it.
import { useEffect, useRef } from "react";
import type { CatalogView, CheckView } from "../../../backend";
import { RichText } from "../../../shared/rich-text";
import { useWords } from "../../../words";
import { Checks } from "./checks";
import { isBlank, type Order } from "./draft-form";
import classes from "./new-order.module.css";
import { tellOrder } from "./order-sentence";
import { SendFoot, type SendFootProps } from "./send-foot";
import type { Twins } from "./use-twins";

interface Props extends SendFootProps {
  order: Order;
  check: CheckView;
  catalog: CatalogView | undefined;
  /** Sentences that are shown at fields now. */
  shown: number;
  left: ReadonlySet<string>;
  pressed: boolean;
  twins: Twins;
  onCompare: () => void;
}

export function ReviewPanel({
  order,
  check,
  catalog,
  shown,
  left,
  pressed,
  twins,
  onCompare,
  ...foot
}: Props) {
  const words = useWords().orders.form;
  const panel = useRef<HTMLElement>(null);
  const names = {
    product: (id: string) =>
      catalog?.products.find((product) => product.id === id)?.name ?? words.unknownProduct,
    pack: (id: string) => catalog?.packs.find((pack) => pack.id === id)?.name ?? words.packUnknown,
  };
  const { state } = foot.sending.view;
  // On a narrow window the panel lies below the form: what became of the order is brought into view.
  useEffect(() => {
    if (state !== "draft" && state !== "refused") panel.current?.scrollIntoView?.({ block: "nearest" });
  }, [state]);
  return (
    <aside ref={panel} className={classes.review} aria-label={words.review}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className={classes.reviewBody} aria-label={words.inWords} tabIndex={0}>
        <h2>{words.inWords}</h2>
        <p className={classes.say} data-private>
          {isBlank(order) ? words.nothingYet : <RichText of={words.sentence(tellOrder(order, names))} />}
        </p>
        {state === "placed" ? null : (
          <Checks
            order={order}
            check={check}
            catalog={catalog}
            shown={shown}
            left={left}
            pressed={pressed}
            twins={twins}
            onCompare={onCompare}
          />
        )}
      </section>
      <SendFoot {...foot} />
    </aside>
  );
}
