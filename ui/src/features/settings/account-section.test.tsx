// The account in Settings: who it is, sign out, removal; and the connection doctor beside it.
import { describe, expect, it } from "vitest";
import type { AppView, Backend } from "../../backend";
import { freshApp, noWay, session, signedOut, unsettled } from "../../testing/fake/session";
import { failure, makeFakeBackend } from "../../testing/fake-backend";
import { expectAccessible, heading, screen, show, showInPractice, waitFor, within } from "../../testing/show";

const open = (but: Partial<Backend> = {}, app: Partial<AppView> = {}) =>
  show(makeFakeBackend({ app: { session: session("live"), ...app }, but }), "/settings");

const dialog = async (name: string) => within(await screen.findByRole("dialog", { name }));

describe("the account", () => {
  it("says who is signed in where, and what is kept", async () => {
    open();
    await screen.findByText("Signed in to Live");
    expect(screen.getByText("Dana Whitfield, dana@tidewell.example.")).toBeTruthy();
    expect(screen.getByText(/The sign-in is kept in this computer’s keychain/)).toBeTruthy();
  });

  it("says when nothing is kept", async () => {
    open({}, { session: { ...session("live"), kept: { kind: "memory_only", keychain: "missing" } } });
    expect(
      await screen.findByText(/Nothing personal is kept here after you close Capsule Desk/),
    ).toBeTruthy();
  });

  it.each(["may_be_locked", "missing", "denied", "slow"] as const)(
    "a keychain that is %s is told on the desk until it is understood or works",
    async (keychain) => {
      const { user, backend } = open({}, { keychain });
      await heading("Settings");
      const note = () => screen.queryByText(/^This computer(’s|\shas)/, { selector: "strong" });
      expect(note()).not.toBeNull();
      backend.tell("sessionChanged", { ...(await backend.appView()), keychain: "working" });
      await waitFor(() => expect(note()).toBeNull());
      backend.tell("sessionChanged", await backend.appView());
      await waitFor(() => expect(note()).not.toBeNull());
      await user.click(screen.getByRole("button", { name: "Understood" }));
      expect(note()).toBeNull();
    },
  );

  it("in Practice there is none, and the way to one is named", async () => {
    showInPractice("/settings");
    await screen.findByText(/Practice needs no account/);
    expect(screen.queryByRole("button", { name: "Sign out" })).toBeNull();
  });
});

describe("signing out", () => {
  it("asks, keeps the desk readable and says that it is done", async () => {
    const { user, backend } = open();
    await user.click(await screen.findByRole("button", { name: "Sign out" }));
    const asked = await dialog("Sign out of Live?");
    await expectAccessible();
    await user.click(asked.getByRole("button", { name: "Sign out" }));
    await screen.findByText(/^You are signed out of Live\./);
    await heading("Settings");
    expect(backend.calls.find(({ name }) => name === "signOut")?.args).toEqual(["stamp-live", false]);
    await user.click(screen.getByRole("button", { name: "Understood" }));
    expect(screen.queryByText(/^You are signed out of Live\./)).toBeNull();
  });

  it.each([
    ["may_be_locked", "may be locked. Unlock it and sign out once more"],
    ["missing", "could not be seen"],
    ["denied", "said no"],
    ["slow", "did not answer in time"],
  ] as const)("a keychain that is %s is told as what is left", async (tokens, words) => {
    const { user } = open({
      signOut: async () => ({
        kind: "gone",
        app: freshApp({ session: { ...signedOut("live"), stamp: "stamp-out" } }),
        result: { tokens, labelsLeft: 2 },
      }),
    });
    await user.click(await screen.findByRole("button", { name: "Sign out" }));
    await user.click((await dialog("Sign out of Live?")).getByRole("button", { name: "Sign out" }));
    const told = (await screen.findByText(/^You are signed out of Live\./)).closest("[role=alert]");
    expect(told?.textContent).toContain(words);
    expect(told?.textContent).toContain("2 label files could not be deleted");
    await expectAccessible();
  });

  it("lists what nobody knows yet, and goes on only when told to", async () => {
    const { user, backend } = open({
      signOut: async (_stamp, anyway) =>
        anyway
          ? {
              kind: "gone",
              app: freshApp({ session: signedOut("live") }),
              result: { tokens: "working", labelsLeft: 0 },
            }
          : { kind: "asks", unsettled: unsettled() },
    });
    await user.click(await screen.findByRole("button", { name: "Sign out" }));
    const asked = await dialog("Sign out of Live?");
    await user.click(asked.getByRole("button", { name: "Sign out" }));
    const list = within(await asked.findByRole("list", { name: "Orders without a known outcome" }));
    expect(list.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "Paula Jennings · on its way now",
      "PO-4471 · being looked up",
    ]);
    await expectAccessible();
    await user.click(asked.getByRole("button", { name: "Sign out anyway" }));
    await screen.findByText(/^You are signed out of Live\./);
    expect(backend.calls.filter(({ name }) => name === "signOut").map(({ args }) => args[1])).toEqual([
      false,
      true,
    ]);
  });

  it("a sign-out that is refused says why, and one is still signed in", async () => {
    const { user } = open({ signOut: () => Promise.reject(failure("switch_blocked", { next: "wait" })) });
    await user.click(await screen.findByRole("button", { name: "Sign out" }));
    await user.click((await dialog("Sign out of Live?")).getByRole("button", { name: "Sign out" }));
    expect((await screen.findByRole("alert")).textContent).toContain("An order is leaving right now.");
    expect(screen.getByText("Signed in to Live")).toBeTruthy();
  });
});

