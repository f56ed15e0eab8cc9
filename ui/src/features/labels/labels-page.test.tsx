// Labels to print, on their way and on paper: in words that claim no more than is known.
import { describe, expect, it } from "vitest";
import type { Backend } from "../../backend";
import { batchOf } from "../../testing/fake/printing";
import { failure } from "../../testing/fake-backend";
import { expectAccessible, heading, screen, showInPractice, waitFor, within } from "../../testing/show";

const open = (but: Partial<Backend> = {}) => showInPractice("/labels", { but });
const row = (who: string) => screen.findByRole("button", { name: `Show the label for ${who}` });

describe("labels to print", () => {
  it("are all chosen, and two presses from anywhere put them on paper", async () => {
    const { user, backend } = showInPractice("/today");
    await user.click(await screen.findByRole("link", { name: "Labels" }));
    await heading("Labels");
    await user.click(await screen.findByRole("button", { name: /^Print 4 labels/ }));
    const call = await waitFor(() => {
      const found = backend.calls.find(({ name }) => name === "printLabels");
      expect(found).toBeTruthy();
      return found;
    });
    expect(call?.args).toEqual([
      "stamp-practice",
      {
        shipments: ["shipment-OR-1032", "shipment-OR-1031", "shipment-OR-1028", "shipment-OR-1029"],
        queue: "Zebra_ZD421",
        paper: "na_index-4x6_4x6in",
        copies: 1,
        reason: null,
      },
    ]);
    const run = within(await screen.findByRole("region", { name: "This run" }));
    expect(await run.findByText("The printer reports all 4 labels done.")).toBeTruthy();
    expect(screen.queryByText(/printed and seen/)).toBeNull();
    await user.click(screen.getByRole("button", { name: "It is here" }));
    expect(await run.findByText("4 labels printed and seen.")).toBeTruthy();
    await expectAccessible();
  });

  it("show the first at true size, and a box leaves one out", async () => {
    const { user, backend } = open();
    const picture = await screen.findByRole("img", { name: "Label for Mei-Ling Chou" });
    expect(picture.style.width).toBe("101.6mm");
    await user.click(screen.getByRole("checkbox", { name: "Choose the label for Omar Haddad" }));
    await user.keyboard("{Control>}p{/Control}");
    await waitFor(() => {
      const form = backend.calls.find(({ name }) => name === "printLabels")?.args[1];
      expect(form).toMatchObject({
        shipments: ["shipment-OR-1032", "shipment-OR-1031", "shipment-OR-1029"],
      });
    });
  });

  it("say why nothing was begun", async () => {
    const { user } = open({ printLabels: () => Promise.reject(failure("paper_not_in_printer")) });
    await user.click(await screen.findByRole("button", { name: /^Print 4 labels/ }));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("This printer does not have this paper.");
    expect(alert.textContent).toContain("Nothing was printed.");
  });

  it("are saved as one PDF where there is no printer", async () => {
    const { user } = open({
      listPrinters: async () => ({
        printers: [],
        label: null,
        chosen: false,
        failure: "printing_not_there",
      }),
    });
    expect(await screen.findByText(/No printer is set up on this computer/)).toBeTruthy();
    await row("Mei-Ling Chou");
    await user.click(screen.getByRole("button", { name: "Save as PDF" }));
    expect((await screen.findAllByText("Saved as Labels.pdf in your downloads.")).length).toBeGreaterThan(0);
  });
});

describe("a run", () => {
  it("out of paper says so and goes on by itself", async () => {
    const running = batchOf("running", ["reported_done", "handed_over"], { trouble: "out_of_paper" });
    open({ currentBatch: async () => running });
    expect(await screen.findByText(/The printer is out of paper/)).toBeTruthy();
    expect(screen.getByText("Printing: 1 of 2 reported done.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Stop here" })).toBeTruthy();
    await expectAccessible();
  });

  it("in doubt asks which label came out last before it goes on", async () => {
    const doubt = batchOf("paused", ["reported_done", "unknown", "unknown"], { code: "print_job_failed" });
    const { user, backend } = open({
      currentBatch: async () => doubt,
      labelsCameOut: async () => batchOf("paused", ["seen", "seen", "failed"]),
    });
    expect(await screen.findByText(/Which label came out last/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Go on with/ })).toBeNull();
    await user.click(screen.getByRole("button", { name: "The label for Lucille Hart came out last" }));
    expect(backend.calls).toContainEqual({
      name: "labelsCameOut",
      args: ["stamp-practice", "batch-1", "shipment-OR-1031"],
    });
    expect(await screen.findByRole("button", { name: "Go on with 1 label" })).toBeTruthy();
    const counts = within(screen.getByRole("region", { name: "This run" }));
    expect(counts.getByText("printed and seen")).toBeTruthy();
  });
});

describe("a scanned number", () => {
  it("of a label that may be on paper asks for a reason before it is printed again", async () => {
    const { user, backend } = open();
    await user.click(await screen.findByRole("button", { name: /^Print 4 labels/ }));
    await user.click(await screen.findByRole("button", { name: "Close this run" }));
    await user.keyboard("{F2}");
    await user.keyboard("794644790132{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "The label for Nora Feldman" });
    await user.click(within(dialog).getByRole("button", { name: "It is damaged" }));
    await waitFor(() =>
      expect(backend.calls.filter(({ name }) => name === "printLabels").pop()?.args[1]).toMatchObject({
        shipments: ["shipment-OR-1029"],
        reason: "damaged",
      }),
    );
  });

  it("that nobody knows is said", async () => {
    const { user } = open();
    const field = await screen.findByRole("textbox", { name: /^Scan or type/ });
    await user.type(field, "12345{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain(
      "No label on this computer has the number 12345.",
    );
  });
});
