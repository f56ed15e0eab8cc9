// Search, customers, saved views and following of the fake backend: made up from its orders and shipments.
import type {
  Backend,
  CustomerInListView,
  FollowingView,
  SavedViewView,
  SearchHitView,
  SearchView,
} from "../../backend";
import { catalog } from "./catalog";
import { emailOf, orderRows } from "./orders";
import { shipmentRows } from "./shipments";
import { ago } from "./time";

type ListsPart =
  | "searchEverything"
  | "searchServerToo"
  | "listCustomers"
  | "getCustomer"
  | "listViews"
  | "saveView"
  | "deleteView"
  | "followingView"
  | "lookNow"
  | "setHidden"
  | "exportList";

const freshness = { asOf: ago(32), nextLook: ago(-328), filling: null, failure: null };

/** Most of a group that is shown. */
const SHOWN = 8;

export function makeLists(refuse: () => never): Pick<Backend, ListsPart> {
  let views: SavedViewView[] = [];
  const search = (text: string) => searchIn(text.trim().toLowerCase());
  return {
    searchEverything: async (text) => search(text),
    searchServerToo: async (text) => ({ found: 0, search: search(text) }),
    listCustomers: async ({ text, offset, limit }) => {
      const wanted = text.trim().toLowerCase();
      const rows = customers().filter((row) => `${row.name} ${row.email}`.toLowerCase().includes(wanted));
      return { rows: rows.slice(offset, offset + limit), total: rows.length, freshness };
    },
    getCustomer: async (id) => {
      const row = customers().find((one) => one.id === id) ?? refuse();
      const orders = orderRows.filter((order) => order.customer === row.name);
      return {
        id,
        name: row.name,
        email: row.email,
        phone: row.phone,
        customId: null,
        addresses: [
          {
            addressee: row.name,
            address1: "1840 Laurel Grove Ln",
            address2: null,
            city: row.city ?? "San Jose",
            province: "California",
            postalCode: "95126",
            country: "United States",
          },
        ],
        orders,
        orderCount: orders.length,
        parcels: shipmentRows.filter(({ customer: who }) => who === row.name),
        updatedAt: ago(200),
        freshness,
      };
    },
    listViews: async () => views,
    saveView: async (_stamp, { id, name, list }) => {
      const saved = { id: id ?? `view-${views.length + 1}`, name, list, count: 1 };
      views = id ? views.map((one) => (one.id === id ? saved : one)) : [...views, saved];
      return saved;
    },
    deleteView: async (_stamp, id) => {
      views = views.filter((one) => one.id !== id);
      return null;
    },
    followingView: async () => following(),
    lookNow: async () => following(),
    setHidden: async () => null,
    exportList: async (_stamp, { title }, format) => ({
      path: `Downloads/${title}.${format}`,
      fileName: `${title}.${format}`,
      rows: orderRows.length,
    }),
  };
}

export function customers(): CustomerInListView[] {
  const names = [...new Set(orderRows.map((row) => row.customer))];
  return names.map((name) => {
    const orders = orderRows.filter((row) => row.customer === name);
    const last = orders[0];
    return {
      id: `customer-${last?.id}`,
      name,
      email: emailOf(name),
      phone: null,
      city: last?.city ?? null,
      orders: orders.length,
      lastOrderId: last?.id ?? null,
      lastOrderAt: last?.placedAt ?? null,
    };
  });
}

function searchIn(wanted: string): SearchView {
  if (wanted === "") return { groups: [], filling: null };
  const hit = (id: string, title: string, detail: string, part: Partial<SearchHitView> = {}) => ({
    id,
    title,
    detail,
    mark: null,
    city: null,
    at: null,
    closeness: "beginning" as const,
    ...part,
  });
  const all = {
    order: orderRows.map((row) =>
      hit(row.id, row.number, row.customer, { mark: row.statusText, city: row.city, at: row.placedAt }),
    ),
    shipment: shipmentRows.map((row) =>
      hit(row.id, row.trackingNumber ?? "", row.customer, { mark: row.carrier, at: row.madeAt }),
    ),
    customer: customers().map((row) => hit(row.id, row.name, row.email ?? "")),
    product: catalog().products.map((product) => hit(product.id, product.name, product.sku ?? "")),
  };
  const groups = (["order", "shipment", "customer", "product"] as const).flatMap((kind) => {
    const hits = all[kind].filter(({ title, detail, city }) =>
      `${title} ${detail} ${city ?? ""}`.toLowerCase().includes(wanted),
    );
    return hits.length === 0 ? [] : [{ kind, hits: hits.slice(0, SHOWN), more: hits.length > SHOWN }];
  });
  return { groups, filling: null };
}

function following(): FollowingView {
  const list = (area: "orders" | "shipments" | "customers" | "catalog", records: number) => ({
    area,
    records,
    asOf: ago(32),
    filling: null,
    secondsLeft: null,
    failure: null,
    onlyChanges: area === "orders" || area === "shipments" ? true : null,
  });
  return {
    state: { kind: "waiting" },
    nextLook: ago(-328),
    lists: [list("orders", 1_204), list("shipments", 1_010), list("customers", 431), list("catalog", 26)],
    requests: {
      used: 212,
      limit: 5_000,
      ourShare: 2_500,
      resetsAt: ago(-28),
      sentLastMinute: 3,
      sent: 212,
    },
  };
}
