// The catalog in every state, by visible names.
import { describe, expect, it } from "vitest";
import type { Backend, CatalogView } from "../../backend";
import { catalog } from "../../testing/fake/catalog";
import { failure } from "../../testing/fake-backend";
import { expectAccessible, heading, screen, showInPractice, waitFor, within } from "../../testing/show";

const open = (but: Partial<Backend> = {}) => showInPractice("/catalog", { but });
const answering = (part: Partial<CatalogView>) => ({ getCatalog: async () => ({ ...catalog(), ...part }) });

describe("products", () => {
  it("are told in a sentence and listed with what can be ordered first", async () => {
    open();
    await heading("Catalog");
    expect(await screen.findByText("You can order 16 products and 3 packs today.")).toBeTruthy();
    const rows = within(screen.getByRole("table", { name: "Products" }))
      .getAllByRole("row")
      .slice(1);
    expect(rows).toHaveLength(18);
    expect(rows[0]?.textContent).toContain("Ashwagandha 600 mg");
    expect(rows.at(-1)?.textContent).toContain("No longer made");
    await expectAccessible();
  });

  it("that are no longer made stay readable and say why", async () => {
    open();
    const row = (await screen.findByText("Zinc Picolinate 15 mg")).closest("tr");
    expect(row?.textContent).toContain("an order with it would be refused");
    expect(row?.dataset.muted).toBe("true");
  });

  it("are found by a part of the name or the SKU, whatever the case", async () => {
    const { user } = open();
    const filter = await screen.findByLabelText("Filter by name or SKU");
    await user.type(filter, "magNES");
    expect(screen.getByText("1 of 18")).toBeTruthy();
    expect(screen.getByText("Magnesium Glycinate 200 mg")).toBeTruthy();
    await user.clear(filter);
    await user.type(filter, "ts-cre");
    expect(screen.getByText("Creatine Monohydrate 750 mg")).toBeTruthy();
    expect(screen.queryByText("Magnesium Glycinate 200 mg")).toBeNull();
  });

  it("that nothing fits says so and can be shown again", async () => {
    const { user } = open();
    await user.type(await screen.findByLabelText("Filter by name or SKU"), "plutonium");
    expect(screen.getByText("No name or SKU contains “plutonium”.")).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Show everything" }));
    expect(screen.getByText("All 18")).toBeTruthy();
  });

  it("can be narrowed to one brand", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("combobox", { name: "Brand" }));
    await user.click(await screen.findByRole("option", { name: "Tidewell Sport" }));
    expect(await screen.findByText("3 of 18")).toBeTruthy();
  });

  it("as one filters and sorts them can be saved as a view, come back, and be written to a file", async () => {
    const { user, backend } = open();
    await user.type(await screen.findByLabelText("Filter by name or SKU"), "mag");
    await user.click(within(screen.getByRole("columnheader", { name: "Name" })).getByRole("button"));
    await user.click(screen.getByRole("button", { name: "Save view" }));
    const naming = within(await screen.findByRole("dialog", { name: "Save this view" }));
    await user.type(naming.getByLabelText("Name"), "Magnesium");
    await user.click(naming.getByRole("button", { name: "Save view" }));
    const tab = await screen.findByRole("tab", { name: "Magnesium, 1" });
    await waitFor(() => expect(tab.getAttribute("aria-selected")).toBe("true"));
    expect(backend.calls.find(({ name }) => name === "saveView")?.args[1]).toMatchObject({
      list: { kind: "catalog", query: { part: "products", text: "mag", sortBy: "name" } },
    });
    await user.click(screen.getByRole("tab", { name: /^Packs/ }));
    await user.clear(screen.getByLabelText("Filter by name or SKU"));
    await user.click(tab);
    expect(screen.getByLabelText("Filter by name or SKU")).toHaveProperty("value", "mag");
    await user.click(screen.getByRole("button", { name: "Export" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(/^Everything this list picks/)).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Export" }));
    const magnesium = catalog().products.filter(({ name }) => /mag/i.test(name));
    await waitFor(() =>
      expect(backend.calls.find(({ name }) => name === "exportList")?.args[1]).toMatchObject({
        list: { kind: "products" },
        only: magnesium.map(({ id }) => id),
      }),
    );
    await expectAccessible();
  });

  it("with very long names still fit", async () => {
    const long = `${"Llanfairpwllgwyngyll".repeat(12)} 10 mg`;
    const first = catalog().products[0];
    open(answering({ products: first ? [{ ...first, name: long }] : [] }));
    expect(await screen.findByText(long)).toBeTruthy();
    await expectAccessible();
  });
});

