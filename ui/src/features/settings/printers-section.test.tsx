// Setting up a printer: where labels go, a test sheet, a ruler.
import { expect, it } from "vitest";
import { failure } from "../../testing/fake-backend";
import { expectAccessible, screen, showInPractice, waitFor } from "../../testing/show";

it("a test sheet is measured with a ruler, and the four lengths are kept", async () => {
  const { user, backend } = showInPractice("/settings");
  await user.click(await screen.findByRole("button", { name: "Print test sheet on Zebra ZD421" }));
  await user.type(await screen.findByRole("textbox", { name: /^1\. The line across/ }), "79");
  await user.click(screen.getByRole("button", { name: "Keep these measures" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Type four lengths in millimeters.");
  await user.type(screen.getByRole("textbox", { name: /^2\. The line down/ }), "129.5");
  await user.type(screen.getByRole("textbox", { name: /^3\. Left edge/ }), "9");
  await user.type(screen.getByRole("textbox", { name: /^4\. Upper edge/ }), "11");
  await user.click(screen.getByRole("button", { name: "Keep these measures" }));
  expect(await screen.findByText(/^Kept\. From now on/)).toBeTruthy();
  expect(backend.calls.find(({ name }) => name === "measurePrinter")?.args[1]).toEqual({
    queue: "Zebra_ZD421",
    paper: "na_index-4x6_4x6in",
    acrossMm: 79,
    alongMm: 129.5,
    leftMm: 9,
    topMm: 11,
  });
  await expectAccessible();
});

it("a printer that is gone is told when a test sheet is asked for", async () => {
  const { user } = showInPractice("/settings", {
    but: { printTestSheet: () => Promise.reject(failure("printer_gone", { next: "fix" })) },
  });
  await user.click(await screen.findByRole("button", { name: "Print test sheet on Zebra ZD421" }));
  expect((await screen.findByRole("alert")).textContent).toContain(
    "Nothing was printed. Choose another printer.",
  );
});

it("a brand's labels and the lists have printers of their own, and each can be taken back", async () => {
  const { user, backend } = showInPractice("/settings");
  await user.click(await screen.findByRole("combobox", { name: "Labels of Nightwell go to: printer" }));
  await user.click(await screen.findByRole("option", { name: "Office laser" }));
  const chosen = () =>
    backend.calls.filter(({ name }) => name === "choosePrinter").map(({ args }) => args[1]);
  await waitFor(() =>
    expect(chosen()).toEqual([
      {
        purpose: "label",
        brand: "brand-nightwell",
        choice: { queue: "Office_Laser", paper: "na_index-4x6_4x6in" },
      },
    ]),
  );
  await user.click(await screen.findByRole("combobox", { name: "Labels of Nightwell go to: printer" }));
  await user.click(await screen.findByRole("option", { name: "Where all labels go" }));
  await waitFor(() => expect(chosen()[1]).toMatchObject({ brand: "brand-nightwell", choice: null }));
  expect(screen.getByRole("button", { name: "Print test sheet on Office laser" })).toBeTruthy();
});

it("how long labels stay on this computer is said and kept", async () => {
  const { user, backend } = showInPractice("/settings");
  const days = await screen.findByRole("textbox", { name: "Days a label stays on this computer" });
  await user.clear(days);
  await user.type(days, "7{Enter}");
  expect(
    await screen.findByText("Labels stay 7 days on this computer. Older ones are removed."),
  ).toBeTruthy();
  expect(backend.calls).toContainEqual({ name: "keepLabelsFor", args: ["stamp-practice", 7] });
});
