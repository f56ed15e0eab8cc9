// Every address of the page. Screens take what they need as props; only this file knows which feature lies where.
import {
  createHashHistory,
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
  type SearchSchemaInput,
} from "@tanstack/react-router";
import { CatalogPage } from "../features/catalog/catalog-page";
import { CustomerPage } from "../features/customers/customer-page";
import { type CustomersAt, CustomersPage } from "../features/customers/customers-page";
import { HelpPage } from "../features/help/help-page";
import { Tour } from "../features/help/tour";
import { LabelCard } from "../features/labels/label-card";
import { LabelsPage } from "../features/labels/labels-page";
import { DraftPage, NewOrderPage } from "../features/orders/form/draft-page";
import { type OrdersAt, OrdersPage } from "../features/orders/list/orders-page";
import { OrderAgain } from "../features/orders/one/order-again";
import { OrderPage } from "../features/orders/one/order-page";
import { SettingsPage } from "../features/settings/settings-page";
import { FiguresPage } from "../features/shipments/figures-page";
import { ShipmentPage } from "../features/shipments/shipment-page";
import { type ShipmentsAt, ShipmentsPage } from "../features/shipments/shipments-page";
import { CatalogDigest } from "../features/templates/catalog-digest";
import { TemplatesPage } from "../features/templates/templates-page";
import { HandoverPage } from "../features/today/handover-page";
import { TodayPage } from "../features/today/today-page";
import { customersAt, type ListSearch, ordersAt, shipmentsAt, useKeptAt, useLastAt } from "./list-at";
import { Crashed, WindowCrashed } from "./shell/crashed";
import { NotFound } from "./shell/not-found";
import { Window } from "./window";

const root = createRootRoute({
  component: Window,
  errorComponent: WindowCrashed,
  notFoundComponent: NotFound,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/today", replace: true });
  },
});

const today = createRoute({
  getParentRoute: () => root,
  path: "/today",
  component: function Today() {
    return <TodayPage digest={<CatalogDigest />} tour={<Tour />} />;
  },
});

const handover = createRoute({
  getParentRoute: () => root,
  path: "/today/handover",
  component: function Handover() {
    const navigate = handover.useNavigate();
    return <HandoverPage onBack={() => void navigate({ to: "/today" })} />;
  },
});

const catalog = createRoute({
  getParentRoute: () => root,
  path: "/catalog",
  validateSearch: ({ product }: { product?: string } & SearchSchemaInput): { product?: string } =>
    typeof product === "string" ? { product } : {},
  component: function Catalog() {
    const { product = null } = catalog.useSearch();
    return <CatalogPage key={product} product={product} />;
  },
});

const settings = createRoute({ getParentRoute: () => root, path: "/settings", component: SettingsPage });

const orders = createRoute({
  getParentRoute: () => root,
  path: "/orders",
  validateSearch: (search: ListSearch<OrdersAt>) => ordersAt(search),
  component: function Orders() {
    const navigate = orders.useNavigate();
    const at = orders.useSearch();
    const keep = useKeptAt("orders", at);
    return (
      <OrdersPage at={at} onLeave={keep} onAt={(next) => void navigate({ search: next, replace: true })} />
    );
  },
});

const newOrder = createRoute({ getParentRoute: () => root, path: "/orders/new", component: NewOrderPage });

const draft = createRoute({
  getParentRoute: () => root,
  path: "/drafts/$key",
  component: function Draft() {
    const { key } = draft.useParams();
    return <DraftPage key={key} draftKey={key} />;
  },
});

const order = createRoute({
  getParentRoute: () => root,
  path: "/orders/$id",
  component: function Order() {
    const { id } = order.useParams();
    const navigate = order.useNavigate();
    const lastAt = useLastAt<OrdersAt>("orders");
    return (
      <OrderPage
        key={id}
        id={id}
        onBack={() => void navigate({ to: "/orders", search: lastAt() })}
        label={(shipment) => <LabelCard key={shipment.id} shipment={shipment} />}
      />
    );
  },
});

const shipments = createRoute({
  getParentRoute: () => root,
  path: "/shipments",
  validateSearch: (search: ListSearch<ShipmentsAt>) => shipmentsAt(search),
  component: function Shipments() {
    const navigate = shipments.useNavigate();
    const at = shipments.useSearch();
    const keep = useKeptAt("shipments", at);
    return (
      <ShipmentsPage at={at} onLeave={keep} onAt={(next) => void navigate({ search: next, replace: true })} />
    );
  },
});

const shipment = createRoute({
  getParentRoute: () => root,
  path: "/shipments/$id",
  validateSearch: ({
    label,
    print,
  }: { label?: boolean; print?: boolean } & SearchSchemaInput): { label?: true; print?: true } => ({
    ...(label === true ? { label } : {}),
    ...(print === true ? { print } : {}),
  }),
  component: function Shipment() {
    const { id } = shipment.useParams();
    const { label = false, print = false } = shipment.useSearch();
    const navigate = shipment.useNavigate();
    const lastAt = useLastAt<ShipmentsAt>("shipments");
    return (
      <ShipmentPage
        key={id}
        id={id}
        onBack={() => void navigate({ to: "/shipments", search: lastAt() })}
        label={(row) => (
          <LabelCard
            key={row.id}
            shipment={row}
            atOnce={label}
            printAtOnce={print}
            // Printed once: who comes back to this page has not asked for it again.
            onPrinted={() => void navigate({ search: {}, replace: true })}
          />
        )}
      />
    );
  },
});

const figures = createRoute({
  getParentRoute: () => root,
  path: "/shipments/figures",
  component: function Figures() {
    const navigate = figures.useNavigate();
    const lastAt = useLastAt<ShipmentsAt>("shipments");
    return <FiguresPage onBack={() => void navigate({ to: "/shipments", search: lastAt() })} />;
  },
});

const help = createRoute({ getParentRoute: () => root, path: "/help", component: HelpPage });

const labels = createRoute({ getParentRoute: () => root, path: "/labels", component: LabelsPage });

const templates = createRoute({ getParentRoute: () => root, path: "/templates", component: TemplatesPage });

const customers = createRoute({
  getParentRoute: () => root,
  path: "/customers",
  validateSearch: (search: ListSearch<CustomersAt>) => customersAt(search),
  component: function Customers() {
    const navigate = customers.useNavigate();
    const at = customers.useSearch();
    const keep = useKeptAt("customers", at);
    return (
      <CustomersPage at={at} onLeave={keep} onAt={(next) => void navigate({ search: next, replace: true })} />
    );
  },
});

const customer = createRoute({
  getParentRoute: () => root,
  path: "/customers/$id",
  component: function Customer() {
    const { id } = customer.useParams();
    const navigate = customer.useNavigate();
    const lastAt = useLastAt<CustomersAt>("customers");
    return (
      <CustomerPage
        key={id}
        id={id}
        again={(orderId) => <OrderAgain id={orderId} />}
        onBack={() => void navigate({ to: "/customers", search: lastAt() })}
      />
    );
  },
});

const tree = root.addChildren([
  customers,
  customer,
  home,
  today,
  handover,
  catalog,
  orders,
  newOrder,
  draft,
  order,
  shipments,
  figures,
  shipment,
  labels,
  templates,
  settings,
  help,
]);

/** `at` begins somewhere without an address bar: for tests. */
export function makeRouter(at?: string) {
  return createRouter({
    routeTree: tree,
    history: at === undefined ? createHashHistory() : createMemoryHistory({ initialEntries: [at] }),
    defaultPreload: false,
    defaultErrorComponent: Crashed,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
