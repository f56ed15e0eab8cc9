// A label on screen and on disk, and a sentence for everything that can go wrong on the way.
import { describe, expect, it } from "vitest";
import type { Backend, Code, LabelRowView } from "../../backend";
import { labelView } from "../../testing/fake/label-picture";
import { labelRows } from "../../testing/fake/printing";
import { ago } from "../../testing/fake/time";
import { failure } from "../../testing/fake-backend";
import { expectAccessible, fireEvent, screen, showInPractice, waitFor, within } from "../../testing/show";

const open = (but: Partial<Backend> = {}) => showInPractice("/shipments/shipment-OR-1032", { but });
const showLabel = () => screen.findByRole("button", { name: "Show label for Mei-Ling Chou" });

describe("a label", () => {
  it("is fetched on a press only, and stands there at true size in inches and millimeters", async () => {
    const { user, backend } = open();
    const button = await showLabel();
    expect(backend.calls.map(({ name }) => name)).not.toContain("getLabel");
    await user.click(button);
    const picture = await screen.findByRole("img", { name: "Label for Mei-Ling Chou" });
    expect(backend.calls).toContainEqual({ name: "getLabel", args: ["stamp-practice", "shipment-OR-1032"] });
    expect(backend.calls).toContainEqual({
      name: "labelPageUrl",
      args: ["stamp-practice", "shipment-OR-1032", 1],
    });
    expect(picture.style.width).toBe("101.6mm");
    expect(picture.style.height).toBe("152.4mm");
    expect(screen.getByText("At true size, 4 × 6 in (101.6 × 152.4 mm)")).toBeTruthy();
    expect(screen.getByText("Fetched just now and kept on this computer.")).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Hide label" }));
    expect(screen.queryByRole("img", { name: "Label for Mei-Ling Chou" })).toBeNull();
    // Asked anew: the desk answers from this computer, and the card says so.
    await user.click(await showLabel());
    expect(backend.calls.filter(({ name }) => name === "getLabel")).toHaveLength(2);
  });

  it("is saved as a file, with name, size and folder in a sentence", async () => {
    const { user } = open({
      saveLabel: async () => ({
        path: "/home/dana/Downloads/OR-1032.pdf",
        fileName: "OR-1032.pdf",
        bytes: 18_204,
      }),
    });
    await user.click(await screen.findByRole("button", { name: "Save as PDF" }));
    expect(await screen.findByText(/OR-1032\.pdf, 18 KB, in \/home\/dana\/Downloads$/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Copy path of OR-1032.pdf" })).toBeTruthy();
    const spoken = screen.getAllByRole("status").map((one) => one.textContent);
    expect(spoken).toContain("The label is saved as OR-1032.pdf, 18 KB, in /home/dana/Downloads.");
    await expectAccessible();
  });

  it("of several pages is turned page by page; one without a size says so", async () => {
    const { user } = open({
      getLabel: async (_stamp, shipmentId) => ({
        shipmentId,
        kind: "png",
        bytes: 900,
        kept: true,
        script: false,
        pages: [
          { number: 1, widthMm: 101.6, heightMm: 152.4 },
          { number: 2, widthMm: null, heightMm: null },
        ],
      }),
    });
    await user.click(await showLabel());
    expect(await screen.findByRole("img", { name: "Label for Mei-Ling Chou, page 1 of 2" })).toBeTruthy();
    expect(screen.getByText("From this computer; nothing was fetched.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Save as picture" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Next page" }));
    expect(await screen.findByRole("img", { name: "Label for Mei-Ling Chou, page 2 of 2" })).toBeTruthy();
    expect(screen.getByText("At true size, size not given in the file")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Page before" }));
    expect(await screen.findByRole("img", { name: "Label for Mei-Ling Chou, page 1 of 2" })).toBeTruthy();
  });

  it("that carries a script says so, and what becomes of it", async () => {
    const { user } = open({
      getLabel: async (_stamp, shipmentId) => labelView(shipmentId, true),
    });
    await user.click(await showLabel());
    expect(await screen.findByText(/^This file wants to run a script/)).toBeTruthy();
    expect(screen.getByRole("img", { name: "Label for Mei-Ling Chou" })).toBeTruthy();
  });

  it("whose picture cannot be drawn can still be saved", async () => {
    const { user } = open();
    await user.click(await showLabel());
    fireEvent.error(await screen.findByRole("img", { name: "Label for Mei-Ling Chou" }));
    expect(
      await screen.findByText("The picture of the label could not be shown. You can still save the file."),
    ).toBeTruthy();
    expect(screen.getByRole("button", { name: "Save as PDF" })).toBeTruthy();
  });
});

describe("when there is no label", () => {
  const cases: [Code, title: string, text: string][] = [
    ["label_not_ready", "This shipment has no label yet.", "Look again later."],
    ["label_expired", "The label’s address had run out.", "live for 15 minutes"],
    ["label_not_a_label", "What came is not a label.", "neither a PDF nor a picture"],
    ["label_too_large", "The label file is far too large.", "at most 20 MB"],
    ["label_host_unknown", "The label lies on a computer we do not know.", "nothing was fetched"],
    ["label_not_readable", "This label cannot be shown.", "cannot be drawn"],
    ["label_encrypted", "This label is locked with a password.", "You can save it as it came"],
    ["label_cut_short", "Only a part of the label arrived.", "nothing was kept"],
    ["label_too_many_pages", "This label has far too many pages.", "You can save it as it came"],
    ["label_page_too_large", "This label’s page is far too large.", "longer than a meter"],
    ["offline", "There is no connection to OK Capsule.", "not on this computer yet"],
  ];

  it("no two of them are told in the same sentence", () => {
    expect(new Set(cases.map(([, title]) => title)).size).toBe(cases.length);
  });

  it.each(cases)("%s says what happened and what is safe", async (code, title, text) => {
    const { user } = open({ getLabel: () => Promise.reject(failure(code)) });
    await user.click(await showLabel());
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain(title);
    expect(alert.textContent).toContain(text);
    expect(alert.textContent).toMatch(/\. .*\.Reference CD-7F3K/);
    expect(screen.queryByRole("img", { name: /^Label for/ })).toBeNull();
  });

  it("after it ran out, trying again fetches a fresh one", async () => {
    let tries = 0;
    const { user, backend } = open({
      getLabel: async (_stamp, shipmentId) => {
        tries += 1;
        if (tries === 1) throw failure("label_expired");
        return labelView(shipmentId);
      },
    });
    await user.click(await showLabel());
    await user.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("img", { name: "Label for Mei-Ling Chou" })).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
    expect(backend.calls.filter(({ name }) => name === "getLabel")).toHaveLength(2);
  });

  it("a full disk says that it was not saved", async () => {
    const { user } = open({ saveLabel: () => Promise.reject(failure("disk_full", { next: "fix" })) });
    await user.click(await screen.findByRole("button", { name: "Save as PDF" }));
    expect((await screen.findByRole("alert")).textContent).toContain(
      "The label was not saved. Free some space, then try again.",
    );
  });
});

describe("a label printed from its parcel", () => {
  const print = () => screen.findByRole("button", { name: "Print label for Mei-Ling Chou" });

  it("goes to the label printer by one press, says what is known here, and again only for a reason", async () => {
    const { user, backend } = open();
    await screen.findByText(/^Goes to Zebra ZD421\./);
    await user.click(await print());
    await waitFor(() =>
      expect(backend.calls.find(({ name }) => name === "printLabels")?.args).toEqual([
        "stamp-practice",
        {
          shipments: ["shipment-OR-1032"],
          queue: "Zebra_ZD421",
          paper: "na_index-4x6_4x6in",
          copies: 1,
          reason: null,
        },
      ]),
    );
    expect(await screen.findByText("Printer reports done")).toBeTruthy();
    expect(screen.getByText(/^as this computer knows/)).toBeTruthy();
    await expectAccessible();
    await user.click(await print());
    const dialog = await screen.findByRole("dialog", { name: "The label for Mei-Ling Chou" });
    await user.click(within(dialog).getByRole("button", { name: "It is damaged" }));
    await waitFor(() => {
      const calls = backend.calls.filter(({ name }) => name === "printLabels");
      expect(calls).toHaveLength(2);
      expect(calls[1]?.args[1]).toMatchObject({ reason: "damaged" });
    });
    await user.click(await screen.findByRole("button", { name: "It is here" }));
    expect(await screen.findByText("Printed, seen")).toBeTruthy();
  });

  it("is asked for again while it is handed over, when nobody knows yet what became of it", async () => {
    const [row] = labelRows;
    let asked = 0;
    open({
      labelOnPaper: async () => {
        asked += 1;
        const state = asked === 1 ? "unknown" : "reported_done";
        const paper = { batch: "batch-1", state, code: null, copy: 1, at: ago(1) } as const;
        return { ...(row as LabelRowView), paper };
      },
    });
    expect(await screen.findByText("Not known")).toBeTruthy();
    expect(await screen.findByText("Printer reports done")).toBeTruthy();
  });

  it("has a way where no printer is: another program", async () => {
    const none = { printers: [], label: null, document: null, brands: [], labelDays: 30 };
    const { user, backend } = open({
      listPrinters: async () => ({ ...none, chosen: false, failure: "printing_not_there" }),
    });
    expect(await screen.findByText(/^No printer here has label paper/)).toBeTruthy();
    await user.click(await print());
    expect(backend.calls.map(({ name }) => name)).not.toContain("printLabels");
    await user.click(
      screen.getByRole("button", { name: "Open with another program: label for Mei-Ling Chou" }),
    );
    expect((await screen.findAllByText(/^The label is open in another program/)).length).toBeGreaterThan(0);
    expect(backend.calls).toContainEqual({ name: "viewLabel", args: ["stamp-practice", "shipment-OR-1032"] });
  });

  it("says why it cannot begin, and that nothing was printed", async () => {
    const { user } = open({ printLabels: () => Promise.reject(failure("printer_gone")) });
    await user.click(await print());
    expect((await screen.findByRole("alert")).textContent).toContain("Nothing was printed.");
  });
});
