// The rules of the house that no compiler holds: who may import whom, and that every sentence lives in words/.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";

const source = join(import.meta.dirname);

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|tsx)$/.test(name))
    .map((name) => normalize(name));
}

const files = filesUnder(source);
const shipped = files.filter((file) => !/\.test\.tsx?$/.test(file) && !file.startsWith("testing"));

/** What a file imports: our own files as paths under src, packages by name. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(source, file), "utf8");
  const named = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
  return named.map((name) =>
    name.startsWith(".") ? relative(source, normalize(join(source, dirname(file), name))) : name,
  );
}

function wrong(rule: (file: string, imported: string) => boolean, among: string[] = shipped): string[] {
  return among.flatMap((file) =>
    importsOf(file)
      .filter((imported) => rule(file, imported))
      .map((imported) => `${file} imports ${imported}`),
  );
}

const featureOf = (path: string) => /^features\/([^/]+)/.exec(path)?.[1];

describe("who may import whom", () => {
  it("sees the files of the page and what they import", () => {
    expect(files.length).toBeGreaterThan(60);
    expect(importsOf("main.tsx")).toEqual(["app/start", "backend"]);
  });

  it("a feature never imports another feature", () => {
    expect(
      wrong((file, imported) => {
        const from = featureOf(file);
        const to = featureOf(imported);
        return from !== undefined && to !== undefined && from !== to;
      }),
    ).toEqual([]);
  });

  it("only backend.ts imports the bindings and tauri", () => {
    const everyone = files.filter((file) => file !== "bindings.ts" && file !== "backend.ts");
    expect(
      wrong((_, imported) => imported === "bindings" || imported.startsWith("@tauri-apps/"), everyone),
    ).toEqual([]);
  });

  it("shared parts and words import neither features nor the app, and features not the app", () => {
    const below = (file: string) => /^(shared|words|features)\//.test(file);
    expect(
      wrong(
        (file, imported) =>
          (below(file) && imported.startsWith("app/")) ||
          (/^(shared|words)\//.test(file) && imported.startsWith("features/")),
      ),
    ).toEqual([]);
  });

  it("nothing that ships imports the fake backend or a test", () => {
    expect(wrong((_, imported) => imported.startsWith("testing/") || imported.endsWith(".test"))).toEqual([]);
  });
});

describe("sentences", () => {
  it("no screen writes a name or a hint itself", () => {
    // Biome refuses words between tags; here are the attributes that are spoken or shown.
    const spoken =
      /\b(?:label|aria-label|title|placeholder|alt|description|hint|error|aria-description|aria-roledescription)="[^"]*\p{Letter}/gu;
    const found = shipped
      .filter((file) => file.endsWith(".tsx"))
      .flatMap((file) =>
        (readFileSync(join(source, file), "utf8").match(spoken) ?? []).map((text) => `${file}: ${text}`),
      );
    expect(found).toEqual([]);
  });

  it("no record of a person is put into the page's own storage", () => {
    const found = shipped.filter((file) =>
      /localStorage|sessionStorage|indexedDB/.test(readFileSync(join(source, file), "utf8")),
    );
    expect(found).toEqual([]);
  });
});
