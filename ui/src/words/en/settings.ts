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
  account: {
    title: "Account",
    text: "Who is signed in here, and what stays on this computer.",
    signedIn: (place: string) => `Signed in to ${place}`,
    signedOut: (place: string) => `Signed out of ${place}`,
    who: (person: string, email: string) =>
      person && person !== email ? `${person}, ${email}.` : `${email}.`,
    brand: (name: string) => `Brand: ${name}.`,
    kept: "The sign-in is kept in this computer’s keychain, never in a plain file.",
    memoryOnly: "Nothing personal is kept here after you close Capsule Desk.",
    practice: "Practice needs no account. Go to Stage or Live by the plate at the top left.",
    signOut: "Sign out",
    signOutText:
      "Deletes the stored sign-in and the label files. Drafts and what was read stay and can be seen without signing in.",
    signingOut: "Waiting for what is on its way…",
    signOutAnyway: "Sign out anyway",
    signOutTitle: (place: string) => `Sign out of ${place}?`,
    lock: "Lock now",
    lockText: "Hides everything until your password is typed. Orders on their way go on.",
    remove: "Remove from this computer",
    removeName: "Remove this account from this computer",
    removeText: "Also deletes drafts, the record of what was sent from here, and everything that was read.",
    removeTitle: "Remove this account from this computer?",
    removeTakes: (drafts: number, brand: string) =>
      drafts === 0
        ? `Everything kept here for ${brand} is deleted. There are no drafts.`
        : `Everything kept here for ${brand} is deleted, with ${counted(drafts, "draft", "drafts")} that ${drafts === 1 ? "is" : "are"} nowhere else.`,
    removeUnsettled:
      "It is not known yet whether these orders arrived. Write them down: after this, Capsule Desk does not look for them any more.",
    removeStays: "Nothing changes at OK Capsule: your account and placed orders stay there.",
    removeYes: "Remove everything",
    removeNo: "Keep it",
    removing: "Removing…",
    thisBrand: "this account",
  },
  privacy: {
    title: "Privacy and lock",
    text: "For desks where others can see the screen.",
    screen: "Privacy screen",
    screenText: "Hides names, addresses, e-mails and phone numbers until you point at them or type in them.",
    idle: "Lock when idle",
    idleText:
      "Hides everything when nobody has touched keyboard or mouse for this long, and asks for your password. Practice has nothing to lock.",
    idleOf: (minutes: number) => (minutes === 0 ? "Never" : counted(minutes, "minute", "minutes")),
  },
  connection: {
    title: "Connection",
    text: "When OK Capsule cannot be reached, this finds out where it stops.",
    check: "Check the connection",
    checkText:
      "Asks step by step, from the name of the server to this computer’s disk. It takes up to half a minute.",
  },
  keys: {
    title: "Keyboard",
    text: "Everything can be done without the mouse.",
    letters: "Single letters act as keys",
    lettersText:
      "Only outside text fields: E edits, H holds, / filters. Switch it off if you speak to this computer or hit keys by accident.",
    list: "Keys that work everywhere",
    everywhere: [
      { keys: "Ctrl K", does: "Find anything: orders, parcels, customers, products" },
      { keys: "F9", does: "Hide or show names and addresses" },
      { keys: "F5", does: "Look again at what the screen shows" },
      { keys: "Ctrl N", does: "New order" },
      { keys: "Ctrl Shift V", does: "New order from the text in the clipboard" },
      { keys: "Ctrl K, then Ctrl O", does: "Find an order or a customer and order again" },
      { keys: "Ctrl K, then Ctrl P", does: "Find a parcel and print its label" },
      { keys: "Alt 1 to 9", does: "Go to the places on the left, from the top" },
      { keys: "Ctrl + and Ctrl −", does: "Larger and smaller text; Ctrl 0 goes back" },
    ],
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
    show: "Show the parts and their licenses",
    hide: "Hide the parts",
    filter: "Filter by name or license",
    list: "Open-source parts",
    columns: { name: "Part", version: "Version", license: "License" },
    none: (filter: string) => `No part or license contains “${filter}”.`,
  },
};
