// Requests against the limit, and how each list is kept up, as a person reads it.
import { describe, expect, it } from "vitest";
import type { Backend, FollowingView } from "../../backend";
import { failure, makeFakeBackend } from "../../testing/fake-backend";
import { expectAccessible, screen, showInPractice, waitFor, within } from "../../testing/show";

async function open(part: Partial<FollowingView> = {}, but: Partial<Backend> = {}) {
  const following = await makeFakeBackend().followingView();
  const shown = showInPractice("/settings", {
    but: { followingView: async () => ({ ...following, ...part }), ...but },
  });
  const region = await screen.findByRole("region", { name: "Requests" });
  return { ...shown, region, section: within(region), following };
}

describe("requests", () => {
  it("are told against the limit, with this desk's share and the age of each list", async () => {
    const { section } = await open();
    expect(await section.findByText("212 of 5,000 requests")).toBeTruthy();
    expect(section.getByText("At most 2,500 by itself")).toBeTruthy();
    expect(
      section.getByText(/^1,204 records, read Today 3:38 PM\. OK Capsule tells what changed/),
    ).toBeTruthy();
    expect(section.getByRole("progressbar", { name: "Requests used this hour" })).toBeTruthy();
    await expectAccessible();
  });

  it("a server that tells no limit is said, not guessed", async () => {
    const requests = {
      used: null,
      limit: null,
      ourShare: null,
      resetsAt: null,
      sentLastMinute: 0,
      sent: 4,
    };
    const { section } = await open({ requests });
    expect(await section.findByText("OK Capsule does not say.")).toBeTruthy();
    expect(section.queryByRole("progressbar")).toBeNull();
  });

  it.each([
    [{ kind: "resting", until: "2026-11-17T22:00:00Z" } as const, /Resting:.*It goes on at Today 5:00 PM\./],
    [{ kind: "unreachable", code: "offline" } as const, /cannot be reached.*There is no connection/],
    [{ kind: "needs_person", code: "signed_out" } as const, /needs you/],
    [{ kind: "looking" } as const, /Reading now\./],
  ])("says what it is doing: %o", async (state, said) => {
    const { region } = await open({ state });
    await waitFor(() => expect(region.textContent).toMatch(said));
  });

  it("looks at everything by hand, and a look that fails says why", async () => {
    const { user, section, backend } = await open({}, { lookNow: () => Promise.reject(failure("busy")) });
    await user.click(await section.findByRole("button", { name: "Look at everything now" }));
    expect((await section.findByRole("alert")).textContent).toContain("OK Capsule is busy");
    expect(backend.calls.find(({ name }) => name === "lookNow")?.args).toEqual([null]);
  });

  it("a first reading tells how far it is and how long it still takes", async () => {
    const { following, unmount } = await open();
    unmount();
    const lists = following.lists.map((list) => ({
      ...list,
      asOf: null,
      filling: { read: 100, expected: 400 },
      secondsLeft: 40,
    }));
    const { section } = await open({ lists });
    expect((await section.findAllByText(/100 of 400 read\. Less than a minute is left\./)).length).toBe(4);
  });
});
