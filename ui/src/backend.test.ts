// The door to Rust: answers come through, failures keep what Rust said, and what is no failure of ours still has words.
import { afterEach, describe, expect, it, vi } from "vitest";
import { CallFailure, failureOf, makeRealBackend } from "./backend";

const invoke = vi.fn();
const listeners = new Map<string, (event: { payload: unknown }) => void>();
const unlisten = vi.fn();

vi.mock("@tauri-apps/api/core", () => ({
  invoke: (...args: unknown[]) => invoke(...args),
  convertFileSrc: (path: string, scheme: string) => `${scheme}://localhost/${path}`,
}));
vi.mock("@tauri-apps/api/event", () => ({
  listen: async (name: string, told: (event: { payload: unknown }) => void) => {
    listeners.set(name, told);
    return unlisten;
  },
}));

afterEach(() => {
  invoke.mockReset();
  unlisten.mockReset();
});

describe("a command", () => {
  it("gives what Rust answered, and sends its arguments by name", async () => {
    invoke.mockResolvedValue({ products: [], packs: [], brands: [], freshness: {} });
    expect(await makeRealBackend().getCatalog(true)).toMatchObject({ products: [] });
    expect(invoke).toHaveBeenCalledWith("get_catalog", { refresh: true });
  });

  it("that fails keeps code, next step and reference", async () => {
    const said = { code: "offline", next: "retry", fields: [], waitSeconds: null, reference: "CD-7F3K" };
    invoke.mockRejectedValue(said);
    const thrown = await makeRealBackend()
      .appView()
      .catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(CallFailure);
    expect(failureOf(thrown)).toEqual(said);
  });

  it.each([["Command get_catalog not found"], [null], [{ message: "no" }]])(
    "refused with %o, which is no failure of ours, is unexpected and has words",
    async (refusal) => {
      invoke.mockRejectedValue(refusal);
      const thrown = await makeRealBackend()
        .getCatalog(false)
        .catch((error: unknown) => error);
      expect(failureOf(thrown)).toMatchObject({ code: "unexpected", reference: "CD-PAGE" });
    },
  );

  it("that throws in the page itself is unexpected too", () => {
    expect(failureOf(new TypeError("x is not a function"))).toMatchObject({ code: "unexpected" });
  });
});

describe("an event", () => {
  it("is told until one stops listening", async () => {
    const told = vi.fn();
    const stop = makeRealBackend().on("mirrorChanged", told);
    await Promise.resolve();
    listeners.get("mirror-changed")?.({ payload: { area: "orders" } });
    expect(told).toHaveBeenCalledWith({ area: "orders" });
    stop();
    expect(unlisten).toHaveBeenCalledTimes(1);
  });

  it("whose listening was stopped before it began is stopped then", async () => {
    const stop = makeRealBackend().on("mirrorChanged", vi.fn());
    stop();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(unlisten).toHaveBeenCalledTimes(1);
  });
});
