// Every address of the page. Screens take what they need as props; only this file knows which feature lies where.
import {
  createHashHistory,
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
} from "@tanstack/react-router";
import { CatalogPage } from "../features/catalog/catalog-page";
import { SettingsPage } from "../features/settings/settings-page";
import { NotFound } from "./shell/not-found";
import { Window } from "./window";

const root = createRootRoute({ component: Window, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/catalog", replace: true });
  },
});

const catalog = createRoute({ getParentRoute: () => root, path: "/catalog", component: CatalogPage });

const settings = createRoute({ getParentRoute: () => root, path: "/settings", component: SettingsPage });

const tree = root.addChildren([home, catalog, settings]);

/** `at` begins somewhere without an address bar: for tests. */
export function makeRouter(at?: string) {
  return createRouter({
    routeTree: tree,
    history: at === undefined ? createHashHistory() : createMemoryHistory({ initialEntries: [at] }),
    defaultPreload: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
