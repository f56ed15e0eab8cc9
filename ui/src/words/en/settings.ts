// Settings of this computer.
import { counted } from "../intl";

export const settings = {
  title: "Settings",
  lead: "These choices stay on this computer.",
  sections: "Settings",
  saved: "Saved.",
  notSaved: "This could not be saved, so it is as before.",
  appearance: {
    title: "Appearance",
    text: "How Capsule Desk looks on this computer.",
    mode: "Light or dark",
    modeText: "System follows this computer’s own choice, also when it changes in the evening.",
    modes: { system: "System", light: "Light", dark: "Dark" },
    size: "Text size",
    sizeText: "Everything grows with it. Ctrl and + or − does the same from any screen; Ctrl 0 goes back.",
    sizeOf: (percent: number) => `${percent} %`,
    smaller: "Smaller",
    larger: "Larger",
    normal: "Normal size",
  },
  keys: {
    title: "Keyboard",
    text: "Everything can be done without the mouse.",
    letters: "Single letters act as keys",
    lettersText:
      "Only outside text fields: E edits, H holds, / filters. Switch it off if you speak to this computer or hit keys by accident.",
  },
  sending: {
    title: "Sending",
    text: "What happens after you press Send.",
    undo: "Time to take an order back",
    undoText: "A sent order waits this long on this computer before it leaves. 0 sends at once.",
    undoOf: (seconds: number) => (seconds === 0 ? "None" : counted(seconds, "second", "seconds")),
  },
  about: {
    title: "About",
    text: "The desktop workplace for brands that make and ship through OK Capsule.",
    version: "Version",
    versionOf: (version: string) => `Capsule Desk ${version}`,
    license: "License",
    licenseOf: "Apache-2.0 or MIT, as you like",
    copyVersion: "Copy version",
  },
  licenses: {
    title: "Licenses",
    textPlain: "Capsule Desk is built from open-source parts.",
    text: (count: number) =>
      `Capsule Desk is built from ${counted(count, "open-source part", "open-source parts")}.`,
    filter: "Filter by name or license",
    list: "Open-source parts",
    columns: { name: "Part", version: "Version", license: "License" },
    none: (filter: string) => `No part or license contains “${filter}”.`,
  },
};
