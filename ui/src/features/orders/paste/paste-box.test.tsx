// The paste box by visible names: what is read is shown before it is taken, doubt is said, and what was typed stays.
import { describe, expect, it } from "vitest";
import type { Backend, PasteView } from "../../../backend";
import { blankForm, draft, formFor } from "../../../testing/fake/drafts";
import { noraMail } from "../../../testing/fake/order-desk";
import { failure } from "../../../testing/fake-backend";
import { expectAccessible, fireEvent, screen, showInPractice, waitFor, within } from "../../../testing/show";

function open(form = blankForm(), but: Partial<Backend> = {}) {
  const view = draft("key-1", form, {});
  return showInPractice("/drafts/key-1", {
    but: {
      getDraft: async () => view,
      saveDraft: async (_stamp, key, form, focus) => ({ ...view, key, form, focus }),
      ...but,
    },
  });
}

async function paste(text: string): Promise<HTMLElement> {
  fireEvent.click(await screen.findByRole("button", { name: "Paste an e-mail or address" }));
  const box = await screen.findByLabelText("Text to read");
  fireEvent.paste(box, { clipboardData: { getData: () => text } });
  fireEvent.change(box, { target: { value: text } });
  return box;
}

const value = (label: string) => (screen.getByLabelText(label) as HTMLInputElement).value;

