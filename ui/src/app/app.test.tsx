// The window around the screens: signs of the place, navigation, keys, what is told once, what happens when something breaks.
import { describe, expect, it, vi } from "vitest";
import { catalog } from "../testing/fake/catalog";
import { session } from "../testing/fake/session";
import { failure, makeFakeBackend } from "../testing/fake-backend";
import { expectAccessible, heading, screen, show, showInPractice, waitFor, within } from "../testing/show";

describe("where one works", () => {
  it.each([
    ["practice", "Environment: Practice. Nothing real is sent. Change environment"],
    ["stage", "Environment: Stage. Test data, nothing ships. Change environment"],
    ["live", "Environment: Live. Real boxes, real bills. Change environment"],
  ] as const)("%s is told by words, icon, frame and plate", async (environment, name) => {
    const { container } = show(makeFakeBackend({ app: { session: session(environment) } }), "/settings");
    const plate = await screen.findByRole("button", { name });
    expect(plate.querySelector("svg")).not.toBeNull();
    expect(plate.dataset.plate).toBe(environment);
    expect(container.querySelector("[data-frame]")?.getAttribute("data-frame")).toBe(environment);
    expect(document.documentElement.dataset.env).toBe(environment);
    await expectAccessible();
  });

  it("leaving asks first, with the safe answer focused, and goes back to the choice of places", async () => {
    const { user, backend } = showInPractice("/settings");
    await user.click(await screen.findByRole("button", { name: /^Environment: Practice/ }));
    const dialog = await screen.findByRole("dialog", { name: "Leave Practice?" });
    expect(dialog.textContent).toContain("your drafts are kept");
    await waitFor(() =>
      expect(document.activeElement).toBe(within(dialog).getByRole("button", { name: "Stay in Practice" })),
    );
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Leave Practice" }));
    await heading("Where do you want to work?");
    expect(backend.calls).toContainEqual({ name: "leave", args: ["stamp-practice", false] });
  });

  it("a leave that is refused says why and keeps the desk", async () => {
    const { user } = showInPractice("/settings", {
      but: { leave: () => Promise.reject(failure("switch_blocked", { next: "wait" })) },
    });
    await user.click(await screen.findByRole("button", { name: /^Environment: Practice/ }));
    await user.click(await screen.findByRole("button", { name: "Leave Practice" }));
    expect((await screen.findByRole("alert")).textContent).toContain("An order is leaving right now.");
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  });
});

describe("navigation", () => {
  it("focuses the heading of the screen one goes to", async () => {
    const { user } = showInPractice("/settings");
    await heading("Settings");
    await user.click(
      within(screen.getByRole("navigation", { name: "Main" })).getByRole("link", { name: "Catalog" }),
    );
    const title = await heading("Catalog");
    await waitFor(() => expect(document.activeElement).toBe(title));
  });

  it("marks the place one is in", async () => {
    showInPractice("/settings");
    await heading("Settings");
    const main = within(screen.getByRole("navigation", { name: "Main" }));
    expect(main.getByRole("link", { name: "Settings" }).getAttribute("aria-current")).toBe("page");
    expect(main.getByRole("link", { name: "Catalog" }).getAttribute("aria-current")).toBeNull();
  });

  it.each(["practice", "stage", "live"] as const)(
    "begins an order with Ctrl N in %s",
    async (environment) => {
      const { user } = show(makeFakeBackend({ app: { session: session(environment) } }), "/settings");
      await heading("Settings");
      await user.keyboard("{Control>}n{/Control}");
      await heading("New order");
    },
  );

  it("goes to the places top down with Alt and a number", async () => {
    const { user } = showInPractice("/settings");
    await heading("Settings");
    await user.keyboard("{Alt>}1{/Alt}");
    await heading("Today");
    await user.keyboard("{Alt>}3{/Alt}");
    await heading("Shipments");
  });

  it("skips to the content", async () => {
    const { user } = showInPractice("/settings");
    await heading("Settings");
    await user.click(screen.getByRole("button", { name: "Skip to content" }));
    expect(document.activeElement).toBe(screen.getByRole("main"));
  });

  it("an unknown address says so", async () => {
    showInPractice("/nowhere");
    await heading("There is no such screen.");
    await expectAccessible();
  });
});

describe("the app's own zoom", () => {
  it("grows, shrinks and goes back with Ctrl + − 0, and is kept", async () => {
    const { user, backend } = showInPractice("/settings");
    await heading("Settings");
    await user.keyboard("{Control>}+{/Control}");
    await waitFor(() => expect(document.documentElement.style.fontSize).toBe("110%"));
    await user.keyboard("{Control>}-{/Control}{Control>}-{/Control}");
    await waitFor(() => expect(document.documentElement.style.fontSize).toBe("90%"));
    await user.keyboard("{Control>}0{/Control}");
    await waitFor(() => expect(document.documentElement.style.fontSize).toBe("100%"));
    expect(backend.calls.filter(({ name }) => name === "savePreferences")).toHaveLength(4);
  });

  it("becomes one column when the window is narrow at that size", async () => {
    const { user } = showInPractice("/settings", {
      but: {
        getPreferences: async () => ({ appearance: "light", zoom: 400, undoSeconds: 5, letterKeys: true }),
      },
    });
    await heading("Settings");
    await waitFor(() => expect(document.documentElement.dataset.width).toBe("narrow"));
    await user.keyboard("{Control>}0{/Control}");
    await waitFor(() => expect(document.documentElement.dataset.width).not.toBe("narrow"));
  });
});

