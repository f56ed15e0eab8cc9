// What each color is for, in light and dark, as CSS variables. Parts use roles, never ramps.
import type { CSSVariablesResolver } from "@mantine/core";
import { ramps } from "./ramps";

const { euca, gray, dark, leaf, amber, ember, practice, live } = ramps;

/** role: [light, dark] */
const roles = {
  canvas: [gray[0], dark[8]],
  surface: ["#ffffff", dark[7]],
  sunk: [gray[1], dark[8]],
  raised: ["#ffffff", dark[6]],
  hover: [gray[1], dark[6]],
  field: ["#ffffff", dark[8]],
  line: [gray[2], "#2d3634"],
  "line-mid": [gray[3], dark[5]],
  "line-strong": [gray[5], "#6b7875"],
  text: [gray[9], dark[0]],
  "text-2": [gray[7], dark[1]],
  "text-3": ["#5d6865", dark[2]],
  accent: [euca[7], euca[3]],
  "accent-fill": [euca[7], euca[4]],
  "accent-fill-hover": [euca[8], euca[3]],
  "on-accent": ["#ffffff", "#05201c"],
  "accent-tint": [euca[0], "#17322e"],
  "accent-line": [euca[2], "#2a5a52"],
  ok: [leaf[7], leaf[3]],
  "ok-tint": [leaf[0], "#1b2e1c"],
  "ok-line": [leaf[2], "#335236"],
  warn: [amber[7], amber[3]],
  "warn-tint": [amber[0], "#33290f"],
  "warn-line": [amber[2], "#5f4a17"],
  bad: [ember[7], ember[3]],
  "bad-tint": [ember[0], "#38201a"],
  "bad-line": [ember[2], "#6b3628"],
  skeleton: [gray[2], dark[6]],
  // environments; app/shell/environment.css chooses among them by html[data-env]
  practice: [practice[6], practice[3]],
  "practice-text": [practice[7], practice[2]],
  "practice-tint": [practice[0], "#242040"],
  stage: ["#e0a020", "#d99a1e"],
  "stage-text": [amber[8], amber[2]],
  "stage-tint": [amber[1], "#35290b"],
  "stage-gap": ["#2a2008", "#171106"],
  live: [live[7], "#bd3470"],
  "live-text": [live[7], live[2]],
  "live-tint": [live[0], "#3a1526"],
  "frame-gap": ["#ffffff", dark[9]],
  "shadow-xs": ["0 1px 1px rgb(20 30 28 / 0.05)", "0 1px 1px rgb(0 0 0 / 0.3)"],
  "shadow-md": [
    "0 1px 2px rgb(20 30 28 / 0.06), 0 6px 20px rgb(20 30 28 / 0.09)",
    "0 1px 2px rgb(0 0 0 / 0.4), 0 6px 20px rgb(0 0 0 / 0.45)",
  ],
  "shadow-xl": [
    "0 2px 6px rgb(20 30 28 / 0.08), 0 24px 64px rgb(20 30 28 / 0.22)",
    "0 2px 6px rgb(0 0 0 / 0.5), 0 24px 64px rgb(0 0 0 / 0.65)",
  ],
} as const;

/** Mantine's own names, answered by our roles. */
const mantineNames = {
  "--mantine-color-body": "var(--cd-canvas)",
  "--mantine-color-default": "var(--cd-surface)",
  "--mantine-color-default-hover": "var(--cd-hover)",
  "--mantine-color-default-border": "var(--cd-line-mid)",
  "--mantine-color-default-color": "var(--cd-text)",
  "--mantine-color-text": "var(--cd-text)",
  "--mantine-color-dimmed": "var(--cd-text-3)",
  "--mantine-color-placeholder": "var(--cd-text-3)",
  "--mantine-color-error": "var(--cd-bad)",
  "--mantine-color-anchor": "var(--cd-accent)",
  "--mantine-color-disabled": "var(--cd-sunk)",
  "--mantine-color-disabled-color": "var(--cd-text-3)",
  "--mantine-color-disabled-border": "var(--cd-line)",
} as const;

function pick(side: 0 | 1): Record<string, string> {
  const own = Object.entries(roles).map(([name, pair]) => [`--cd-${name}`, pair[side]]);
  return { ...Object.fromEntries(own), ...mantineNames };
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: pick(0),
  dark: pick(1),
});
