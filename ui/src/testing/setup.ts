// What jsdom lacks and Mantine asks for.
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

afterEach(cleanup);

// A busy machine may take a while to draw a large form.
configure({ asyncUtilTimeout: 15_000 });

vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);

window.matchMedia = (query: string) =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
    dispatchEvent: () => false,
  }) as MediaQueryList;

Element.prototype.scrollIntoView ??= () => {};
window.scrollTo = () => {};
HTMLCanvasElement.prototype.getContext = () => null;

Object.defineProperty(document, "fonts", {
  value: { ready: Promise.resolve(), addEventListener: () => {}, removeEventListener: () => {} },
});
