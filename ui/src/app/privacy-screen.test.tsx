// The privacy screen: one key, and on every screen whatever names a person is marked to be hidden.
import { afterEach, describe, expect, it } from "vitest";
import { setPrivacyScreen } from "../shared/privacy-screen";
import { customers } from "../testing/fake/lists";
import { orderRows } from "../testing/fake/orders";
import { session } from "../testing/fake/session";
import { makeFakeBackend } from "../testing/fake-backend";
import { expectAccessible, heading, screen, show, showInPractice, waitFor } from "../testing/show";

afterEach(() => setPrivacyScreen(false));

/** Last names, e-mails, streets and phone numbers of the made-up world. */
const personal = new RegExp(
  [
    ...orderRows.map(({ customer }) => customer.split(" ").at(-1)),
    "Whitcomb",
    "Jennings",
    "@example.com",
    "Harrison Blvd",
    "@tidewell.example",
    "Laurel Grove",
    "Alder",
    "555-01",
  ].join("|"),
);

/** Every text and every field that names a person and is not marked. */
function bare(): string[] {
  const found: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement, textContent } = texts.currentNode;
    if (!parentElement || !personal.test(textContent ?? "")) continue;
    // Spoken, never seen.
    if (parentElement.closest("[aria-live], title")) continue;
    if (!parentElement.closest("[data-private]")) found.push(textContent ?? "");
  }
  for (const field of document.querySelectorAll<HTMLInputElement>("input, textarea")) {
    if (personal.test(field.value) && !field.closest("[data-private]")) found.push(`field: ${field.value}`);
  }
  return found;
}

function marked(): number {
  return [...document.querySelectorAll("[data-private]")].filter((one) => {
    const fields = [...one.querySelectorAll<HTMLInputElement>("input, textarea")];
    return personal.test(one.textContent ?? "") || fields.some(({ value }) => personal.test(value));
  }).length;
}

describe("the privacy screen", () => {
  it("comes and goes with one key, says so, and is seen", async () => {
    const { user } = showInPractice("/settings");
    await heading("Settings");
    await user.keyboard("{F9}");
    expect(document.documentElement.dataset.privacy).toBe("on");
    expect(screen.getByText("Names and addresses are hidden. F9 shows them again.")).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>("switch", { name: "Privacy screen" }).checked).toBe(true);
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: /^Names hidden/ }));
    expect(document.documentElement.dataset.privacy).toBeUndefined();
    await user.keyboard("{F9}{F9}");
    expect(document.documentElement.dataset.privacy).toBeUndefined();
    expect(screen.queryByRole("button", { name: /^Names hidden/ })).toBeNull();
  });

  it("stays on from screen to screen", async () => {
    const { user } = showInPractice("/settings");
    await heading("Settings");
    await user.keyboard("{F9}");
    await user.keyboard("{Alt>}1{/Alt}");
    await heading("Today");
    expect(screen.getByRole("button", { name: /^Names hidden/ })).toBeTruthy();
  });

  it("is documented where keys are", async () => {
    showInPractice("/settings");
    expect(
      (await screen.findByText("Hide or show names and addresses")).previousElementSibling?.textContent,
    ).toBe("F9");
  });

  it.each([
    "/orders",
    "/orders/order-OR-1032",
    "/drafts/draft-nora",
    "/drafts/draft-paula",
    "/shipments",
    "/shipments/shipment-OR-1032",
    "/customers",
    `/customers/${customers()[0]?.id}`,
  ])("hides every name and address on %s", async (path) => {
    showInPractice(path);
    await waitFor(() => expect(marked()).toBeGreaterThan(0));
    expect(bare()).toEqual([]);
  });

  it("hides who is signed in, too", async () => {
    show(makeFakeBackend({ app: { session: session("live") } }), "/settings");
    await heading("Settings");
    expect(document.body.textContent).toContain("dana@tidewell.example");
    expect(bare()).toEqual([]);
  });
});
