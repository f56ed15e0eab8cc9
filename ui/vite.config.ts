// How the page is built: for WebKit as old as Safari 16.4, into ui/dist; `--mode fake` builds the same page with the fake backend.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [
    react(),
    {
      name: "fake-entry",
      transformIndexHtml: {
        order: "pre" as const,
        handler: (html: string) =>
          mode === "fake" ? html.replace("/src/main.tsx", "/src/testing/fake-main.tsx") : html,
      },
    },
  ],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "safari16.4",
    cssTarget: "safari16.4",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    // Everything is read from disk beside the window: one chunk starts sooner than many.
    modulePreload: { polyfill: false },
  },
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    css: { modules: { classNameStrategy: "non-scoped" as const } },
    testTimeout: 60_000,
    // docs/decisions/second-walk.md
    retry: process.env.CI ? 1 : 0,
    env: { TZ: "America/New_York", DEBUG_PRINT_LIMIT: "0" },
  },
}));
