// The signs of our own: flask, barrier, signal for the environments, the capsule for the app. The same on plate, cards and printed stamp.
import { createReactComponent } from "@tabler/icons-react";

const flask = createReactComponent("outline", "cd-flask", "CdFlask", [
  [
    "path",
    {
      d: "M9.5 3h5M10.5 3v6.5L5 19a1.5 1.5 0 0 0 1.3 2h11.4A1.5 1.5 0 0 0 19 19l-5.5-9.5V3M7.7 15h8.6",
      key: "flask",
    },
  ],
]);

const barrier = createReactComponent("outline", "cd-barrier", "CdBarrier", [
  ["rect", { x: "3", y: "7", width: "18", height: "8", rx: "1", key: "board" }],
  ["path", { d: "m6 15 4-8M12 15l4-8M6 15v5M18 15v5M6 7V4M18 7V4", key: "legs" }],
]);

const signal = createReactComponent("outline", "cd-signal", "CdSignal", [
  ["circle", { cx: "12", cy: "12", r: "2.2", fill: "currentColor", key: "source" }],
  [
    "path",
    {
      d: "M8 16a5.7 5.7 0 0 1 0-8M16 8a5.7 5.7 0 0 1 0 8M5 19a9.9 9.9 0 0 1 0-14M19 5a9.9 9.9 0 0 1 0 14",
      key: "waves",
    },
  ],
]);

export const environmentIcons = { practice: flask, stage: barrier, live: signal } as const;

export const capsuleIcon = createReactComponent("outline", "cd-capsule", "CdCapsule", [
  [
    "rect",
    { x: "3.5", y: "8", width: "17", height: "8", rx: "4", transform: "rotate(-35 12 12)", key: "shell" },
  ],
  ["path", { d: "m9.7 8.7 4.6 6.6", key: "seam" }],
]);