describe("the paste box", () => {
  it("shows what was read with its doubts, and changes nothing by itself", async () => {
    const { backend } = open();
    await paste(noraMail);
    expect((await screen.findAllByText("12 parts read from the text, 2 to look at.")).length).toBeGreaterThan(
      0,
    );
    const parts = within(screen.getByLabelText("What was read"));
    expect(parts.getByText("418 Alder Towers").closest("dd")?.textContent).toContain(
      "Where does the city begin?",
    );
    expect(screen.getByText(/Hi Dana, please set up/, { selector: "p" }).textContent).toContain("Not used");
    expect(value("First name")).toBe("");
    expect(backend.calls.some(({ name }) => name === "saveDraft")).toBe(false);
    await expectAccessible();
  });

  it("fills the empty fields with one press, and takes them back with another", async () => {
    open();
    await paste(noraMail);
    fireEvent.click(await screen.findByRole("button", { name: "Fill in 10 parts" }));
    expect(value("First name")).toBe("Nora");
    expect(value("ZIP code")).toBe("97205");
    expect(await screen.findByRole("group", { name: "Vitamin D3 2000 IU, servings" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Take back" }));
    expect(value("First name")).toBe("");
  });

  it("goes on saying what is doubtful until the field is changed", async () => {
    open();
    await paste(noraMail);
    fireEvent.click(await screen.findByRole("button", { name: "Fill in 10 parts" }));
    expect(screen.getByText("Street address: Where does the city begin?")).toBeTruthy();
    fireEvent.change(screen.getByLabelText("Street address"), { target: { value: "418 Alder Towers 9" } });
    expect(screen.queryByText("Street address: Where does the city begin?")).toBeNull();
    expect(screen.queryByRole("button", { name: "Take back" })).toBeNull();
  });

  it("keeps what was typed unless it is told to replace it", async () => {
    const { customer } = formFor("Norah", "Feldman");
    open({ ...blankForm(), ...(customer ? { customer } : {}) });
    await paste(noraMail);
    const kept = await screen.findByRole("button", { name: /^Replace \d+ fields? I typed$/ });
    expect(
      within(screen.getByLabelText("What was read")).getAllByText("Your own words stay there.").length,
    ).toBeGreaterThan(0);
    fireEvent.click(screen.getByRole("button", { name: /^Fill in/ }));
    expect(value("First name")).toBe("Norah");
    expect(kept.isConnected).toBe(false);
  });

  it("asks for the time of day the text does not name", async () => {
    open();
    await paste(noraMail);
    fireEvent.click(await screen.findByRole("button", { name: "In the evening" }));
    fireEvent.click(await screen.findByRole("button", { name: "Fill in 11 parts" }));
    expect(await screen.findByRole("group", { name: "L-Theanine 200 mg, servings" })).toBeTruthy();
  });

  it("asks which product is meant and fills in none that is no longer made", async () => {
    const product = {
      productId: null,
      choices: ["product-5", "product-6"],
      pack: false,
      active: true,
      servings: 1,
      timeOfDay: "evening" as const,
      span: { from: 0, to: 3 },
      doubt: "several" as const,
    };
    const read: PasteView = {
      fields: [],
      products: [
        product,
        {
          ...product,
          productId: "product-7",
          choices: [],
          active: false,
          doubt: null,
          span: { from: 5, to: 9 },
        },
      ],
      leftovers: [],
      cut: true,
    };
    open(blankForm(), { readPaste: async () => read });
    await paste("one magnesium, one zinc at night");
    expect(await screen.findByText("No longer made, so it is not filled in.")).toBeTruthy();
    expect(screen.getByText("The text is long; only its first part was read.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Fill in/ })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Choose Magnesium Glycinate 200 mg" }));
    fireEvent.click(screen.getByRole("button", { name: "Fill in 1 part" }));
    expect(await screen.findByRole("group", { name: "Magnesium Glycinate 200 mg, servings" })).toBeTruthy();
  });

  it("fills a ready-made pack into its empty pouch, and opens it there to what it holds", async () => {
    const read: PasteView = {
      fields: [],
      products: [
        {
          productId: "pack-1",
          choices: [],
          pack: true,
          active: true,
          servings: null,
          timeOfDay: "evening",
          span: { from: 0, to: 12 },
          doubt: null,
        },
      ],
      leftovers: [],
      cut: false,
    };
    open(blankForm(), { readPaste: async () => read });
    await paste("Calm Evening please");
    expect(await screen.findByText("Calm Evening (pack), evening")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Fill in 1 part" }));
    const holds = within(await screen.findByRole("list", { name: "What is in Calm Evening" }));
    expect(holds.getAllByRole("listitem").map((part) => part.textContent)).toEqual([
      "1 Magnesium Glycinate 200 mg",
      "1 L-Theanine 200 mg",
      "1 Ashwagandha 600 mg",
    ]);
    fireEvent.click(screen.getByRole("button", { name: "Open into its products" }));
    expect(await screen.findByRole("group", { name: "L-Theanine 200 mg, servings" })).toBeTruthy();
  });

  it("says when nothing was found, and when the text could not be read", async () => {
    open();
    await paste("See you on Monday.");
    expect(
      (await screen.findAllByText("Nothing for an order was found in this text.")).length,
    ).toBeGreaterThan(0);
  });

  it("says when the text could not be read", async () => {
    open(blankForm(), { readPaste: () => Promise.reject(failure("unexpected")) });
    await paste("anything");
    expect(await screen.findByText("The text could not be read just now.")).toBeTruthy();
  });
});

describe("the look at an address", () => {
  it("stands below the address with what a return costs, and goes when it is right as it is", async () => {
    const form = formFor("Nora", "Feldman");
    open({ ...form, address: { ...form.address, address1: "418 Alder Towers", address2: "" } });
    expect(await screen.findByText(/Is there an apartment number/)).toBeTruthy();
    expect(screen.getByText(/A parcel that comes back is destroyed/)).toBeTruthy();
    await expectAccessible();
    fireEvent.click(screen.getByRole("button", { name: "Right as it is: Apartment, suite, unit" }));
    await waitFor(() => expect(screen.queryByText(/Is there an apartment number/)).toBeNull());
  });

  it("mends a field with one press", async () => {
    open(formFor("Nora", "Feldman"), {
      checkAddress: async ({ postalCode }) =>
        postalCode === "03060"
          ? []
          : [
              {
                path: "address.postalCode",
                rule: "zip_lost_zero",
                sureness: "certain",
                about: null,
                fix: { path: "address.postalCode", value: "03060" },
              },
            ],
    });
    fireEvent.click(await screen.findByRole("button", { name: "Use 03060" }));
    expect(value("ZIP code")).toBe("03060");
    await waitFor(() => expect(screen.queryByText(/lost the zero/)).toBeNull());
  });
});
