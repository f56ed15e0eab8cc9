// The list of customers and one customer, in every state, by visible names.
import { describe, expect, it } from "vitest";
import type { Backend, CustomersPageView, CustomerView } from "../../backend";
import { failure, makeFakeBackend } from "../../testing/fake-backend";
import {
  expectAccessible,
  fireEvent,
  heading,
  screen,
  showInPractice,
  waitFor,
  within,
} from "../../testing/show";

const fresh = { asOf: "2026-11-17T20:38:00Z", nextLook: null, filling: null, failure: null };

const answering = (part: Partial<CustomersPageView>): Partial<Backend> => ({
  listCustomers: async () => ({ rows: [], total: 0, freshness: fresh, ...part }),
});

async function openOne(part: Partial<CustomerView> = {}, but: Partial<Backend> = {}) {
  const view = await makeFakeBackend().getCustomer("customer-order-OR-1042");
  return showInPractice("/customers/c1", {
    but: { getCustomer: async () => ({ ...view, ...part }), ...but },
  });
}

describe("the list of customers", () => {
  it("tells each with how to reach them, how many orders, and when the last was", async () => {
    showInPractice("/customers");
    await heading("Customers");
    const table = within(await screen.findByRole("table", { name: "Customers" }));
    const rows = table.getAllByRole("row").slice(1);
    expect(rows[0]?.textContent).toMatch(/^Ana Lindqvistana\.lindqvist@example\.comBoise1Today/);
    expect(table.getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort")).toBe("ascending");
    expect(screen.getByText("1 to 9 of 9")).toBeTruthy();
    await expectAccessible();
  });

  it("filters, sorts and opens by keyboard, and the way back keeps all of it", async () => {
    const { user, backend } = showInPractice("/customers");
    await screen.findByText("1 to 9 of 9");
    const sort = within(screen.getByRole("columnheader", { name: "Last order" })).getByRole("button");
    sort.focus();
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "listCustomers")?.args[0]).toMatchObject({
        sort: { by: "last_order", descending: true },
      }),
    );
    fireEvent.change(screen.getByLabelText("Filter customers"), { target: { value: "raman" } });
    expect(await screen.findByText("1 to 1 of 1")).toBeTruthy();
    screen.getByRole("button", { name: "Priya Raman, priya.raman@example.com" }).focus();
    await user.keyboard("{Enter}");
    await heading("Priya Raman");
    await user.click(screen.getByRole("button", { name: "Back to Customers" }));
    expect(await screen.findByLabelText("Filter customers")).toHaveProperty("value", "raman");
    expect(screen.getByRole("columnheader", { name: "Last order" }).getAttribute("aria-sort")).toBe(
      "descending",
    );
  });

  it("first use, nobody fits, failure and offline each say so", async () => {
    const first = showInPractice("/customers", { but: answering({}) });
    expect(await screen.findByText("No customers yet")).toBeTruthy();
    await expectAccessible();
    first.unmount();
    const none = showInPractice("/customers?text=zebra", { but: answering({}) });
    expect(await screen.findByText("No customer has “zebra” in the name or e-mail.")).toBeTruthy();
    none.unmount();
    const failed = showInPractice("/customers", {
      but: { listCustomers: () => Promise.reject(failure("key_is_gone")) },
    });
    expect((await screen.findByRole("alert")).textContent).toContain("The key to what is kept");
    failed.unmount();
    showInPractice("/customers", { but: answering({ freshness: { ...fresh, failure: "offline" } }) });
    expect(await screen.findByText("There is no connection to OK Capsule.")).toBeTruthy();
  });
});

describe("one customer", () => {
  it("has contact, addresses and orders; an order opens", async () => {
    const { user } = await openOne();
    await heading("Ana Lindqvist");
    expect(screen.getByText("ana.lindqvist@example.com")).toBeTruthy();
    const addresses = within(screen.getByRole("region", { name: "Addresses" }));
    expect(addresses.getByText("1840 Laurel Grove Ln")).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Open OR-1042" }));
    await heading(/^OR-1042/);
  });

  it("is one press from an order like their newest", async () => {
    const { user, backend } = await openOne();
    await user.click(await screen.findByRole("button", { name: "Order again" }));
    await heading("New order");
    expect(backend.calls.find(({ name }) => name === "orderAgain")?.args[1]).toBe("order-OR-1042");
  });

  it("with more orders than are shown leads to all of them in the list", async () => {
    const { user, backend } = await openOne({ id: "c1", orderCount: 120 });
    await user.click(await screen.findByRole("button", { name: "Show all their orders" }));
    await heading("Orders");
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "listOrders")?.args[0]).toMatchObject({
        filters: { customerId: "c1" },
      }),
    );
    expect(await screen.findByText(/Only: for Ana Lindqvist/)).toBeTruthy();
  });

  it("with almost nothing known still reads, and one nobody knows says so", async () => {
    const { unmount } = await openOne({
      name: "",
      email: null,
      phone: null,
      addresses: [],
      orders: [],
      orderCount: 0,
    });
    await heading("No name given");
    expect(screen.getByText("No order on this computer says where.")).toBeTruthy();
    await expectAccessible();
    unmount();
    await openOne({}, { getCustomer: () => Promise.reject(failure("not_found", { next: "nothing" })) });
    await heading("The customer could not be read");
  });
});
