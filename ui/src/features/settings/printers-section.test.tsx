// Setting up a printer: where labels go, a test sheet, a ruler.
import { expect, it } from "vitest";
import { failure } from "../../testing/fake-backend";
import { expectAccessible, screen, showInPractice } from "../../testing/show";

it("a test sheet is measured with a ruler, and the four lengths are kept", async () => {
  const { user, backend } = showInPractice("/settings");
  await user.click(await screen.findByRole("button", { name: "Print test sheet" }));
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
  await user.click(await screen.findByRole("button", { name: "Print test sheet" }));
  expect((await screen.findByRole("alert")).textContent).toContain(
    "Nothing was printed. Choose another printer.",
  );
});
