// Words as a whole: every sentence there is, once, so a change of wording is seen; and what no sentence may hold.
import { describe, expect, it } from "vitest";
import { en } from "./en";

/** Every plain string with its path; sentences that need numbers are tested on their screens. */
function sentences(part: unknown, path = ""): [string, string][] {
  if (typeof part === "string") return [[path, part]];
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, inner]) => sentences(inner, path ? `${path}.${key}` : key));
}

const all = sentences(en);

describe("words", () => {
  it("are many and none is empty", () => {
    expect(all.length).toBeGreaterThan(150);
    expect(all.filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("are plain: no code, no stack, no technical word", () => {
    const technical =
      /\b(?:HTTP|JSON|API|token|stack|null|undefined|exception|timeout|payload|database|cache|4\d\d|5\d\d)\b/;
    expect(all.filter(([, text]) => technical.test(text))).toEqual([]);
  });

  it("are written the American way, with typographic apostrophes", () => {
    const british = /\b(?:cancelled|colour|licence|favourite|organis|recognis)/i;
    expect(all.filter(([, text]) => british.test(text) || /\w'\w/.test(text))).toEqual([]);
  });

  it("say for every failure what happened and what to do, as sentences", () => {
    for (const [code, { title, text }] of Object.entries(en.errors.codes)) {
      expect(title, code).toMatch(/^[A-Z].*\.$/);
      expect(text, code).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("never shout and never blame", () => {
    expect(all.filter(([, text]) => /!|\b(?:invalid|illegal|failed|error)\b/i.test(text))).toEqual([]);
  });
});
