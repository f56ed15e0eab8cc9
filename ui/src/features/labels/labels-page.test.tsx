// Labels to print, on their way and on paper: in words that claim no more than is known.
import { describe, expect, it } from "vitest";
import type { Backend, LabelRowView } from "../../backend";
import { labelState } from "../../testing/fake/label-states";
import { batchOf, printers } from "../../testing/fake/printing";
import { failure } from "../../testing/fake-backend";
import { expectAccessible, heading, screen, showInPractice, waitFor, within } from "../../testing/show";

const open = (but: Partial<Backend> = {}) => showInPractice("/labels", { but });
const row = (who: string) => screen.findByRole("button", { name: new RegExp(`^Show the label for ${who}`) });

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

  it("of more than fifty are asked for once more, with count, first, last, paper and printer", async () => {
    const rows = Array.from({ length: 51 }, (_, at) => ({
      ...(batchOf("ended", ["waiting"]).labels[0] as LabelRowView),
      shipmentId: `shipment-${at}`,
      customer: `Customer ${at + 1}`,
      paper: null,
    }));
    const freshness = { asOf: null, nextLook: null, filling: null, failure: null };
    const { user, backend } = open({
      listLabels: async () => ({ rows, toPrint: 51, done: 0, trouble: 0, freshness }),
    });
    await user.click(await screen.findByRole("button", { name: /^Print 51 labels/ }));
    const dialog = within(await screen.findByRole("dialog", { name: "Print 51 labels?" }));
    expect(
      dialog.getByText("From Customer 1 to Customer 51, on 4 × 6 in (101.6 × 152.4 mm), with Zebra ZD421."),
    ).toBeTruthy();
    const begun = () => backend.calls.filter(({ name }) => name === "printLabels");
    await user.click(dialog.getByRole("button", { name: "Not now" }));
    expect(begun()).toHaveLength(0);
    await user.click(screen.getByRole("button", { name: /^Print 51 labels/ }));
    const asked = within(await screen.findByRole("dialog", { name: "Print 51 labels?" }));
    await user.click(asked.getByRole("button", { name: /^Print 51 labels/ }));
    await waitFor(() => expect(begun()).toHaveLength(1));
  });

  it("that could not be saved are listed with the reason, and the rest is saved", async () => {
    const { user } = open(labelState("labels-saved-some"));
    await row("Mei-Ling Chou");
    await user.click(screen.getByRole("button", { name: "Save as PDF" }));
    expect(await screen.findByText(/2 labels could not be had and are not in it\./)).toBeTruthy();
    expect(screen.getByText("Mei-Ling Chou: Only a part of the label arrived.")).toBeTruthy();
    expect(screen.getByText("Lucille Hart: This label is locked with a password.")).toBeTruthy();
  });

  it("are saved as one PDF where there is no printer", async () => {
    const { user } = open({
      listPrinters: async () => ({
        printers: [],
        label: null,
        chosen: false,
        document: null,
        brands: [],
        labelDays: 30,
        failure: "printing_not_there",
      }),
    });
    expect(await screen.findByText(/No printer is set up on this computer/)).toBeTruthy();
    await row("Mei-Ling Chou");
    await user.click(screen.getByRole("button", { name: "Save as PDF" }));
    expect((await screen.findAllByText("Saved as Labels.pdf in your downloads.")).length).toBeGreaterThan(0);
  });
});

describe("labels of several brands", () => {
  it("go each to the printer of their brand, one after the other", async () => {
    const there = { queue: "Office_Laser", paper: "na_index-4x6_4x6in" };
    const brands = printers.brands.map((one) => (one.name === "Nightwell" ? { ...one, choice: there } : one));
    const { user, backend } = open({
      listPrinters: async () => ({ ...printers, brands }),
      listLabels: async () => ({
        rows: ["tidewell", "nightwell", "tidewell"].map((brand, at) => ({
          ...(batchOf("ended", ["waiting", "waiting", "waiting"]).labels[at] as LabelRowView),
          paper: null,
          brandId: `brand-${brand}`,
        })),
        toPrint: 3,
        done: 0,
        trouble: 0,
        freshness: { asOf: null, nextLook: null, filling: null, failure: null },
      }),
    });
    const press = await screen.findByRole("button", { name: /^Print 2 labels/ });
    expect(screen.getByText(/^1 label more goes to Office laser/)).toBeTruthy();
    await user.click(press);
    await waitFor(() =>
      expect(backend.calls.find(({ name }) => name === "printLabels")?.args[1]).toMatchObject({
        shipments: ["shipment-OR-1032", "shipment-OR-1028"],
        queue: "Zebra_ZD421",
      }),
    );
  });
});

