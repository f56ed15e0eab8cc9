// One order, in every status, by visible names.
import { describe, expect, it, vi } from "vitest";
import type { Backend, OrderRowView, OrderStatus, OrderView } from "../../../backend";
import { order, orderRows } from "../../../testing/fake/orders";
import { shipmentRows } from "../../../testing/fake/shipments";
import { failure } from "../../../testing/fake-backend";
import { expectAccessible, heading, screen, showInPractice, waitFor, within } from "../../../testing/show";

const ana = order(orderRows[0] as OrderRowView);
const lucille = shipmentRows.find(({ customer }) => customer === "Lucille Hart") as (typeof shipmentRows)[0];

function openOrder(
  part: Partial<OrderView> = {},
  row: Partial<OrderRowView> = {},
  but: Partial<Backend> = {},
) {
  return showInPractice("/orders/order-1", {
    but: { getOrder: async () => ({ ...ana, shipments: [], ...part, row: { ...ana.row, ...row } }), ...but },
  });
}

describe("a pending order", () => {
  it("says until when it can be changed by both clocks, how far it is, and what is in it", async () => {
    openOrder();
    await heading("OR-1042 for Ana Lindqvist");
    expect(
      screen.getByText(
        "The order is with OK Capsule. You can change it until 12:00 AM Pacific (3:00 AM your time).",
      ),
    ).toBeTruthy();
    const stops = within(screen.getByRole("region", { name: "Status" })).getAllByRole("listitem");
    expect(stops.map((stop) => stop.querySelector("b")?.textContent)).toEqual([
      "Sent",
      "Pending",
      "Accepted",
      "In production",
      "Shipped",
      "Delivered",
    ]);
    expect(stops.map((stop) => stop.getAttribute("aria-current"))).toEqual([
      null,
      "step",
      null,
      null,
      null,
      null,
    ]);
    expect(screen.getByRole("timer").textContent).toMatch(/^10 h (?:49|50) min$/);
    const what = within(screen.getByRole("region", { name: "What is in it" }));
    expect(what.getByRole("heading", { name: "Morning pouch" })).toBeTruthy();
    expect(what.getByText("Label text: “Ana's daily”")).toBeTruthy();
    expect(screen.getByText(/Nothing has shipped yet\./)).toBeTruthy();
    await expectAccessible();
  });

  it("copies its number and its address", async () => {
    const { user } = openOrder();
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click(await screen.findByRole("button", { name: "Copy order number OR-1042" }));
    expect(write).toHaveBeenLastCalledWith("OR-1042");
    await user.click(screen.getByRole("button", { name: "Copy address" }));
    expect(write).toHaveBeenLastCalledWith(
      "Ana Lindqvist\n2260 Harrison Blvd, Apt 12\nBoise, ID 83702\nUnited States",
    );
    write.mockRestore();
  });

  it("is read again on a press, and a failed look keeps it", async () => {
    let fails = true;
    const { user, backend } = openOrder(
      {},
      {},
      {
        getOrder: async (_id, reread) => {
          if (reread && fails) throw failure("offline");
          return {
            ...ana,
            row: { ...ana.row, ...(reread ? { status: "accepted" as const, cutOff: null } : {}) },
          };
        },
      },
    );
    await user.click(await screen.findByRole("button", { name: "Look now" }));
    expect(await screen.findByText("There is no connection to OK Capsule.")).toBeTruthy();
    expect(
      screen.getByText(
        "The order is with OK Capsule. You can change it until 12:00 AM Pacific (3:00 AM your time).",
      ),
    ).toBeTruthy();
    fails = false;
    await user.click(screen.getByRole("button", { name: "Look now" }));
    expect(await screen.findByText(/OK Capsule has accepted the order\./)).toBeTruthy();
    expect(backend.calls.filter(({ name, args }) => name === "getOrder" && args[1] === true)).toHaveLength(2);
  });

  it("goes back to the list by keyboard", async () => {
    const { user } = openOrder();
    const title = await heading(/^OR-1042/);
    await waitFor(() => expect(document.activeElement).toBe(title));
    await user.tab({ shift: true });
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Back to Orders" }));
    await user.keyboard("{Enter}");
    await heading("Orders");
  });
});

