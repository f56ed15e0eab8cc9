// The practice clock: what time it is there, moving on, and the sentence that tells what happened.
import { describe, expect, it } from "vitest";
import type { Backend } from "../../backend";
import { session } from "../../testing/fake/session";
import { failure, makeFakeBackend } from "../../testing/fake-backend";
import { expectAccessible, heading, screen, show, showInPractice, waitFor, within } from "../../testing/show";

async function openClock(but: Partial<Backend> = {}) {
  const shown = showInPractice("/settings", { but });
  const button = await screen.findByRole("button", { name: /^Practice clock: Tuesday 4:\d\d PM/ });
  await shown.user.click(button);
  return { ...shown, dialog: within(await screen.findByRole("dialog", { name: "Move the practice clock" })) };
}

describe("the practice clock", () => {
  it("tells the time of the practice world and what comes next", async () => {
    const { dialog } = await openClock();
    expect(dialog.getByText(/^It is Tuesday 4:\d\d PM in the practice world\.$/)).toBeTruthy();
    expect(dialog.getByText("Tomorrow 2:10 AM: pending orders are accepted")).toBeTruthy();
    await expectAccessible();
  });

  it("moves to a stop, says what happened, and every list looks again", async () => {
    const { user, dialog, backend } = await openClock();
    await user.click(dialog.getByRole("button", { name: "Go to delivery" }));
    const sentence =
      "It is now Sunday 10:10 AM. 4 orders were accepted, 4 orders went into production, 3 parcels were shipped and 1 parcel was delivered.";
    await waitFor(() => expect(screen.getAllByText(sentence)).toHaveLength(2));
    expect(backend.calls.find(({ name }) => name === "movePracticeClock")?.args).toEqual([
      "stamp-practice",
      { kind: "to", step: "delivery" },
    ]);
    expect(screen.getByRole("button", { name: /^Practice clock: Sunday 10:10 AM/ })).toBeTruthy();
    await expectAccessible();
  });

  it("moves by hours, and an hour without events is told as such", async () => {
    const { user, dialog, backend } = await openClock();
    await user.click(dialog.getByRole("button", { name: "Move the clock 6 hours" }));
    await waitFor(() =>
      expect(
        screen.getAllByText("It is now Tuesday 10:10 PM. Nothing happened to your orders in between."),
      ).toHaveLength(2),
    );
    expect(backend.calls.find(({ name }) => name === "movePracticeClock")?.args[1]).toEqual({
      kind: "minutes",
      minutes: 360,
    });
  });

  it("a move that is refused says why", async () => {
    const { user, dialog } = await openClock({
      movePracticeClock: () => Promise.reject(failure("stale_session", { next: "nothing" })),
    });
    await user.click(dialog.getByRole("button", { name: "Go to pickup" }));
    expect((await dialog.findByRole("alert")).textContent).toContain("belongs to an earlier sign-in");
  });

  it("closes with Esc and gives the focus back", async () => {
    const { user } = await openClock();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole("button", { name: /^Practice clock/ })),
    );
  });

  it("closes when one goes to another screen", async () => {
    const { user } = await openClock();
    await user.keyboard("{Alt>}6{/Alt}");
    await heading("Catalog");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("does not exist outside Practice", async () => {
    show(makeFakeBackend({ app: { session: session("live") } }), "/settings");
    await heading("Settings");
    expect(screen.queryByRole("button", { name: /^Practice clock/ })).toBeNull();
  });
});
