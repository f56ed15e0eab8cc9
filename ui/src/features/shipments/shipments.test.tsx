// The list of parcels and one parcel, in every state, by visible names.
import { describe, expect, it, vi } from "vitest";
import type { Backend, ShipmentRowView, ShipmentView } from "../../backend";
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

function answering(rows: readonly ShipmentRowView[], total = rows.length): Partial<Backend> {
  return { listShipments: async () => ({ rows: [...rows], total, counts: [], freshness: fresh }) };
}

async function openShipment(
  part: Partial<ShipmentView> = {},
  row: Partial<ShipmentRowView> = {},
  but: Partial<Backend> = {},
) {
  const view = await makeFakeBackend().getShipment("shipment-OR-1031", false);
  return showInPractice("/shipments/shipment-1", {
    but: { getShipment: async () => ({ ...view, ...part, row: { ...view.row, ...row } }), ...but },
  });
}

describe("the list of parcels", () => {
  it("says where each is, by its dates, with the number to copy", async () => {
    const { user } = showInPractice("/shipments");
    await heading("Shipments");
    expect(await screen.findByRole("tab", { name: "On the way, 2" })).toBeTruthy();
    const rows = within(screen.getByRole("table", { name: "Shipments" }))
      .getAllByRole("row")
      .slice(1);
    expect(rows[0]?.textContent).toMatch(
      /^Mei-Ling ChouOR-1032Label madeUSPS9400 1362 0855 5218 4417 06CopyNot yetNot yet$/,
    );
    expect(rows[3]?.textContent).toMatch(/Delivered.*FedEx/);
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click(
      screen.getByRole("button", { name: "Copy tracking number 9400 1362 0855 5218 4417 06" }),
    );
    expect(write).toHaveBeenLastCalledWith("9400136208555218441706");
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Shipments");
    write.mockRestore();
    await expectAccessible();
  });

  it("filters, changes the view and opens by keyboard", async () => {
    const { user, backend } = showInPractice("/shipments");
    await user.click(await screen.findByRole("tab", { name: "Delivered, 1" }));
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "listShipments")?.args[0]).toMatchObject({
        view: "delivered",
      }),
    );
    await user.click(await screen.findByRole("tab", { name: "All, 4" }));
    fireEvent.change(screen.getByLabelText("Filter shipments"), { target: { value: "hart" } });
    expect(await screen.findByText("1 to 1 of 1")).toBeTruthy();
    screen.getByRole("button", { name: "Lucille Hart, OR-1031" }).focus();
    await user.keyboard("{Enter}");
    await heading("Parcel for Lucille Hart");
  });

  it("expects a delivery that is still to come, and holds rows with almost nothing in them", async () => {
    const bare: ShipmentRowView = {
      id: "s",
      orderId: null,
      orderNumber: null,
      customer: "",
      state: "in_transit",
      carrier: null,
      service: null,
      trackingNumber: null,
      trackingHost: null,
      madeAt: null,
      pickedUpAt: null,
      deliveredAt: null,
      expectedAt: "2026-11-20T18:00:00Z",
      daysInTransit: null,
      labelReady: false,
    };
    showInPractice("/shipments", { but: answering([bare]) });
    const row = (await screen.findByText("No tracking number yet")).closest("tr");
    expect(row?.textContent).toContain("No name given");
    expect(row?.textContent).toContain("No order named");
    expect(row?.textContent).toContain("No carrier named");
    expect(row?.textContent).toContain("Expected Nov 20");
    await expectAccessible();
  });

  it("at first use says how to see one, in practice by the clock", async () => {
    showInPractice("/shipments", { but: answering([]) });
    expect(await screen.findByText("No shipments yet")).toBeTruthy();
    expect(screen.getByText(/Move the practice clock to see it happen\./)).toBeTruthy();
    await expectAccessible();
  });

  it("with an empty view or a filter that fits nothing shows the way out", async () => {
    const { user } = showInPractice("/shipments?text=zebra");
    expect(await screen.findByText(/No parcel in “All” has “zebra”/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Clear the filter" }));
    expect(await screen.findByText("1 to 4 of 4")).toBeTruthy();
  });

  it("that cannot be read says why; offline keeps the rows", async () => {
    const { unmount } = showInPractice("/shipments", {
      but: { listShipments: () => Promise.reject(failure("key_is_gone", { next: "check_first" })) },
    });
    expect((await screen.findByRole("alert")).textContent).toContain(
      "The key to what is kept on this computer is gone.",
    );
    unmount();
    const { user } = showInPractice("/shipments", {
      but: { refreshShipments: () => Promise.reject(failure("offline")) },
    });
    await user.click(await screen.findByRole("button", { name: "Look now" }));
    expect(await screen.findByText("There is no connection to OK Capsule.")).toBeTruthy();
    expect(screen.getByText("OR-1032")).toBeTruthy();
  });
});

