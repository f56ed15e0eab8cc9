import { describe, expect, it } from "vitest";
import { cutOffAt } from "./cut-off";

const winter = { sureUntil: "2026-11-18T08:00:00Z", maybeUntil: null, secondsLeft: 600 };
const summer = { sureUntil: "2026-07-18T07:00:00Z", maybeUntil: "2026-07-18T08:00:00Z", secondsLeft: 600 };

describe("the cut-off", () => {
  it("counts on from the answer by this computer's clock, whatever the date says", () => {
    expect(cutOffAt(winter, 1_000_000, 1_000_000)).toEqual({
      is: "sure",
      until: winter.sureUntil,
      seconds: 600,
    });
    expect(cutOffAt(winter, 1_000_000, 1_060_000)).toEqual({
      is: "sure",
      until: winter.sureUntil,
      seconds: 540,
    });
    expect(cutOffAt(winter, 1_000_000, 1_600_000)).toEqual({ is: "past" });
  });

  it("in summer is followed by an hour in which nothing is promised", () => {
    expect(cutOffAt(summer, 0, 700_000)).toEqual({ is: "maybe", until: summer.maybeUntil, seconds: 3_500 });
    expect(cutOffAt(summer, 0, 4_200_000)).toEqual({ is: "past" });
  });
});