describe("packs", () => {
  it("open to what is in them, with the keyboard alone", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("tab", { name: /^Packs/ }));
    const first = screen.getByRole("button", { name: "Show what is in Calm Evening" });
    first.focus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    // It has a part that is no longer made: it stands after those that can be ordered.
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Show what is in Immune Daily" }));
    await user.keyboard("{Enter}");
    const contents = await screen.findByRole("list", { name: "What is in Immune Daily" });
    expect(within(contents).getByText("Vitamin C 500 mg")).toBeTruthy();
    const opened = screen.getByRole("button", { name: "Hide what is in Immune Daily" });
    expect(opened.getAttribute("aria-expanded")).toBe("true");
    await expectAccessible();
  });

  it("are sorted, chosen with the keyboard alone, and the chosen written to a file", async () => {
    const { user, backend } = open();
    await user.click(await screen.findByRole("tab", { name: /^Packs/ }));
    const names = () =>
      screen.getAllByRole("button", { name: /^Show what is in/ }).map((row) => row.textContent);
    const asRead = names();
    await user.click(within(screen.getByRole("columnheader", { name: "Name" })).getByRole("button"));
    expect(names()).toEqual([...asRead].sort());
    await user.click(within(screen.getByRole("columnheader", { name: "Name" })).getByRole("button"));
    expect(names()).toEqual([...asRead].sort().reverse());
    screen.getByRole("button", { name: "Show what is in Immune Daily" }).focus();
    await user.keyboard(" ");
    expect(screen.getByRole("checkbox", { name: /Immune Daily/ })).toHaveProperty("checked", true);
    const bar = within(await screen.findByRole("region", { name: "Chosen rows" }));
    await user.click(bar.getByRole("button", { name: "Export" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Export" }));
    const wanted = catalog().packs.filter(({ name }) => name === "Immune Daily");
    await waitFor(() =>
      expect(backend.calls.find(({ name }) => name === "exportList")?.args[1]).toMatchObject({
        list: { kind: "packs" },
        only: wanted.map(({ id }) => id),
      }),
    );
    await expectAccessible();
  });

  it("with a part that is no longer made warn by its name", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("tab", { name: /^Packs/ }));
    expect(
      screen.getByText("Zinc Picolinate 15 mg is no longer made. An order with this pack may be refused."),
    ).toBeTruthy();
  });

  it("that are switched off say why, and an account without packs is told what it can do", async () => {
    const { user, unmount } = open();
    await user.click(await screen.findByRole("tab", { name: /^Packs/ }));
    expect(screen.getByText(/OK Capsule has switched this pack off/)).toBeTruthy();
    unmount();
    const second = open(answering({ packs: [] }));
    await second.user.click(await screen.findByRole("tab", { name: /^Packs/ }));
    expect(await screen.findByText(/You can still put single products into a pouch/)).toBeTruthy();
    await expectAccessible();
  });
});

describe("states", () => {
  it("loading is a skeleton after a moment, and is said", async () => {
    open({ getCatalog: () => new Promise(() => {}) });
    await heading("Catalog");
    expect(screen.getByRole("status", { name: "Loading" })).toBeTruthy();
    await expectAccessible();
  });

  it("an empty catalog says who can mend it", async () => {
    open(answering({ products: [], packs: [], brands: [] }));
    expect(await screen.findByRole("heading", { name: "The catalog is empty" })).toBeTruthy();
    expect(screen.getByText(/Ask OK Capsule support/)).toBeTruthy();
    await expectAccessible();
  });

  it("a failure has a sentence, a reference and a way to try again", async () => {
    let tries = 0;
    const { user } = open({
      getCatalog: async () => {
        tries += 1;
        if (tries === 1) throw failure("server_fault");
        return catalog();
      },
    });
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("OK Capsule has a fault on its side.");
    expect(alert.textContent).toContain("CD-7F3K");
    await expectAccessible();
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Ashwagandha 600 mg")).toBeTruthy();
  });

  it("offline keeps the list and says how old it is", async () => {
    const { freshness } = catalog();
    open(answering({ freshness: { ...freshness, failure: "offline" } }));
    expect(await screen.findByText("There is no connection to OK Capsule.")).toBeTruthy();
    expect(screen.getByText("Ashwagandha 600 mg")).toBeTruthy();
    expect(screen.getAllByRole("banner")[0]?.textContent).toMatch(/As of .*3:38 PM/);
    await expectAccessible();
  });

  it("a first reading that still runs tells how far it is", async () => {
    const { freshness } = catalog();
    open(answering({ freshness: { ...freshness, filling: { read: 12, expected: 40 } } }));
    expect(await screen.findByText("Reading for the first time: 12 records of 40 records.")).toBeTruthy();
  });

  it("is looked at anew by the button and by F5, which never reloads the page", async () => {
    const { user, backend } = open();
    await screen.findByText("Ashwagandha 600 mg");
    const looks = () =>
      backend.calls.filter(({ name, args }) => name === "getCatalog" && args[0] === true).length;
    await user.click(screen.getByRole("button", { name: "Look now" }));
    await waitFor(() => expect(looks()).toBe(1));
    await screen.findByRole("button", { name: "Look now" });
    await user.keyboard("{F5}");
    await waitFor(() => expect(looks()).toBe(2));
  });

  it("follows when Rust says the catalog changed", async () => {
    let products = catalog().products;
    const { backend } = open({ getCatalog: async () => ({ ...catalog(), products }) });
    await screen.findByText("Ashwagandha 600 mg");
    products = products.slice(0, 2);
    backend.tell("mirrorChanged", { area: "catalog" });
    expect(await screen.findByText("All 2")).toBeTruthy();
  });
});
