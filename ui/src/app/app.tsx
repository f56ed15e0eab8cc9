// Everything around the screens: theme, queries, words, router. Tests mount this with a fake backend.
import { type MantineColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { type Backend, BackendContext } from "../backend";
import { LiveRegion } from "../shared/live-region";
import { makeQueryClient } from "./queries";
import { makeRouter } from "./routes";
import { cssVariablesResolver } from "./theme/roles";
import { theme } from "./theme/theme";

/** Rust keeps the preference; the web view's own storage stays empty. */
const keepsNothing: MantineColorSchemeManager = {
  get: (usual) => usual,
  set: () => {},
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => {},
};

interface Props {
  backend: Backend;
  nonce?: string | undefined;
  /** Where to begin; tests only. */
  at?: string;
}

export function App({ backend, nonce, at }: Props) {
  const [client] = useState(makeQueryClient);
  const [router] = useState(() => makeRouter(at));
  return (
    <BackendContext value={backend}>
      <QueryClientProvider client={client}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariablesResolver}
          defaultColorScheme="auto"
          colorSchemeManager={keepsNothing}
          env={import.meta.env.MODE === "test" ? "test" : "default"}
          {...(nonce ? { getStyleNonce: () => nonce } : {})}
        >
          <RouterProvider router={router} />
          <LiveRegion />
        </MantineProvider>
      </QueryClientProvider>
    </BackendContext>
  );
}
