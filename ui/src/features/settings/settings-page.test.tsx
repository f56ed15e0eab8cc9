// Settings: saved as they are changed, put back when they could not be saved.
import { describe, expect, it } from "vitest";
import type { Backend } from "../../backend";
import { failure } from "../../testing/fake-backend";
import { expectAccessible, heading, screen, showInPractice, waitFor, within } from "../../testing/show";

const open = (but: Partial<Backend> = {}) => showInPractice("/settings", { but });

describe("settings", () => {
  it("are one page with a list of its sections, and axe finds nothing", async () => {
    const { user } = open();
    await heading("Settings");
    await user.click(await screen.findByRole("button", { name: "Show the parts and their licenses" }));
    await screen.findByRole("table", { name: "Open-source parts" });
    await expectAccessible();
    const sections = within(screen.getByRole("navigation", { name: "Settings" }));
    await user.click(sections.getByRole("button", { name: "About" }));
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "About" }));
  });

  it("dark is chosen, drawn and kept", async () => {
    const { user, backend } = open();
    await user.click(await screen.findByRole("radio", { name: "Dark" }));
    await waitFor(() => expect(document.documentElement.dataset.mantineColorScheme).toBe("dark"));
    expect(backend.calls.find(({ name }) => name === "savePreferences")?.args[0]).toMatchObject({
      appearance: "dark",
    });
    expect(screen.getByText("Saved.")).toBeTruthy();
  });

  it("a choice that could not be saved goes back and says so", async () => {
    const { user } = open({
      savePreferences: () => Promise.reject(failure("read_only_disk", { next: "nothing" })),
    });
    await user.click(await screen.findByRole("radio", { name: "Dark" }));
    expect((await screen.findByRole("alert")).textContent).toContain("This computer does not let us save.");
    await waitFor(() =>
      expect(screen.getByRole<HTMLInputElement>("radio", { name: "System" }).checked).toBe(true),
    );
    expect(document.documentElement.dataset.mantineColorScheme).not.toBe("dark");
  });

  it("text grows and shrinks by tens and stops at its ends", async () => {
    const { user } = open({
      getPreferences: async () => ({ appearance: "light", zoom: 395, undoSeconds: 5, letterKeys: true }),
    });
    await heading("Settings");
    await screen.findByText("395 %");
    await user.click(screen.getByRole("button", { name: "Larger" }));
    expect(await screen.findByText("400 %")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Normal size" }));
    expect(await screen.findByText("100 %")).toBeTruthy();
    expect(document.documentElement.style.fontSize).toBe("100%");
  });

  it("the time to take an order back can be none to thirty seconds", async () => {
    const { user, backend } = open();
    await user.click(await screen.findByRole("combobox", { name: "Time to take an order back" }));
    expect((await screen.findAllByRole("option")).map((option) => option.textContent)).toEqual([
      "None",
      "5 seconds",
      "10 seconds",
      "20 seconds",
      "30 seconds",
    ]);
    await user.click(screen.getByRole("option", { name: "30 seconds" }));
    await waitFor(() =>
      expect(backend.calls.find(({ name }) => name === "savePreferences")?.args[0]).toMatchObject({
        undoSeconds: 30,
      }),
    );
  });

  it("single-letter keys can be switched off", async () => {
    const { user, backend } = open();
    await user.click(await screen.findByRole("switch", { name: "Single letters act as keys" }));
    await waitFor(() =>
      expect(backend.calls.find(({ name }) => name === "savePreferences")?.args[0]).toMatchObject({
        letterKeys: false,
      }),
    );
  });

  it("copies the version support asks for", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Copy version" }));
    expect(await navigator.clipboard.readText()).toBe("Capsule Desk 0.1.0");
    expect(screen.getByText("Copied.")).toBeTruthy();
  });

  it("licenses are found by name, and a failure to read them has words", async () => {
    const { user, unmount } = open();
    await user.click(await screen.findByRole("button", { name: "Show the parts and their licenses" }));
    await user.type(await screen.findByLabelText("Filter by name or license"), "apache");
    const table = screen.getByRole("table", { name: "Open-source parts" });
    expect(within(table).getAllByRole("row")).toHaveLength(2);
    expect(within(table).getByText("tauri")).toBeTruthy();
    unmount();
    const failing = open({ listLicences: () => Promise.reject(failure("unexpected")) });
    await failing.user.click(
      await screen.findByRole("button", { name: "Show the parts and their licenses" }),
    );
    expect((await screen.findByRole("alert")).textContent).toContain(
      "Something went wrong that we did not expect.",
    );
  });
});
