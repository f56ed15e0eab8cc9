// A pouch that is one pack: chosen by name, then opened to what it holds.
import { Button } from "@mantine/core";
import { useState } from "react";
import type { TimeOfDay } from "../../../backend";
import { announce } from "../../../shared/live-region";
import { useWords } from "../../../words";
import { changeLine, fill, openPack } from "./draft-form";
import { FindBox } from "./find-box";
import { findByName } from "./find-product";
import { useOrderForm } from "./form-context";
import classes from "./new-order.module.css";

interface Props {
  time: TimeOfDay;
  /** Which box. */
  at: number;
  pouch: number;
}

export function PackFilling({ time, at, pouch }: Props) {
  const words = useWords().orders.form;
  const { order, catalog, catalogFailed, change, problemAt, leave } = useOrderForm();
  const [typed, setTyped] = useState<string | null>(null);
  const filling = order.lines[at]?.pouches[pouch]?.filling;
  const packId = filling?.kind === "pack" ? filling.packId : "";
  const pack = catalog?.packs.find(({ id }) => id === packId);
  const name = pack?.name ?? (packId ? words.packUnknown : "");
  const path = `lines.${at}.pouches.${pouch}.packId`;
  const packs = findByName(
    [...(catalog?.packs ?? [])].sort(
      (a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name),
    ),
    typed ?? "",
  );
  const nothing = () => {
    if (catalogFailed) return words.catalogMissing;
    return catalog ? words.noPack((typed ?? "").trim()) : words.catalogLoading;
  };
  return (
    <>
      <FindBox
        label={words.packFor(words.times[time])}
        placeholder={words.choosePack}
        path={path}
        chevron
        text={typed ?? name}
        onText={setTyped}
        error={problemAt(path)}
        found={packs.map(({ id, name, active, parts }) => ({
          value: id,
          label: name,
          ...(active ? reasonOf(parts, words) : { reason: words.packOff }),
        }))}
        nothing={nothing()}
        onTake={(id) => {
          setTyped(null);
          change((before) =>
            changeLine(before, at, (line) => fill(line, time, { kind: "pack", packId: id })),
          );
        }}
        onBlur={() => {
          setTyped(null);
          leave(path);
        }}
      />
      {pack ? (
        <ul className={classes.parts} aria-label={words.packHolds(pack.name)}>
          {pack.parts.map((part) => (
            <li key={`${part.productId} ${part.timeOfDay ?? ""}`} data-gone={!part.active || undefined}>
              {words.packPart(part.productName || words.unknownProduct, part.servings)}
              {part.active ? null : <small>{words.noLongerMade}</small>}
            </li>
          ))}
        </ul>
      ) : null}
      {pack && pack.parts.length > 0 ? (
        <Button
          size="compact-xs"
          variant="subtle"
          className={classes.swap}
          onClick={() => {
            change((before) => changeLine(before, at, (line) => openPack(line, time, pack)));
            announce(words.packOpened(pack.name));
          }}
        >
          {words.openPack}
        </Button>
      ) : null}
    </>
  );
}

/** A pack with a part that is gone can still be chosen; the server decides, and the list says so. */
function reasonOf(
  parts: readonly { productName: string; active: boolean }[],
  words: { packBroken: (names: readonly string[]) => string; unknownProduct: string },
): { detail?: string } {
  const gone = parts
    .filter(({ active }) => !active)
    .map(({ productName }) => productName || words.unknownProduct);
  return gone.length > 0 ? { detail: words.packBroken(gone) } : {};
}
