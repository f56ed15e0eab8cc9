// What this computer knows before anyone signs in: desks used before, how the last sign-out went, a keychain that comes later.
import { describe, expect, it, vi } from "vitest";
import type { Backend, SignInView } from "../../backend";
import { knownDesks, signedOut } from "../../testing/fake/session";
import { failure, makeFakeBackend } from "../../testing/fake-backend";
import { expectAccessible, heading, screen, show, waitFor, within } from "../../testing/show";

const open = (but: Partial<Backend> = {}) =>
  show(
    makeFakeBackend({
      but: { lookAround: async () => ({ keychain: "working", known: knownDesks() }), ...but },
    }),
  );

describe("desks used before", () => {
  it("are listed newest first, and one press goes on in one", async () => {
    const { user, backend } = open({});
    const known = within(await screen.findByRole("region", { name: "Used on this computer" }));
    expect(known.getAllByRole("listitem")).toHaveLength(2);
    expect(known.getByText("A brand without a name")).toBeTruthy();
    await expectAccessible();
    await user.click(known.getByRole("button", { name: "Continue in Live as Tidewell Nutrition" }));
    await screen.findByRole("button", { name: /^Environment: Live/ });
    expect(backend.calls.find(({ name }) => name === "openDesk")?.args).toEqual(["live-1f0c9a3b5d7e2468"]);
  });

  it("one that is signed out is readable, says so and offers to sign in", async () => {
    const { user } = open({
      openDesk: async () => ({
        version: "0.1.0",
        opening: false,
        session: signedOut("live"),
        locked: false,
        keychain: "working",
        notices: [],
      }),
    });
    await user.click(await screen.findByRole("button", { name: /^Continue in Live/ }));
    expect((await screen.findByText("You are signed out here.")).closest("[role=alert]")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Sign in again" })).toBeTruthy();
    expect(screen.getByText("Nobody signed in")).toBeTruthy();
  });

  it("one that does not open says why and leaves the choice", async () => {
    const { user } = open({ openDesk: () => Promise.reject(failure("already_open", { next: "nothing" })) });
    await user.click(await screen.findByRole("button", { name: /^Continue in Stage/ }));
    expect((await screen.findByRole("alert")).textContent).toContain("Capsule Desk is already open.");
    await heading("Where do you want to work?");
  });

  it("none leaves no empty box", async () => {
    show();
    await heading("Where do you want to work?");
    expect(screen.queryByText("Used on this computer")).toBeNull();
  });
});

describe("the keychain", () => {
  it("that takes long is waited for in words, and the form can be used meanwhile", async () => {
    const { user } = open({ lookAround: () => new Promise<SignInView>(() => {}) });
    await screen.findByText("Asking this computer’s keychain…");
    await user.type(screen.getByLabelText("E-mail"), "dana@tidewell.example");
    await user.type(screen.getByLabelText("Password"), "correct horse{Enter}");
    await screen.findByRole("button", { name: /^Environment: Live/ });
  });

  it("that is unlocked later is heard without a restart", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      let keychain: SignInView["keychain"] = "may_be_locked";
      open({ lookAround: async () => ({ keychain, known: [] }) });
      await screen.findByText("This computer’s keychain may be locked.");
      keychain = "working";
      await vi.advanceTimersByTimeAsync(5_100);
      await waitFor(() => expect(screen.queryByText("This computer’s keychain may be locked.")).toBeNull());
    } finally {
      vi.useRealTimers();
    }
  });

  it("that cannot be asked at all says why", async () => {
    open({ lookAround: () => Promise.reject(failure("read_only_disk", { next: "nothing" })) });
    expect((await screen.findByRole("alert")).textContent).toContain("This computer does not let us save.");
    expect(screen.getByLabelText("E-mail")).toBeTruthy();
  });
});

describe("while a desk is being opened", () => {
  it("neither Sign in nor a desk is shown, and the news is taken over", async () => {
    const backend = makeFakeBackend({ app: { opening: true } });
    show(backend);
    await screen.findByText("Opening your desk");
    expect(screen.queryByRole("heading", { level: 1 })).toBeNull();
    backend.tell("sessionChanged", {
      ...(await backend.appView()),
      opening: false,
      session: signedOut("live"),
    });
    await heading("Today");
  });
});
