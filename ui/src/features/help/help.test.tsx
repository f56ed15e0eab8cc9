// Help, its drills, the tour of the first day, the digest on the desktop and its settings.
import { describe, expect, it, vi } from "vitest";
import { noticeOf } from "../../app/tell-notices";
import { session } from "../../testing/fake/session";
import { failure, makeFakeBackend } from "../../testing/fake-backend";
import { expectAccessible, heading, screen, show, showInPractice, waitFor, within } from "../../testing/show";
import { en } from "../../words/en";

const preferences = (tourLeft: boolean) => async () =>
  ({
    appearance: "light",
    zoom: 100,
    undoSeconds: 5,
    letterKeys: true,
    idleLockMinutes: 0,
    tourLeft,
  }) as const;

describe("help", () => {
  it("shows each task step by step, with the way to its screen, words and keys", async () => {
    const { user } = showInPractice("/help");
    await heading("Help");
    const tasks = within(screen.getByRole("region", { name: "How do I …" }));
    expect(tasks.getAllByRole("region")).toHaveLength(6);
    const parcel = within(tasks.getByRole("region", { name: "Answer “where is my parcel?”" }));
    expect(parcel.getAllByRole("listitem")).toHaveLength(3);
    expect(screen.getByText("Cut-off").nextElementSibling?.textContent).toContain("midnight Pacific");
    expect(screen.getByText("Ctrl N", { selector: "dt" })).toBeTruthy();
    await expectAccessible();
    await user.click(parcel.getByRole("button", { name: "Larger picture: Answer “where is my parcel?”" }));
    const large = within(await screen.findByRole("dialog", { name: "Answer “where is my parcel?”" }));
    expect(large.getByRole("img").getAttribute("src")).toBe("./help/shipment.png");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.click(parcel.getByRole("button", { name: "Go to Shipments" }));
    await heading("Shipments");
  });

  it.each([
    ["Let the next link expire", "playDrill", "label_link_refused", "Try it in Shipments"],
    ["Take the paper away", "playPrinterTrouble", "out_of_paper", "Try it in Labels"],
    ["Cut the connection", "playDrill", "no_network", "Try it in Orders"],
  ])("the drill “%s” begins and says what to look at", async (press, command, what, go) => {
    const { user, backend } = showInPractice("/help");
    await user.click(await screen.findByRole("button", { name: press }));
    await screen.findByRole("button", { name: go });
    expect(backend.calls.find(({ name }) => name === command)?.args[1]).toBe(what);
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Put everything right again" }));
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "playDrill")?.args[1]).toBeNull(),
    );
    expect(await screen.findByRole("button", { name: press })).toBeTruthy();
  });

  it("the drill of the cut-off stops the clock ten minutes before it", async () => {
    const { user, backend } = showInPractice("/help");
    await user.click(await screen.findByRole("button", { name: "Go to ten minutes before" }));
    await waitFor(() =>
      expect(backend.calls.find(({ name }) => name === "movePracticeClock")?.args[1]).toEqual({
        kind: "minutes",
        minutes: 640,
      }),
    );
  });

  it("nothing goes wrong on purpose outside Practice", async () => {
    show(makeFakeBackend({ app: { session: session("live") } }), "/help");
    await screen.findByText("Drills are in Practice: nothing goes wrong on purpose anywhere else.");
    expect(screen.queryByRole("button", { name: "Cut the connection" })).toBeNull();
  });
});

describe("the tour", () => {
  it("has four steps, ends, and stays away", async () => {
    const saved = vi.fn(async (wanted) => wanted);
    const { user } = showInPractice("/today", {
      but: { getPreferences: preferences(false), savePreferences: saved },
    });
    const tour = within(await screen.findByRole("region", { name: "New here? Four steps" }));
    await expectAccessible();
    for (const step of [1, 2, 3]) {
      expect(tour.getByText(new RegExp(`Step ${step} of 4`))).toBeTruthy();
      await user.click(tour.getByRole("button", { name: "Next" }));
    }
    await user.click(tour.getByRole("button", { name: "Back" }));
    await user.click(tour.getByRole("button", { name: "Next" }));
    expect(tour.queryByRole("button", { name: "Leave the tour" })).toBeNull();
    await user.click(tour.getByRole("button", { name: "Done" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: /New here/ })).toBeNull());
    expect(saved.mock.lastCall?.[0]).toMatchObject({ tourLeft: true });
  });

  it("can be left at any step, is not there for who has left it, and comes back from Help", async () => {
    const { user, unmount } = showInPractice("/today", { but: { getPreferences: preferences(false) } });
    await user.click(await screen.findByRole("button", { name: "Leave the tour" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: /New here/ })).toBeNull());
    unmount();
    const { user: again } = showInPractice("/help");
    await heading("Help");
    await again.click(screen.getByRole("button", { name: "Show the tour again" }));
    await screen.findByRole("region", { name: "New here? Four steps" });
  });
});

describe("the digest on the desktop", () => {
  it("names numbers and the place, never a person, and leads to the one matter or to Today", () => {
    expect(noticeOf(en, { delivered: 3, stuck: 0, held: 0 }, "Live")).toEqual({
      title: "Capsule Desk, Live",
      text: "3 parcels were delivered.",
      leadsTo: "delivered",
    });
    expect(noticeOf(en, { delivered: 1, stuck: 2, held: 1 }, "Live")).toMatchObject({
      text: "1 parcel was delivered, 2 parcels or orders look stuck and 1 order waits for a person.",
      leadsTo: "today",
    });
    expect(noticeOf(en, { delivered: 0, stuck: 1, held: 0 }, "Live").leadsTo).toBe("stuck");
    expect(noticeOf(en, { delivered: 0, stuck: 0, held: 2 }, "Live").leadsTo).toBe("held");
  });

  it("pressed, brings the page to the thing", async () => {
    const { backend } = showInPractice("/help");
    await heading("Help");
    backend.tell("noticeOpened", { leadsTo: "stuck" });
    await heading("Shipments");
    expect(await screen.findByRole("tab", { name: /Look stuck/, selected: true })).toBeTruthy();
  });

  it("is switched off and keeps quiet in hours one chooses", async () => {
    const { user, backend } = showInPractice("/settings");
    const section = within(await screen.findByRole("region", { name: "Notices" }));
    await user.click(await section.findByRole("switch", { name: "Tell me on the desktop" }));
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "saveNoticeRules")?.args[1]).toEqual({
        on: false,
        quietFrom: 18,
        quietUntil: 8,
      }),
    );
    expect(section.getByRole("combobox", { name: "Quiet from" })).toBeTruthy();
  });

  it("a rule that cannot be saved says so", async () => {
    const { user } = showInPractice("/settings", {
      but: { saveNoticeRules: () => Promise.reject(failure("disk_full", { next: "fix" })) },
    });
    const section = within(await screen.findByRole("region", { name: "Notices" }));
    await user.click(await section.findByRole("switch", { name: "Tell me on the desktop" }));
    await section.findByRole("alert");
  });
});
