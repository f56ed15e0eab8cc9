// The made-up practice clock: four stops ahead, each move says what it did.
import type { PracticeClockView, PracticeMovedView, PracticeMoveForm } from "../../backend";
import { NOW } from "./time";

const stops = [
  { step: "nightly_batch", hours: 10 },
  { step: "production", hours: 18 },
  { step: "pickup", hours: 42 },
  { step: "delivery", hours: 114 },
] as const;

export function makePracticeClock() {
  let now = new Date(NOW).getTime();
  const clock = (): PracticeClockView => ({
    now: new Date(now).toISOString(),
    upcoming: stops.map(({ step, hours }) => ({ step, at: new Date(now + hours * 3_600_000).toISOString() })),
  });
  const move = (form: PracticeMoveForm): PracticeMovedView => {
    const from = new Date(now).toISOString();
    const stop = form.kind === "to" ? stops.find(({ step }) => step === form.step) : undefined;
    now += stop ? stop.hours * 3_600_000 : form.kind === "minutes" ? form.minutes * 60_000 : 0;
    return {
      from,
      clock: clock(),
      accepted: stop ? 4 : 0,
      inProduction: stop && stop.step !== "nightly_batch" ? 4 : 0,
      shipped: stop?.step === "pickup" || stop?.step === "delivery" ? 3 : 0,
      delivered: stop?.step === "delivery" ? 1 : 0,
    };
  };
  return { clock, move };
}
