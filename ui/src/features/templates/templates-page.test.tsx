// The templates' own page and the catalog's changes above it, by visible names.
import { describe, expect, it } from "vitest";
import { ago } from "../../testing/fake/time";
import {
  expectAccessible,
  fireEvent,
  heading,
  screen,
  showInPractice,
  waitFor,
  within,
} from "../../testing/show";

const of = (name: string) => screen.findByRole("region", { name });

describe("the templates", () => {
  it("show what they hold and begin a new order", async () => {
    showInPractice("/templates");
    await heading("Templates");
    const basics = within(await of("Daily basics"));
    expect(basics.getByText("2 Vitamin D3 2000 IU")).toBeTruthy();
    await expectAccessible();
    fireEvent.click(basics.getByRole("button", { name: "New order from Daily basics" }));
    await heading("New order");
    expect(await screen.findByRole("group", { name: "Vitamin D3 2000 IU, servings" })).toBeTruthy();
  });

  it("that hold a retired product say so and are mended with one press", async () => {
    showInPractice("/templates");
    const winter = within(await of("Winter, adults"));
    expect(winter.getByText("Zinc Picolinate 15 mg is no longer made.")).toBeTruthy();
    fireEvent.click(await winter.findByRole("button", { name: "Use Iron Bisglycinate 25 mg instead" }));
    await waitFor(() => expect(winter.queryByText(/no longer made/)).toBeNull());
    expect(winter.getByText("1 Iron Bisglycinate 25 mg")).toBeTruthy();
  });

  it("are renamed and deleted, the latter only after a question", async () => {
    showInPractice("/templates");
    const basics = within(await of("Daily basics"));
    fireEvent.click(basics.getByRole("button", { name: "Rename Daily basics" }));
    fireEvent.change(basics.getByLabelText("Name of the template"), { target: { value: "Basics" } });
    fireEvent.click(basics.getByRole("button", { name: "Save as template" }));
    const renamed = within(await of("Basics"));
    fireEvent.click(renamed.getByRole("button", { name: "Delete Basics" }));
    fireEvent.click(await screen.findByRole("button", { name: "Delete template" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: "Basics" })).toBeNull());
  });

  it("that nobody made yet say how one is made", async () => {
    showInPractice("/templates", { but: { listTemplates: async () => [] } });
    expect(await screen.findByRole("heading", { name: "No templates yet" })).toBeTruthy();
  });
});

describe("the catalog's changes", () => {
  it("are told with the templates they touch, until somebody has seen them", async () => {
    const gone = (id: string, name: string) => ({ id, pack: false, name });
    const { backend } = showInPractice("/templates", {
      but: {
        catalogDigest: async () => ({
          since: ago(9_000),
          retired: [gone("product-7", "Zinc Picolinate 15 mg"), gone("product-16", "Beta-Alanine 800 mg")],
          added: [],
          templates: [{ id: "template-2", name: "Winter, adults", holds: ["Zinc Picolinate 15 mg"] }],
        }),
      },
    });
    expect(await screen.findByText("2 products were retired.")).toBeTruthy();
    expect(screen.getByText(/1 template uses what is gone/)).toBeTruthy();
    await expectAccessible();
    fireEvent.click(screen.getByRole("button", { name: "Understood" }));
    await waitFor(() => expect(screen.queryByText("2 products were retired.")).toBeNull());
    expect(backend.calls.some(({ name }) => name === "seeCatalog")).toBe(true);
  });
});
