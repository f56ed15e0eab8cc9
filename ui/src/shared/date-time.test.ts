// Instants in words, in New York (the tests' zone) and in Pacific time.
import { describe, expect, it } from "vitest";
import { clockTime, daysBetween, pacificAndOwn, shortDay, weekdayTime } from "./date-time";

describe("instants in words", () => {
  it("a time of day is the person's own, with a plain space before AM and PM", () => {
    expect(clockTime("2026-11-17T21:12:00Z")).toBe("4:12 PM");
    expect(weekdayTime("2026-11-17T21:10:00Z")).toBe("Tuesday 4:10 PM");
  });

  it("days are counted on the person's calendar, not in 24 hours", () => {
    const now = new Date("2026-11-17T05:30:00Z"); // 12:30 AM in New York
    expect(daysBetween("2026-11-17T04:30:00Z", now)).toBe(1); // an hour ago, but yesterday
    expect(daysBetween("2026-11-17T05:00:00Z", now)).toBe(0);
    expect(daysBetween("2026-11-18T05:00:00Z", now)).toBe(-1);
  });

  it("days are counted right over the end of summer time", () => {
    expect(daysBetween("2026-10-31T16:00:00Z", new Date("2026-11-02T17:00:00Z"))).toBe(2);
  });

  it("a day of another year names the year", () => {
    const now = new Date("2026-11-17T21:10:00Z");
    expect(shortDay("2026-11-15T12:00:00Z", now)).toBe("Nov 15");
    expect(shortDay("2025-11-15T12:00:00Z", now)).toBe("Nov 15, 2025");
  });

  it("the cut-off is told in Pacific time with the person's own beside it", () => {
    expect(pacificAndOwn("2026-11-18T08:00:00Z")).toEqual({ pacific: "12:00 AM", own: "3:00 AM" });
  });
});