describe("the sentence and the line of a status", () => {
  const cases: [OrderStatus, sentence: string, now: string | null, stops: number][] = [
    ["on_hold", "OR-1042 is on hold. It will not be made until you release it.", "On hold", 6],
    [
      "accepted",
      "OK Capsule has accepted the order. It is queued for production and can no longer be changed here.",
      "Accepted",
      6,
    ],
    ["in_production", "The order is being made.", "In production", 6],
    ["shipped", "The order has shipped.", "Shipped", 6],
    ["delivered", "The order has been delivered.", null, 6],
    [
      "needs_changes",
      "OK Capsule could not process the order. The reason is in its note below.",
      "Needs changes",
      2,
    ],
    [
      "canceled_by_client",
      "OR-1042 is canceled. Nothing will be made. Order again if you need it after all.",
      "Canceled",
      2,
    ],
    ["canceled_by_okc", "OK Capsule canceled the order. Nothing will be made.", "Canceled by OK Capsule", 2],
    ["replaced", "The order was replaced by another one.", "Replaced", 2],
    ["voided", "The order was voided. Nothing will be made.", "Voided", 2],
    ["returned", "The parcel came back to OK Capsule.", "Returned", 6],
    [
      "error",
      "OK Capsule reports trouble with this order. Copy the order number and call support.",
      "Trouble",
      2,
    ],
    ["other", "OK Capsule says “Quarantined”.", "Quarantined", 6],
  ];

  it.each(cases)("%s", async (status, sentence, now, stops) => {
    openOrder({}, { status, statusText: status === "other" ? "Quarantined" : status, cutOff: null });
    expect(await screen.findByText(sentence)).toBeTruthy();
    const line = within(screen.getByRole("region", { name: "Status" })).getAllByRole("listitem");
    expect(line).toHaveLength(stops);
    expect(
      line.find((stop) => stop.hasAttribute("aria-current"))?.querySelector("b")?.textContent ?? null,
    ).toBe(now);
  });

  it("shows OK Capsule's own reason when it needs changes, or that there is none", async () => {
    const { unmount } = openOrder(
      { note: "Packaging asset group is not active." },
      { status: "needs_changes", cutOff: null },
    );
    expect(await screen.findByText(/Packaging asset group is not active\./)).toBeTruthy();
    await expectAccessible();
    unmount();
    openOrder({ note: null }, { status: "needs_changes", cutOff: null });
    expect(await screen.findByText(/OK Capsule gives no reason\./)).toBeTruthy();
  });

  it("that needs changes is copied to a new order, which is the one way on", async () => {
    const { user, backend } = showInPractice("/orders/order-OR-1037");
    await user.click(await screen.findByRole("button", { name: "Copy to a new order" }));
    expect(screen.queryByRole("button", { name: "Order again" })).toBeNull();
    await heading("New order");
    expect(backend.calls.find(({ name }) => name === "orderAgain")?.args[1]).toBe("order-OR-1037");
  });

  it("that is stopped promises no parcel", async () => {
    openOrder({}, { status: "needs_changes", cutOff: null });
    expect(await screen.findByText(/^Nothing has shipped\. As the order stands now/)).toBeTruthy();
  });

  it("promises nothing in the hour after midnight in summer, and says when it is past", async () => {
    const cutOff = { sureUntil: "2026-07-18T07:00:00Z", maybeUntil: "2026-07-18T08:00:00Z" };
    const { unmount } = openOrder({}, { cutOff: { ...cutOff, secondsLeft: -60 } });
    expect(
      await screen.findByText(
        /We do not promise changes between midnight and 1:00 AM Pacific daylight time\./,
      ),
    ).toBeTruthy();
    unmount();
    openOrder({}, { cutOff: { ...cutOff, secondsLeft: -7_200 } });
    expect(await screen.findByText(/It is past the cut-off\./)).toBeTruthy();
    expect(screen.queryByRole("timer")).toBeNull();
  });
});

