// How long an order can still be changed: counted by the server's clock at the moment of the answer, then on by this computer's.
import { useEffect, useState } from "react";
import type { CutOffView } from "../backend";

/** sure: it can be changed; maybe: nothing is promised in this hour; past: it is too late. */
export type CutOffState = { is: "sure" | "maybe"; until: string; seconds: number } | { is: "past" };

/** `told`: when the answer came, in milliseconds of this computer's clock. */
export function cutOffAt(cutOff: CutOffView, told: number, now: number): CutOffState {
  const left = cutOff.secondsLeft - (now - told) / 1_000;
  if (left > 0) return { is: "sure", until: cutOff.sureUntil, seconds: Math.floor(left) };
  if (cutOff.maybeUntil === null) return { is: "past" };
  const more = (new Date(cutOff.maybeUntil).getTime() - new Date(cutOff.sureUntil).getTime()) / 1_000;
  if (left + more > 0) return { is: "maybe", until: cutOff.maybeUntil, seconds: Math.floor(left + more) };
  return { is: "past" };
}

/** The same, kept true while the screen stands: looked at every half minute. */
export function useTick(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
