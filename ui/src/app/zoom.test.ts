// The stops of the zoom and the widths they make.
import { describe, expect, it } from "vitest";
import { nextZoom, widthOf, zoomAsked } from "./zoom";

describe("zoom", () => {
  it("steps through its stops and stays within 50 and 400", () => {
    expect(nextZoom(100, "larger")).toBe(110);
    expect(nextZoom(100, "smaller")).toBe(90);
    expect(nextZoom(400, "larger")).toBe(400);
    expect(nextZoom(50, "smaller")).toBe(50);
    expect(nextZoom(105, "larger")).toBe(110);
    expect(nextZoom(105, "smaller")).toBe(100);
  });

  it("a 1280 window is wide at 100, mid at 125, one column from 200 on", () => {
    expect([100, 125, 150, 200, 400].map((zoom) => widthOf(1280, zoom))).toEqual([
      "wide",
      "mid",
      "mid",
      "narrow",
      "narrow",
    ]);
  });

  it("hears Ctrl and Cmd, not Alt, and leaves other keys alone", () => {
    const key = (init: KeyboardEventInit) => zoomAsked(new KeyboardEvent("keydown", init));
    expect(key({ key: "+", ctrlKey: true })).toBe("larger");
    expect(key({ key: "=", metaKey: true })).toBe("larger");
    expect(key({ key: "-", ctrlKey: true })).toBe("smaller");
    expect(key({ key: "0", ctrlKey: true })).toBe("normal");
    expect(key({ key: "+", ctrlKey: true, altKey: true })).toBeNull();
    expect(key({ key: "+" })).toBeNull();
    expect(key({ key: "k", ctrlKey: true })).toBeNull();
  });
});