describe("the practice printer", () => {
  it("shows its sheets, jams when asked to, and is put right again", async () => {
    const { user, backend } = open();
    const printer = async () => within(await screen.findByRole("region", { name: "Practice printer" }));
    expect((await printer()).getByText("What it prints comes out here, on no paper at all.")).toBeTruthy();
    await user.click(await screen.findByRole("button", { name: /^Print 4 labels/ }));
    expect(
      await (await printer()).findByText("4 sheets came out. The last one is first.", {}, { timeout: 3_000 }),
    ).toBeTruthy();
    expect((await printer()).getAllByRole("img")).toHaveLength(4);
    await user.click((await printer()).getByRole("button", { name: "Let it jam" }));
    expect(backend.calls).toContainEqual({ name: "playPrinterTrouble", args: ["stamp-practice", "jam"] });
    await user.click(await (await printer()).findByRole("button", { name: "Clear the jam" }));
    expect(await (await printer()).findByRole("button", { name: "Unplug it" })).toBeTruthy();
    await expectAccessible();
  });
});

describe("the account of a run", () => {
  it("can be laid on the parcels as a list", async () => {
    const { user, backend } = open();
    await user.click(await screen.findByRole("button", { name: /^Print 4 labels/ }));
    await user.click(await screen.findByRole("button", { name: "Print this list" }));
    expect((await screen.findAllByText("The list was handed to Office laser.")).length).toBeGreaterThan(0);
    expect(backend.calls.find(({ name }) => name === "printAccount")?.args).toEqual([
      "stamp-practice",
      "batch-1",
      { queue: "Office_Laser", paper: "na_letter_8.5x11in" },
    ]);
  });

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
    expect(await screen.findByText(/Which of these labels came out last/)).toBeTruthy();
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

describe("a run that stands still", () => {
  it("never says that nothing was printed when a part of it was", async () => {
    const { user } = open(labelState("labels-refused"));
    expect(await screen.findByText("This printer takes no jobs now.")).toBeTruthy();
    expect(screen.getByText(/^What was not handed over waits here/)).toBeTruthy();
    expect(screen.queryByText(/Nothing was printed/)).toBeNull();
    expect(screen.getByRole("button", { name: "Go on with 1 label" })).toBeTruthy();
    await user.tab();
    await expectAccessible();
  });
});

describe("a scanned number", () => {
  it("of a run that is shown says that this label is here, one after the other", async () => {
    const { user, backend } = open();
    await user.click(await screen.findByRole("button", { name: /^Print 4 labels/ }));
    await screen.findByRole("region", { name: "This run" });
    const first = batchOf("ended", ["reported_done"]).labels[0] as LabelRowView;
    await user.keyboard("{F2}");
    await user.keyboard(`${first.trackingNumber}{Enter}`);
    await waitFor(() =>
      expect(backend.calls).toContainEqual({
        name: "seeLabel",
        args: ["stamp-practice", first.trackingNumber],
      }),
    );
    expect(await screen.findByText("Printed, seen")).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(backend.calls.filter(({ name }) => name === "printLabels")).toHaveLength(1);
  });

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

  it("beyond the rows that are shown is put on top, alone", async () => {
    const far = {
      ...(batchOf("ended", ["waiting"]).labels[0] as LabelRowView),
      shipmentId: "far",
      paper: null,
    };
    const { user, backend } = open({ findLabel: async () => far });
    await screen.findByRole("button", { name: /^Print 4 labels/ });
    await user.keyboard("{F2}");
    await user.keyboard("9400999{Enter}");
    await user.click(await screen.findByRole("button", { name: /^Print 1 label/ }));
    await waitFor(() =>
      expect(backend.calls.find(({ name }) => name === "printLabels")?.args[1]).toMatchObject({
        shipments: ["far"],
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