describe("its parcels", () => {
  it("show carrier, number, dates and the label, and open whole", async () => {
    const shipment = { ...lucille, orderId: ana.row.id };
    const { user } = openOrder({ shipments: [shipment] }, { status: "shipped", cutOff: null });
    const card = within(await screen.findByRole("region", { name: "Shipments and labels" }));
    expect(card.getByText("USPS Ground Advantage")).toBeTruthy();
    expect(card.getByText("9400 1362 0855 5218 4420 99")).toBeTruthy();
    expect(card.getByText("Its tracking page is at usps.example.")).toBeTruthy();
    expect(
      card.getByRole("button", { name: "Copy tracking number 9400 1362 0855 5218 4420 99" }),
    ).toBeTruthy();
    expect(card.getByRole("button", { name: "Show label for Lucille Hart" })).toBeTruthy();
    await expectAccessible();
    await user.click(card.getByRole("button", { name: "Open shipment" }));
    await heading("Parcel for Lucille Hart");
  });

  it("appear by themselves when Rust says that shipments changed", async () => {
    let shipped = false;
    const shipment = { ...lucille, orderId: ana.row.id };
    const { backend } = openOrder(
      {},
      {},
      { getOrder: async () => ({ ...ana, shipments: shipped ? [shipment] : [] }) },
    );
    await screen.findByText(/Nothing has shipped yet\./);
    shipped = true;
    backend.tell("mirrorChanged", { area: "shipments" });
    expect(await screen.findByText("USPS Ground Advantage")).toBeTruthy();
  });

  it("without any, after an end, are not promised", async () => {
    openOrder({}, { status: "canceled_by_client", cutOff: null });
    expect(await screen.findByText("Nothing was shipped for this order.")).toBeTruthy();
  });
});

describe("what may be missing or strange", () => {
  it("an order without number, names, contents or address still reads", async () => {
    openOrder(
      {
        email: null,
        phone: null,
        orderKey: null,
        source: null,
        updatedAt: null,
        lines: [],
        address: {
          addressee: null,
          address1: "",
          address2: null,
          city: "",
          province: null,
          postalCode: null,
          country: "",
        },
      },
      { number: "", customer: "", placedAt: null, cutOff: null },
    );
    await heading("Order without a number");
    expect(screen.getByText("OK Capsule does not say what is in this order.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Copy order number/ })).toBeNull();
    await expectAccessible();
  });

  it("pouches keep the server's own time and name products the catalog lost", async () => {
    openOrder({
      lines: [
        {
          id: "line",
          name: "Calm plan",
          days: 14,
          pouches: [
            {
              timeOfDay: "Bedtime",
              customLabel: null,
              packName: null,
              contents: [{ productId: "x", productName: "", servings: null }],
            },
            { timeOfDay: null, customLabel: null, packName: "Immune Daily", contents: [] },
          ],
        },
      ],
    });
    expect(await screen.findByRole("heading", { name: "Bedtime pouch" })).toBeTruthy();
    expect(screen.getByText("A product the catalog does not know")).toBeTruthy();
    expect(screen.getByRole("heading", { name: "Pouch without a time of day" })).toBeTruthy();
    expect(screen.getByText("Pack: Immune Daily")).toBeTruthy();
  });

  it("an order nobody knows says so, with the way back", async () => {
    const { user } = openOrder(
      {},
      {},
      { getOrder: () => Promise.reject(failure("not_found", { next: "nothing" })) },
    );
    await heading("The order could not be read");
    expect(screen.getByRole("alert").textContent).toContain("OK Capsule does not know this record.");
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Back to Orders" }));
    await waitFor(() => expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Orders"));
  });
});
