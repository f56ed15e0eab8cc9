// The list of parcels and one parcel, in every state, by visible names.
import { readFileSync } from "node:fs";
import { join } from "node:path";
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
  return {
    listShipments: async () => ({
      rows: [...rows],
      total,
      counts: [],
      carriers: [],
      waiting: [],
      freshness: fresh,
    }),
  };
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
    expect(await screen.findByRole("tab", { name: "On the way, 3" })).toBeTruthy();
    const rows = within(screen.getByRole("table", { name: "Shipments" }))
      .getAllByRole("row")
      .slice(1);
    expect(rows[0]?.textContent).toContain("Late");
    expect(rows[1]?.textContent).toMatch(
      /^Mei-Ling ChouOR-1032Label madeUSPS9400 1362 0855 5218 4417 06CopyNot yetNot yet$/,
    );
    expect(rows[4]?.textContent).toMatch(/Delivered.*FedEx/);
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click(
      screen.getByRole("button", { name: "Copy tracking number 9400 1362 0855 5218 4417 06" }),
    );
    expect(write).toHaveBeenLastCalledWith("9400136208555218441706");
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Shipments");
    write.mockRestore();
    await expectAccessible();
  });

  it("can be narrowed to whoever carries a parcel here, and to nobody else", async () => {
    const { user, backend } = showInPractice("/shipments");
    await screen.findByRole("tab", { name: "Delivered, 1" });
    await user.click(screen.getByRole("button", { name: "Filter" }));
    const panel = within(await screen.findByRole("dialog"));
    const boxes = panel.getAllByRole("checkbox").map((box) => box.closest("div")?.parentElement?.textContent);
    expect(boxes.join(" ")).toMatch(/FedEx.*UPS.*USPS/);
    expect(panel.queryByRole("checkbox", { name: "OnTrac" })).toBeNull();
    await user.click(panel.getByRole("checkbox", { name: "UPS" }));
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "listShipments")?.args[0]).toMatchObject({
        filters: { carriers: ["UPS"] },
      }),
    );
    expect(screen.getByText(/^Only: UPS/)).toBeTruthy();
  });

  it("filters, changes the view and opens by keyboard", async () => {
    const { user, backend } = showInPractice("/shipments");
    await user.click(await screen.findByRole("tab", { name: "Delivered, 1" }));
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "listShipments")?.args[0]).toMatchObject({
        view: "delivered",
      }),
    );
    await user.click(await screen.findByRole("tab", { name: "All, 5" }));
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
      stuck: null,
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
    expect(await screen.findByText("1 to 5 of 5")).toBeTruthy();
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
    const dates = within(screen.getByRole("region", { name: "From order to door" }));
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
    const dates = within(await screen.findByRole("region", { name: "From order to door" }));
    expect(dates.getByText("Delivery expected")).toBeTruthy();
    expect(dates.queryByText("Delivered")).toBeNull();
  });

  it("with almost nothing known still reads", async () => {
    await openShipment(
      { orderedAt: null, address: null, weight: null, charge: null, lines: [], updatedAt: null },
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

describe("what looks stuck", () => {
  it("has a view of its own with the reason, and the orders that have no parcel yet", async () => {
    const { user } = showInPractice("/shipments");
    await user.click(await screen.findByRole("tab", { name: "Look stuck, 1" }));
    const table = within(await screen.findByRole("table", { name: "Shipments" }));
    expect(
      await table.findByText(
        "USPS has had it for 9 days. 95 of 100 of your USPS parcels take at most 5.2 days.",
      ),
    ).toBeTruthy();
    const waiting = within(await screen.findByRole("region", { name: /Orders that should have shipped/ }));
    expect(waiting.getByText(/Accepted 3 days ago and not shipped/)).toBeTruthy();
    await expectAccessible();
    await user.click(waiting.getByRole("button", { name: "Open order OR-1038" }));
    await heading(/OR-1038/);
  });

  it("says so in the heading, and that nothing is when nothing is", async () => {
    const { unmount } = showInPractice("/shipments");
    await screen.findByText("1 parcel looks stuck and needs a look.");
    unmount();
    showInPractice("/shipments?view=stuck", {
      but: {
        listShipments: async () => ({
          rows: [],
          total: 0,
          counts: [{ view: "all", count: 4 }],
          carriers: [],
          waiting: [],
          freshness: fresh,
        }),
      },
    });
    await screen.findByRole("heading", { name: "Nothing is stuck" });
  });

  it("follows rules one can set, with the days one takes off", async () => {
    const { user, backend } = showInPractice("/shipments");
    await user.click(await screen.findByRole("button", { name: "When is it stuck?" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(await dialog.findByText(/USPS: 95 of 100 parcels take at most 5\.2 days/)).toBeTruthy();
    const transit = dialog.getByLabelText("With the carrier, not delivered, after days");
    await user.clear(transit);
    await user.type(transit, "10");
    await user.click(dialog.getByRole("checkbox", { name: "Thu, Nov 26, 2026" }));
    await user.type(dialog.getByLabelText("Other days off"), "2026-11-27");
    await expectAccessible();
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(backend.calls.findLast(({ name }) => name === "saveStuckRules")?.args[1]).toEqual({
        shipDays: 1,
        pickupDays: 2,
        transitDays: 10,
        closed: ["2026-11-27"],
        open: ["2026-11-26"],
      }),
    );
  });

  it("a date that is none is refused at its field, and nothing typed is lost", async () => {
    const { user } = showInPractice("/shipments", {
      but: {
        saveStuckRules: () =>
          Promise.reject(
            failure("refused", { next: "fix", fields: [{ path: "closed", rule: "invalid", said: null }] }),
          ),
      },
    });
    await user.click(await screen.findByRole("button", { name: "When is it stuck?" }));
    const dialog = within(await screen.findByRole("dialog"));
    const closed = await dialog.findByLabelText("Other days off");
    await user.type(closed, "Christmas");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await dialog.findByText("Each line is one date, like 2026-11-27.");
    expect((closed as HTMLTextAreaElement).value).toBe("Christmas");
  });
});

describe("delivery figures", () => {
  it("stand as a chart and, the same numbers, as a table", async () => {
    const { user } = showInPractice("/shipments");
    await user.click(await screen.findByRole("button", { name: "Delivery figures" }));
    await heading("Delivery figures");
    const usps = within(await screen.findByRole("list", { name: "USPS: delivered parcels in each month" }));
    expect(usps.getByText("October 2026: 57 delivered, 55 on time")).toBeTruthy();
    const ups = within(screen.getByRole("list", { name: "UPS: delivered parcels in each month" }));
    expect(ups.getByText("September 2026: 0 delivered, 0 on time")).toBeTruthy();
    const table = within(screen.getByRole("table", { name: "Delivered parcels by month and carrier" }));
    expect(table.getAllByRole("row")).toHaveLength(7);
    expect(table.getByText("55 (96 %)")).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Back to Shipments" }));
    await heading("Shipments");
  });

  it("without a delivered parcel say when there will be some", async () => {
    showInPractice("/shipments/figures", {
      but: { deliveryFigures: async () => ({ rows: [], onTimeDays: 7 }) },
    });
    await screen.findByRole("heading", { name: "No parcel was delivered yet" });
  });
});

describe("one parcel among others, and its words", () => {
  const stuck = {
    reason: "returned",
    since: "2026-11-15T12:00:00Z",
    days: 2,
    limitDays: null,
    known: null,
  } as const;

  it("stuck says why, and the reply does too", async () => {
    await openShipment({ orderStatus: "Returned" }, { stuck });
    await screen.findByText("This parcel came back.");
    expect(screen.getByText(/It came back to OK Capsule 2 days ago/)).toBeTruthy();
    expect(screen.getByText("The parcel came back to OK Capsule.")).toBeTruthy();
    expect(screen.getByText("State", { selector: "dt" }).nextElementSibling?.textContent).toBe("Returned");
    const reply = screen.getByLabelText("Text of the reply") as HTMLTextAreaElement;
    expect(reply.value).toContain("Hello Lucille,");
    expect(reply.value).toContain("came back to us");
    expect(reply.value).not.toContain("You can follow it");
    await expectAccessible();
  });

  it("the list opens a tracking page too, its host shown", async () => {
    const { user, backend } = showInPractice('/shipments?columns=["customer","page"]');
    const table = within(await screen.findByRole("table", { name: "Shipments" }));
    const [page] = await table.findAllByRole("button", { name: /^Open the tracking page at usps\.example/ });
    await user.click(page as HTMLElement);
    await waitFor(() => expect(backend.calls.some(({ name }) => name === "openTracking")).toBe(true));
  });

  it("the reply is changed, copied as it stands, and begun anew", async () => {
    const { user } = await openShipment();
    const reply = (await screen.findByLabelText("Text of the reply")) as HTMLTextAreaElement;
    expect(reply.value).toMatch(
      /^Hello Lucille,\n\nyour order OR-1031 was picked up by USPS on Monday, November 16/,
    );
    expect(reply.value).toContain("9400136208555218442099");
    const begun = reply.value;
    await user.type(reply, " Dana");
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click(screen.getByRole("button", { name: "Copy reply" }));
    expect(write).toHaveBeenLastCalledWith(`${begun} Dana`);
    write.mockRestore();
    await user.click(screen.getByRole("button", { name: "Begin anew" }));
    expect(reply.value).toBe(begun);
  });

  it("opens the carrier's page only where it is safe, and says at which host", async () => {
    const { user, backend, unmount } = await openShipment();
    await user.click(
      await screen.findByRole("button", { name: "Open the tracking page at usps.example in your browser" }),
    );
    expect(backend.calls.find(({ name }) => name === "openTracking")?.args[1]).toBe("shipment-OR-1031");
    unmount();
    await openShipment({ trackingPage: null }, { trackingHost: null });
    await screen.findByText("none that is safe to open");
    expect(screen.queryByRole("button", { name: /Open the tracking page/ })).toBeNull();
  });

  it("shows the other parcels of its order and leads to them", async () => {
    const others = (
      await makeFakeBackend().listShipments({
        view: "delivered",
        text: "",
        offset: 0,
        limit: 1,
      })
    ).rows;
    await openShipment({ others, place: 2 });
    const region = within(await screen.findByRole("region", { name: /Other parcels of this order/ }));
    expect(region.getByText("Parcel 2 of 2 of this order")).toBeTruthy();
    expect(region.getByRole("button", { name: "Open the parcel 794644790132, Delivered" })).toBeTruthy();
  });

  it.each([
    ["Replaced", /Its order was replaced by another one/],
    ["Voided", /Its order was voided/],
    ["Returned", /Its order is returned/],
  ])("of an order that is %s says what that means", async (orderStatus, sentence) => {
    await openShipment({ orderStatus });
    expect(await screen.findByText(sentence)).toBeTruthy();
  });
});

describe("the guide's own example", () => {
  const guide = (name: string) =>
    JSON.parse(readFileSync(join(import.meta.dirname, `../../../../tests/fixtures/guide/${name}`), "utf8"));
  const sent = guide("fulfillment.answer.json").fulfillment;
  // Written by the test of the desk from the guide's bytes.
  const view: ShipmentView = guide("fulfillment.view.json");

  it("stands on the screen field by field, each as sent, but the link", async () => {
    showInPractice("/shipments/guide", { but: { getShipment: async () => view } });
    await heading(/^Parcel/);
    const fact = (name: string) => {
      const [term] = screen.getAllByText(name, { selector: "dt" });
      return term?.nextElementSibling?.textContent ?? "";
    };
    expect(fact("Shipment")).toBe(sent.id);
    expect(fact("Order")).toBe(sent.order_id);
    expect(fact("Customer")).toBe(sent.consumer_id);
    expect(fact("Status number")).toContain(sent.status_id);
    expect(fact("State")).toBe("Delivered");
    expect(fact("Carrier")).toBe(sent.tracking_info.shipping_carrier);
    expect(fact("Service")).toBe(sent.tracking_info.shipping_method);
    expect(fact("Tracking number")).toContain(sent.tracking_info.tracking_number);
    expect(fact("Tracking page")).toContain("www.fedex.com");
    expect(fact("Tracking page")).toContain(sent.tracking_info.tracking_url);
    expect(fact("Shipment order")).toBe(sent.shipment_order_id);
    expect(fact("Shipment order number")).toBe(sent.shipment_order_number);
    expect(fact("Label")).toBe("Label: ready");
    expect(fact("Shipping charge")).toMatch(/^12\.5As OK Capsule sends it/);
    expect(fact("Weight")).toMatch(/^2\.5A bare number/);
    expect(fact("What is in it")).toBe(sent.order_lines[0].name);
    expect(fact("Order line")).toBe(sent.order_lines[0].id);
    const dates = within(screen.getByRole("region", { name: "From order to door" }));
    const times = dates
      .getAllByRole("listitem")
      .map((item) => item.querySelector("time")?.getAttribute("datetime"));
    expect(times).toEqual([sent.created_at, sent.pickup_date, sent.delivery_date]);
    expect(screen.getByText("Last change").nextElementSibling?.querySelector("time")?.dateTime).toBe(
      sent.updated_at,
    );
    expect(dates.getByText("Saturday, January 20, 2024 at 9:30 AM EST")).toBeTruthy();
    expect(document.body.innerHTML).not.toContain("s3.amazonaws.com");
    expect(document.body.textContent).not.toMatch(/[$€£]|\b(?:USD|EUR|kg|lb|oz|grams?)\b/);
  });
});