describe("what is told once", () => {
  it("stands above the screen until it is understood", async () => {
    const { user } = showInPractice("/settings", {
      app: {
        session: session("practice"),
        notices: [{ kind: "preferences_reset" }, { kind: "desk_salvaged", copiedAt: "2026-11-17T20:00:00Z" }],
      },
    });
    await heading("Settings");
    expect(screen.getByText(/Your settings could not be read/)).toBeTruthy();
    expect(screen.getByText(/a copy from .*3:00 PM took its place/)).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getAllByRole("button", { name: "Understood" })[0] as HTMLElement);
    expect(screen.queryByText(/Your settings could not be read/)).toBeNull();
    expect(screen.getByText(/took its place/)).toBeTruthy();
  });

  it("a sign-in that ended keeps the screen, and signing in again stays on it", async () => {
    const ended = { ...session("live"), signed: "refused_elsewhere" as const };
    const { user, backend } = show(makeFakeBackend({ app: { session: ended } }), "/settings");
    await heading("Settings");
    const told = screen.getByText("Your sign-in has ended.").closest("[role=alert]");
    expect(told?.textContent).toContain("nothing was sent");
    await user.click(screen.getByRole("button", { name: "Sign in again" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Sign in again" }));
    await user.type(dialog.getByLabelText("E-mail"), "dana@tidewell.example");
    await user.type(dialog.getByLabelText("Password"), "correct horse");
    await user.click(dialog.getByRole("button", { name: "Sign in to Live" }));
    await waitFor(() => expect(screen.queryByText("Your sign-in has ended.")).toBeNull());
    await heading("Settings");
    expect(backend.calls.find(({ name }) => name === "signIn")?.args).toEqual([
      { environment: "live", email: "dana@tidewell.example", password: "correct horse" },
    ]);
  });

  it("another session told by Rust replaces this one", async () => {
    const { backend } = showInPractice("/settings");
    await screen.findByRole("button", { name: /^Environment: Practice/ });
    const app = await backend.appView();
    backend.tell("sessionChanged", { ...app, session: session("live") });
    await screen.findByRole("button", { name: /^Environment: Live/ });
  });
});

describe("the web view's own storage", () => {
  it("stays empty, whatever one chooses", async () => {
    const { user } = showInPractice("/settings");
    await user.click(await screen.findByRole("radio", { name: "Dark" }));
    await waitFor(() => expect(document.documentElement.dataset.mantineColorScheme).toBe("dark"));
    expect(window.localStorage.length + window.sessionStorage.length).toBe(0);
  });
});

describe("when something breaks", () => {
  it("a screen that cannot be drawn says so, and the rest of the window goes on", async () => {
    const silenced = vi.spyOn(console, "error").mockImplementation(() => {});
    const { user } = showInPractice("/catalog", {
      but: { getCatalog: async () => ({ ...catalog(), products: null as never }) },
    });
    await heading("This screen could not be shown.");
    expect(screen.getByRole("alert").textContent).toContain("Your drafts are saved");
    await expectAccessible();
    await user.click(screen.getByRole("link", { name: "Settings" }));
    await heading("Settings");
    silenced.mockRestore();
  });

  it("a window that cannot be drawn says so too, in our words", async () => {
    const silenced = vi.spyOn(console, "error").mockImplementation(() => {});
    showInPractice("/settings", { but: { practiceClock: async () => ({ now: "no time", upcoming: [] }) } });
    await heading("This screen could not be shown.");
    expect(screen.getByRole("button", { name: "Show it again" })).toBeTruthy();
    silenced.mockRestore();
  });
});

describe("when the desk cannot be opened", () => {
  it("says why, with a reference, and tries again", async () => {
    let tries = 0;
    const backend = makeFakeBackend();
    const { user } = show({
      ...backend,
      appView: () => {
        tries += 1;
        return tries === 1 ? Promise.reject(failure("disk_full", { next: "retry" })) : backend.appView();
      },
    });
    await heading("Capsule Desk could not open your desk");
    expect(screen.getByText("Reference CD-7F3K")).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await heading("Where do you want to work?");
  });

  it("copies a case text that names nobody", async () => {
    const { user } = show(
      makeFakeBackend({ but: { appView: () => Promise.reject(failure("already_open")) } }),
    );
    await heading("Capsule Desk could not open your desk");
    await user.click(screen.getByRole("button", { name: "Copy case text for support" }));
    const copied = await navigator.clipboard.readText();
    expect(copied).toContain("Capsule Desk case CD-7F3K");
    expect(copied).toContain("What happened: Capsule Desk is already open.");
    expect(copied).not.toContain("tidewell");
  });
});
