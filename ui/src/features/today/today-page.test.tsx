// Today: whether everything an order needs is in place, line by line, and who can mend what is not.
import { describe, expect, it } from "vitest";
import type { Backend } from "../../backend";
import { redSetup, session } from "../../testing/fake/session";
import { failure, makeFakeBackend } from "../../testing/fake-backend";
import { expectAccessible, heading, screen, show, showInPractice, within } from "../../testing/show";

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
    open();
    await screen.findByText("Everything is ready for orders. There is nothing to mend.");
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
  });

  it("a failure has words, a way to try again and the connection doctor", async () => {
    open({ checkSetup: () => Promise.reject(failure("offline")) });
    expect((await screen.findByRole("alert")).textContent).toContain("There is no connection to OK Capsule.");
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Check the connection" })).toBeTruthy();
    await expectAccessible();
  });
});
