// Orders like this one: looked for on this computer while one writes, and at OK Capsule just before the order leaves. A person decides.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type TwinsView, type TwinView, useBackend } from "../../../backend";
import { holdsAnything, nameOf, type Order } from "./draft-form";
import type { Typing } from "./use-draft";

export interface Twins {
  /** What was looked at last; nothing while there is too little of an order to compare. */
  view: TwinsView | null;
  /** Found, and nobody has said yet that it is another order. */
  open: readonly TwinView[];
  /** Found, and somebody said so. */
  accepted: boolean;
  failed: boolean;
  /** Asks OK Capsule too; true when nothing stands in the way. */
  pass: () => Promise<boolean>;
  /** A person has looked: these are other orders. */
  accept: (twins: readonly TwinView[]) => void;
}

export function useTwins(key: string, typing: Typing, still: boolean): Twins {
  const backend = useBackend();
  const { order, saved } = typing;
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const [newest, setNewest] = useState<{ of: Order; view: TwinsView | null } | null>(null);
  const ready = nameOf(order.customer) !== "" && holdsAnything(order.lines);
  const looked = useQuery({
    queryKey: ["twins", key, saved.at],
    queryFn: () => backend.checkTwins(key, "writing"),
    enabled: still && ready && saved.state === "saved",
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const isNewest = newest !== null && newest.of === order;
  const view = !ready ? null : isNewest ? newest.view : (looked.data ?? null);
  const found = view?.twins ?? [];
  const pass = async () => {
    const view = await backend.checkTwins(key, "leaving").catch(() => null);
    setNewest({ of: order, view });
    return (view?.twins ?? []).every((twin) => accepted.has(nameTwin(twin)));
  };
  return {
    view,
    open: found.filter((twin) => !accepted.has(nameTwin(twin))),
    accepted: found.length > 0 && found.every((twin) => accepted.has(nameTwin(twin))),
    failed: ready && (isNewest ? newest.view === null : looked.isError),
    pass,
    accept: (twins) => setAccepted((before) => new Set([...before, ...twins.map(nameTwin)])),
  };
}

function nameTwin({ found }: TwinView): string {
  return `${found.reason} ${found.orderId}`;
}