describe("leaving by the plate", () => {
  it("waits, lists what stays unsettled, and can stay", async () => {
    const { user, backend } = open({
      leave: async (_stamp, anyway) =>
        anyway ? { kind: "left", app: freshApp() } : { kind: "asks", unsettled: unsettled() },
    });
    await user.click(await screen.findByRole("button", { name: /^Environment: Live/ }));
    let asked = await dialog("Leave Live?");
    await user.click(asked.getByRole("button", { name: "Leave Live" }));
    await asked.findByRole("list", { name: "Orders without a known outcome" });
    await user.click(asked.getByRole("button", { name: "Stay in Live" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.click(screen.getByRole("button", { name: /^Environment: Live/ }));
    asked = await dialog("Leave Live?");
    await user.click(asked.getByRole("button", { name: "Leave Live" }));
    await user.click(await asked.findByRole("button", { name: "Leave anyway" }));
    await heading("Where do you want to work?");
    expect(backend.calls.filter(({ name }) => name === "leave").map(({ args }) => args[1])).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe("removing the account from this computer", () => {
  it("lists drafts and unsettled orders first, and ends on Sign in with a sentence", async () => {
    const { user, backend } = open({ whatRemovalTakes: async () => ({ drafts: 2, unsettled: unsettled() }) });
    await user.click(await screen.findByRole("button", { name: "Remove from this computer" }));
    const asked = await dialog("Remove this account from this computer?");
    await asked.findByText(/with 2 drafts that are nowhere else/);
    expect(asked.getByRole("list", { name: "Orders without a known outcome" })).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(asked.getByRole("button", { name: "Keep it" })));
    await expectAccessible();
    await user.click(asked.getByRole("button", { name: "Remove everything" }));
    await heading("Where do you want to work?");
    expect(
      screen.getByText(/^The account and everything it kept on this computer are removed\./),
    ).toBeTruthy();
    expect(backend.calls.find(({ name }) => name === "removeAccount")?.args).toEqual(["stamp-live"]);
  });

  it("cannot be pressed before it is known what goes", async () => {
    const { user, backend } = open({ whatRemovalTakes: () => Promise.reject(failure("unexpected")) });
    await user.click(await screen.findByRole("button", { name: "Remove from this computer" }));
    const asked = await dialog("Remove this account from this computer?");
    await asked.findByRole("alert");
    await user.click(asked.getByRole("button", { name: "Remove everything" }));
    expect(backend.calls.some(({ name }) => name === "removeAccount")).toBe(false);
  });
});

describe("the connection doctor", () => {
  it("says line by line where it stops, and copies a case text that names nobody", async () => {
    const { user, backend } = open({ examineConnection: async () => noWay() });
    await user.click(await screen.findByRole("button", { name: "Check the connection" }));
    const found = await dialog("The connection, step by step");
    await found.findByText("It stops here: Safe connection.");
    const lines = within(found.getByRole("list", { name: "What was checked" })).getAllByRole("listitem");
    expect(lines).toHaveLength(7);
    expect(lines[2]?.textContent).toContain("a certificate this computer does not trust");
    expect(lines[4]?.textContent).toContain("24 h 0 min behind");
    await expectAccessible();
    await user.click(found.getByRole("button", { name: "Copy case text for support" }));
    const copied = await navigator.clipboard.readText();
    expect(copied).toContain("Capsule Desk 0.1.0, connection check");
    expect(copied).toContain("secure: certificate refused");
    expect(copied).not.toMatch(/dana|tidewell/i);
    expect(backend.calls.find(({ name }) => name === "examineConnection")?.args).toEqual(["live"]);
  });

  it("is calm when everything works, and asks again when told to", async () => {
    const { user, backend } = open();
    await user.click(await screen.findByRole("button", { name: "Check the connection" }));
    const found = await dialog("The connection, step by step");
    await found.findByText(/^Everything works\./);
    await user.click(found.getByRole("button", { name: "Check again" }));
    await found.findByText(/^Everything works\./);
    expect(backend.calls.filter(({ name }) => name === "examineConnection")).toHaveLength(2);
  });
});
