// The practice world's clock: what time it is there, and how to move it on.
import { counted, list } from "../intl";

const steps = {
  nightly_batch: {
    press: "Go to tonight’s batch",
    at: "Tonight’s batch",
    what: "pending orders are accepted",
  },
  production: { press: "Go to production", at: "Production", what: "accepted orders are being made" },
  pickup: { press: "Go to pickup", at: "Pickup", what: "parcels leave with the carrier" },
  delivery: { press: "Go to delivery", at: "Delivery", what: "parcels arrive" },
};

export const practice = {
  now: (weekdayTime: string) => `It is ${weekdayTime} in the practice world.`,
  openLabel: (weekdayTime: string) => `Practice clock: ${weekdayTime}. Move the clock`,
  title: "Move the practice clock",
  lead: "Time runs on as in the real world. Skip ahead to see what happens to your orders.",
  steps,
  stepAt: (when: string, what: string) => `${when}: ${what}`,
  hours: "Or by hours",
  byHours: (hours: number) => (hours === 24 ? "1 day" : counted(hours, "hour", "hours")),
  byHoursLabel: (hours: number) =>
    hours === 24 ? "Move the clock 1 day" : `Move the clock ${counted(hours, "hour", "hours")}`,
  moving: "The practice world is catching up…",
  nothing: (now: string) => `It is now ${now}. Nothing happened to your orders in between.`,
  moved: (
    now: string,
    parts: { accepted: number; inProduction: number; shipped: number; delivered: number },
  ) => {
    const happened = [
      parts.accepted > 0 ? `${counted(parts.accepted, "order was", "orders were")} accepted` : "",
      parts.inProduction > 0 ? `${counted(parts.inProduction, "order", "orders")} went into production` : "",
      parts.shipped > 0 ? `${counted(parts.shipped, "parcel was", "parcels were")} shipped` : "",
      parts.delivered > 0 ? `${counted(parts.delivered, "parcel was", "parcels were")} delivered` : "",
    ].filter(Boolean);
    return happened.length === 0 ? practice.nothing(now) : `It is now ${now}. ${list(happened)}.`;
  },
};
