// The lock: when nobody is there, when it is asked for, and what is behind it.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AppView, Backend } from "../backend";
import { session } from "../testing/fake/session";
import { failure, makeFakeBackend } from "../testing/fake-backend";
import { expectAccessible, heading, screen, show, waitFor } from "../testing/show";

const fiveMinutes = async () => ({
  appearance: "light" as const,
  zoom: 100,
  undoSeconds: 5,
  letterKeys: true,
  idleLockMinutes: 5,
});

function open(app: Partial<AppView> = {}, but: Partial<Backend> = {}) {
  const backend = makeFakeBackend({
    app: { session: session("live"), ...app },
    but: { getPreferences: fiveMinutes, ...but },
  });
  return show(backend, "/settings");
}

let ahead = 0;
const real = Date.now.bind(Date);

beforeEach(() => {
  ahead = 0;
  vi.spyOn(Date, "now").mockImplementation(() => real() + ahead);
});

afterEach(() => vi.restoreAllMocks());

const locks = (backend: ReturnType<typeof makeFakeBackend>) =>
  backend.calls.filter(({ name }) => name === "lock").length;

describe("nobody there", () => {
  it("locks after the chosen time, and nothing personal is left in the page", async () => {
    const { backend } = open();
    await heading("Settings");
    expect(document.body.textContent).toContain("dana@tidewell.example");
    ahead = 5 * 60_000;
    await heading("Capsule Desk is locked");
    await waitFor(() => expect(locks(backend)).toBe(1));
    expect(document.body.innerHTML).not.toMatch(/dana|whitfield/i);
    await expectAccessible();
  });

  it("any touch begins the time again", async () => {
    const { user, backend } = open();
    await heading("Settings");
    ahead = 4 * 60_000;
    await user.keyboard("x");
    ahead = 8 * 60_000;
    await new Promise((done) => setTimeout(done, 2_500));
    expect(locks(backend)).toBe(0);
    expect(screen.queryByRole("heading", { name: "Capsule Desk is locked" })).toBeNull();
  });

  it("a touch that wakes the computer comes too late", async () => {
    const { user } = open();
    await heading("Settings");
    ahead = 25 * 3_600_000;
    await user.keyboard("x");
    await heading("Capsule Desk is locked");
  });

  it("hides everything even when the lock could not be written", async () => {
    open({}, { lock: () => Promise.reject(failure("disk_full")) });
    await heading("Settings");
    ahead = 5 * 60_000;
    await heading("Capsule Desk is locked");
  });

  it.each([
    ["Practice", { session: session("practice") }],
    ["a signed-out desk", { session: { ...session("live"), signed: "out" as const } }],
  ])("%s has nothing to lock", async (_, app) => {
    const { backend } = open(app);
    await heading("Settings");
    ahead = 60 * 60_000;
    await new Promise((done) => setTimeout(done, 2_500));
    expect(locks(backend)).toBe(0);
    expect(screen.getByRole("heading", { level: 1, name: "Settings" })).toBeTruthy();
  });
});

describe("the locked desk", () => {
  it("opens with the password, on the screen it was locked on", async () => {
    const { user, backend } = open();
    await user.click(await screen.findByRole("button", { name: "Lock now" }));
    await heading("Capsule Desk is locked");
    await user.click(screen.getByRole("button", { name: "Unlock" }));
    expect(screen.getByText("Type your password.")).toBeTruthy();
    await user.type(screen.getByLabelText("Password"), "correct horse{Enter}");
    await heading("Settings");
    expect(backend.calls.find(({ name }) => name === "unlock")?.args).toEqual(["correct horse"]);
  });

  it("a wrong password is told at its field", async () => {
    const { user } = open(
      { locked: true },
      { unlock: () => Promise.reject(failure("wrong_password", { next: "fix" })) },
    );
    await user.type(await screen.findByLabelText("Password"), "wrong horse{Enter}");
    const field = screen.getByLabelText<HTMLInputElement>("Password");
    await waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
    expect(field.value).toBe("wrong horse");
    await expectAccessible();
  });

  it("without a connection it says so, and stays locked", async () => {
    const { user } = open({ locked: true }, { unlock: () => Promise.reject(failure("offline")) });
    await user.type(await screen.findByLabelText("Password"), "horse{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("There is no connection to OK Capsule.");
    expect(screen.getByRole("button", { name: "Check the connection" })).toBeTruthy();
    await heading("Capsule Desk is locked");
  });
});
