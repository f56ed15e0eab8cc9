// Shows the whole app on a fake backend, as a person meets it; and asks axe whether anything is wrong.
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect } from "vitest";
import { App } from "../app/app";
import { session } from "./fake/session";
import { type FakeBackend, makeFakeBackend } from "./fake-backend";

export { fireEvent, screen, waitFor, within } from "@testing-library/react";

/** Mounts the app at a path. */
export function show(backend: FakeBackend = makeFakeBackend(), at = "/") {
  const user = userEvent.setup();
  const view = render(<App backend={backend} at={at} />);
  return { user, backend, ...view };
}

/** Mounts the app inside Practice at a path. */
export function showInPractice(at: string, but: Parameters<typeof makeFakeBackend>[0] = {}) {
  return show(makeFakeBackend({ ...but, app: { session: session("practice"), ...but.app } }), at);
}

/** axe finds nothing. Contrast and target size cannot be seen in jsdom; the pictures and the real window judge those. */
export async function expectAccessible(): Promise<void> {
  const found = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, "target-size": { enabled: false } },
  });
  expect(
    found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`),
  ).toEqual([]);
}

/** The heading of the screen, once it is there. */
export function heading(name: string | RegExp): Promise<HTMLElement> {
  return screen.findByRole("heading", { level: 1, name });
}
