// Mounts the page on a backend: nonce for styles, theme, queries, words, router.
import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "./theme/global.css";
import "./shell/environment.css";
import { setNonce } from "get-nonce";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Backend } from "../backend";
import { App } from "./app";

export function start(backend: Backend): void {
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root.");
  const nonce = readNonce();
  if (nonce) setNonce(nonce);
  createRoot(root).render(
    <StrictMode>
      <App backend={backend} nonce={nonce} />
    </StrictMode>,
  );
}

/** Tauri writes the page's nonce onto the carrier; styles added later must wear it, or the policy drops them. */
function readNonce(): string | undefined {
  return document.getElementById("nonce-carrier")?.nonce || undefined;
}
