// Today: whether everything an order needs is in place, line by line, and who can mend what is not.
import { describe, expect, it, vi } from "vitest";
import type { Backend } from "../../backend";
import { redSetup, session } from "../../testing/fake/session";
import { calmToday, today } from "../../testing/fake/today";
import { failure, makeFakeBackend } from "../../testing/fake-backend";
import { expectAccessible, heading, screen, show, showInPractice, waitFor, within } from "../../testing/show";

const open = (but: Partial<Backend> = {}) =>
  show(makeFakeBackend({ app: { session: session("live") }, but }), "/today");

const lines = async () =>
  within(await screen.findByRole("list", { name: "What an order needs" })).getAllByRole("listitem");

describe("today", () => {
  it("is where one begins, in Practice too", async () => {
    showInPractice("/");
    await heading("Today");
    await screen.findByText("Everything is ready for orders. There is nothing to mend.");
  });

  it("is calm when all is in place", async () => {
    const { user } = open();
    await screen.findByText("Everything is ready for orders. There is nothing to mend.");
    expect(screen.queryByRole("list", { name: "What an order needs" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show what was looked at" }));
    expect(await lines()).toHaveLength(7);
    expect(screen.getAllByText("In place")).toHaveLength(7);
    expect(screen.getByText("14 products can be ordered.")).toBeTruthy();
    expect(screen.queryByText(/Who can mend this/)).toBeNull();
    await expectAccessible();
  });

  it("says of each red line who can mend it, and leaves unknown ones uncolored", async () => {
    open({ checkSetup: async () => redSetup() });
    await screen.findByText("2 things have to be mended before an order can go out well.");
    const [, , brand, products, packaging, permission] = await lines();
    expect(brand?.textContent).toContain("Missing");
    expect(brand?.textContent).toContain("an admin of your brand");
    expect(products?.textContent).toContain("Not known");
    expect(packaging?.textContent).toContain("Who can mend this: OK Capsule.");
    expect(permission?.textContent).toContain("It tells when something is not allowed.");
    await expectAccessible();
  });

  it("puts what stands in the way of an order above the day's work, and what is green below it", async () => {
    open({ checkSetup: async () => redSetup() });
    const work = await screen.findByRole("region", { name: /^Needs you/ });
    const above = await screen.findByRole("region", { name: /^Ready for orders/ });
    expect(above.compareDocumentPosition(work) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it("what could not be asked is no trouble by itself", async () => {
    open({
      checkSetup: async () => [
        { check: "signed_in", found: "good", mend: "nobody", detail: null },
        { check: "permissions", found: "unknown", mend: "nobody", detail: null },
      ],
    });
    await screen.findByText("Nothing stands in the way of an order, as far as could be seen.");
  });

  it("looks again when asked, and says what it found", async () => {
    let asked = 0;
    const backend = makeFakeBackend();
    const { user } = open({
      checkSetup: () => {
        asked += 1;
        return asked === 1 ? Promise.resolve(redSetup()) : backend.checkSetup();
      },
    });
    await user.click(await screen.findByRole("button", { name: "Look again" }));
    expect(
      (await screen.findAllByText("Everything is ready for orders. There is nothing to mend.")).length,
    ).toBe(2);
    // Under one's eyes it stays open, and so does the focus; "Hide it" makes it one line.
    expect(await screen.findAllByText("In place")).toHaveLength(7);
    expect(screen.getByRole("button", { name: "Look again" })).toBe(document.activeElement);
    await user.click(screen.getByRole("button", { name: "Hide it" }));
    expect(screen.queryByRole("list", { name: "What an order needs" })).toBeNull();
  });

  it("a failure has words, a way to try again and the connection doctor", async () => {
    open({ checkSetup: () => Promise.reject(failure("offline")) });
    expect((await screen.findByRole("alert")).textContent).toContain("There is no connection to OK Capsule.");
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Check the connection" })).toBeTruthy();
    await expectAccessible();
  });
});

const day = (part: Partial<ReturnType<typeof today>> = {}) =>
  open({ getToday: async () => ({ ...today(), ...part }) });

const region = async (name: string) => within(await screen.findByRole("region", { name: new RegExp(name) }));

describe("the day's work", () => {
  it("says in one sentence what needs a person", async () => {
    day();
    await screen.findByText(/5 orders need you, 1 label waits for paper and 1 parcel looks stuck\.$/);
    await expectAccessible();
  });

  it.each([
    ["See order: ", /arrived/],
    ["Fix order: ", /was refused, nothing was placed/],
    ["Open order: OR-1037", /OR-1037 for Priya Raman needs changes/],
    ["Open order: OR-1038", /OR-1038 for Greta Solheim should have shipped/],
    ["Open order: OR-1035", /OR-1035 for Joan Castellano is on hold/],
  ])("%s is one press from its fix", async (button, sentence) => {
    const { user } = day();
    const needs = await region("Needs you");
    expect(needs.getByText(sentence)).toBeTruthy();
    const press = needs.getByRole("button", { name: new RegExp(`^${button}`) });
    await user.click(press);
    expect(screen.queryByRole("heading", { level: 1, name: "Today" })).toBeNull();
  });

  it("the reason of the vendor stands with what is held and what needs changes", async () => {
    day();
    const needs = await region("Needs you");
    expect(needs.getByText("Please check the apartment number with the customer.")).toBeTruthy();
    expect(needs.getByText("The packaging of “Immune Daily” is not approved yet.")).toBeTruthy();
  });

  it("names what is most urgent first and hides what is more than a few behind one press", async () => {
    const { held } = today();
    const rows = [1, 2, 3, 4, 5].flatMap((place) =>
      held.rows.map((one) => ({ ...one, row: { ...one.row, id: `held-${place}`, number: `OR-${place}` } })),
    );
    const { user } = day({ held: { count: 12, rows } });
    const needs = await region("Needs you");
    const titles = needs.getAllByRole("listitem").map((item) => item.textContent ?? "");
    expect(titles[0]).toContain("We are not sure");
    expect(titles.at(-1)).toContain("and 9 more");
    await user.click(needs.getByRole("button", { name: "Show all: On hold" }));
    await heading("Orders");
    expect(await screen.findByRole("tab", { name: /On hold/, selected: true })).toBeTruthy();
  });

  it("counts the time to the cut-off, and opens what can still be changed", async () => {
    const { user } = day();
    const card = await region("Tonight’s cut-off");
    expect(card.getByRole("timer").textContent).toBe("10 h 50 min");
    expect(card.getByText(/3 orders can still be changed\./)).toBeTruthy();
    await user.click(card.getByRole("button", { name: "Open OR-1042 for Ana Lindqvist" }));
    await heading(/OR-1042/);
  });

  it.each([
    [-60, "2026-11-18T08:00:00Z", "The nightly batch may be running. Changes are no longer promised."],
    [-60, null, "Tonight’s batch has run. What you send now goes into the next one."],
  ])("after %s seconds promises nothing", async (secondsLeft, maybeUntil, sentence) => {
    day({ cutOff: { sureUntil: "2026-11-18T07:00:00Z", maybeUntil, secondsLeft } });
    await screen.findByText(sentence);
  });

  it("prints in one press and replies in one press", async () => {
    const { user } = day();
    await user.click(await screen.findByRole("button", { name: "Reply to Ben Sorrell" }));
    await heading("Parcel for Ben Sorrell");
    await user.click(screen.getByRole("link", { name: "Today" }));
    await user.click(await screen.findByRole("button", { name: "Print 1 label" }));
    await heading("Labels");
  });

  it("an empty day is a calm sentence", async () => {
    open({ getToday: async () => calmToday() });
    await screen.findByText(/Nothing needs you just now\.$/);
    expect(screen.getByRole("heading", { name: "All is well" })).toBeTruthy();
    expect(screen.queryByRole("region", { name: /Needs you/ })).toBeNull();
    expect(screen.queryByRole("region", { name: /Drafts/ })).toBeNull();
    await expectAccessible();
  });

  it("looks again by itself when records change, and keeps what is here without a connection", async () => {
    const { user, backend } = open({ refreshOrders: () => Promise.reject(failure("offline")) });
    await region("Needs you");
    const asked = () => backend.calls.filter(({ name }) => name === "getToday").length;
    const before = asked();
    backend.tell("mirrorChanged", { area: "shipments" });
    await waitFor(() => expect(asked()).toBeGreaterThan(before));
    await user.click(await screen.findByRole("button", { name: "Look now" }));
    await screen.findByText("There is no connection to OK Capsule.");
    await region("Needs you");
  });

  it("that cannot be read says why, with the way to try again", async () => {
    open({ getToday: () => Promise.reject(failure("key_is_gone", { next: "check_first" })) });
    expect((await screen.findByRole("alert")).textContent).toContain(
      "The key to what is kept on this computer is gone.",
    );
    await expectAccessible();
  });
});

describe("the handover", () => {
  it("holds what the next person must know, with notes, as text and on paper", async () => {
    const { user, backend } = day();
    await user.click(await screen.findByRole("button", { name: "Handover" }));
    await heading("Handover");
    const sheet = within(await screen.findByRole("region", { name: "The sheet" }));
    for (const title of [
      /^On hold/,
      /^Can be changed until/,
      /^Labels not printed/,
      /^Parcels and orders that look stuck/,
    ]) {
      expect(sheet.getByRole("heading", { name: title })).toBeTruthy();
    }
    expect(sheet.getByText(/OR-1035, Joan Castellano: Please check the apartment number/)).toBeTruthy();
    expect(sheet.getByText(/OR-1018, Ben Sorrell: USPS has had it for 9 days/)).toBeTruthy();
    await user.type(screen.getByLabelText("Notes for the next person"), "Call Joan before noon.");
    expect(sheet.getByText("Call Joan before noon.")).toBeTruthy();
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click(screen.getByRole("button", { name: "Copy" }));
    const copied = write.mock.lastCall?.[0] ?? "";
    expect(copied).toContain("- OR-1035, Joan Castellano");
    expect(copied).toContain("- Call Joan before noon.");
    write.mockRestore();
    await user.click(screen.getByRole("button", { name: "Print" }));
    expect(backend.calls.some(({ name }) => name === "printSheet")).toBe(true);
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Back to Today" }));
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "saveHandoverNotes")?.args[1]).toBe(
        "Call Joan before noon.",
      ),
    );
    await user.click(await screen.findByRole("button", { name: "Handover" }));
    await heading("Handover");
    expect((screen.getByLabelText("Notes for the next person") as HTMLTextAreaElement).value).toBe(
      "Call Joan before noon.",
    );
  });

  it("says that notes could not be saved, and keeps them on the screen", async () => {
    const { user } = open({ saveHandoverNotes: () => Promise.reject(failure("disk_full", { next: "fix" })) });
    await user.click(await screen.findByRole("button", { name: "Handover" }));
    const notes = (await screen.findByLabelText("Notes for the next person")) as HTMLTextAreaElement;
    await waitFor(() => expect(notes.readOnly).toBe(false));
    await user.type(notes, "Ask the carrier.");
    expect((await screen.findByRole("alert")).textContent).toContain("What you wrote is still here");
    expect(notes.value).toBe("Ask the carrier.");
  });

  it("counts also the orders it has no room for", async () => {
    const held = today().held;
    const { user } = open({ getToday: async () => ({ ...today(), held: { ...held, count: 53 } }) });
    await user.click(await screen.findByRole("button", { name: "Handover" }));
    const sheet = within(await screen.findByRole("region", { name: "The sheet" }));
    expect(sheet.getByRole("heading", { name: "On hold 53" })).toBeTruthy();
    expect(sheet.getByText(`and ${53 - held.rows.length} more orders`)).toBeTruthy();
  });

  it("of an empty day says so in every part", async () => {
    const { user } = open({ getToday: async () => calmToday() });
    await user.click(await screen.findByRole("button", { name: "Handover" }));
    const sheet = within(await screen.findByRole("region", { name: "The sheet" }));
    expect(sheet.getAllByText("None.")).toHaveLength(5);
  });
});