describe("one parcel", () => {
  it("tells its dates with the zone, tracking, weight and charge as bare numbers, and where it goes", async () => {
    const { user } = await openShipment({ chargeModel: "FLAT_RATE", shipmentOrderNumber: "SO-20881" });
    await heading("Parcel for Lucille Hart");
    expect(screen.getByText("The carrier has had the parcel for 1 day.")).toBeTruthy();
    const dates = within(screen.getByRole("region", { name: "Dates" }));
    expect(dates.getAllByRole("listitem").map((item) => item.querySelector("b")?.textContent)).toEqual([
      "Ordered",
      "Label made",
      "Picked up by the carrier",
      "Delivered",
    ]);
    expect(dates.getByText(/Times are yours: Eastern Standard Time\./)).toBeTruthy();
    expect(screen.getByText("usps.example")).toBeTruthy();
    expect(
      screen.getByText("A bare number, as OK Capsule sends it: it does not say in which unit."),
    ).toBeTruthy();
    expect(screen.getByText("As OK Capsule sends it: it does not say in which currency.")).toBeTruthy();
    expect(screen.getByText("Flat rate")).toBeTruthy();
    expect(screen.getByText("SO-20881")).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Open order OR-1031" }));
    await screen.findByRole("heading", { level: 1, name: /could not be read|OR-1031/ });
  });

  it.each([
    ["label_made", null, "The label is made, and the carrier has not picked the parcel up yet."],
    ["in_transit", 0, "The carrier picked the parcel up today."],
    ["in_transit", null, "The carrier has the parcel."],
    ["delivered", 4, "The parcel is delivered, after 4 days."],
    ["delivered", null, "The parcel is delivered."],
  ] as const)("%s after %s days", async (state, daysInTransit, sentence) => {
    await openShipment({}, { state, daysInTransit });
    expect(await screen.findByText(sentence)).toBeTruthy();
  });

  it("an expected delivery is not called delivered", async () => {
    await openShipment({}, { deliveredAt: null, expectedAt: "2026-11-20T18:00:00Z" });
    const dates = within(await screen.findByRole("region", { name: "Dates" }));
    expect(dates.getByText("Delivery expected")).toBeTruthy();
    expect(dates.queryByText("Delivered")).toBeNull();
  });

  it("with almost nothing known still reads", async () => {
    await openShipment(
      { orderedAt: null, address: null, weight: null, charge: null, lineNames: [], updatedAt: null },
      {
        customer: "",
        orderId: null,
        orderNumber: null,
        carrier: null,
        service: null,
        trackingNumber: null,
        trackingHost: null,
        madeAt: null,
        pickedUpAt: null,
        labelReady: false,
      },
    );
    await heading("Parcel without a name");
    expect(screen.getByText("OK Capsule gives no address here.")).toBeTruthy();
    expect(screen.getByText("The label comes when the parcel is made.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Open/ })).toBeNull();
    await expectAccessible();
  });

  it("nobody knows says so, with the way back", async () => {
    const { user } = await openShipment(
      {},
      {},
      { getShipment: () => Promise.reject(failure("not_found", { next: "nothing" })) },
    );
    await heading("The shipment could not be read");
    await user.click(screen.getByRole("button", { name: "Back to Shipments" }));
    await heading("Shipments");
  });
});
