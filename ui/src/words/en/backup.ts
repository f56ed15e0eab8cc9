// Backups: made under a passphrase, looked into, brought back.
import { counted, form } from "../intl";

function what(drafts: number, orders: number): string {
  const parts = [
    drafts > 0 ? counted(drafts, "draft", "drafts") : null,
    orders > 0 ? counted(orders, "sent order", "sent orders") : null,
  ];
  return parts.filter((part) => part !== null).join(" and ");
}

export const backup = {
  title: "Backup",
  text: "Drafts, and what this computer knows about orders on their way, are only here. A backup keeps them when this computer breaks or is replaced.",
  make: "Make a backup",
  makeText:
    "One file in your Downloads folder, locked with a passphrase. Put a copy somewhere else: a stick, or a safe shared folder.",
  makeButton: "Make a backup…",
  bring: "Bring a backup back",
  bringText:
    "What is on this computer stays. Only what is missing is added, and it is looked up at OK Capsule before it can be sent.",
  bringButton: "Choose a backup…",
  choosing: "Choose the file…",
  noSession: "Sign in, or open Practice, to make a backup of that place or bring one back.",

  passphrase: "Passphrase",
  again: "The same passphrase again",
  hint: "At least 12 characters. Four words that do not belong together are easy to remember and hard to guess.",
  strength: {
    short: (missing: number) => `${counted(missing, "character", "characters")} more.`,
    fair: "Good enough. One more word makes it much harder to guess.",
    strong: "Hard to guess.",
  },
  missing: "Type the passphrase.",
  tooShort: "This is too short: at least 12 characters.",
  different: "The two are not the same.",
  nobody:
    "Without the passphrase nobody can open the backup, and nobody can make a new passphrase for it. Keep it where you will find it in a year.",
  save: "Make backup",
  saving: "Making the backup…",
  cancel: "Cancel",
  savedTitle: "The backup is made.",
  saved: (fileName: string, folder: string) => `“${fileName}” is in ${folder}.`,
  savedAnnounced: (fileName: string) => `The backup is made: ${fileName}.`,
  copyPath: "Copy where it is",
  copyPathLabel: (fileName: string) => `Copy where ${fileName} is`,
  pathCopied: "Copied.",

  openTitle: "Bring a backup back",
  file: (fileName: string) => `You chose “${fileName}”.`,
  open: "Look into it",
  opening: "Opening the backup…",
  lookTitle: "What will happen",
  madeAt: (when: string) => `Made: ${when}.`,
  comes: (drafts: number, orders: number) => `${what(drafts, orders)} will be added to this computer.`,
  nothing: "Everything in it is on this computer already, so nothing will be added.",
  stays: (here: number) =>
    `${counted(here, "order is", "orders are")} here already and ${form(here, "stays as it is", "stay as they are")}.`,
  checking: (count: number, of: number) =>
    `${of === 1 ? "It is" : form(count, "One of them is", `${count} of them are`)} looked up at OK Capsule first. That takes about 15 minutes; until then ${form(count, "it", "they")} cannot be sent, so that nothing is ordered twice.`,
  add: "Add to this computer",
  adding: "Adding…",
  close: "Close",
  doneTitle: "The backup is back.",
  done: (drafts: number, orders: number) =>
    `${what(drafts, orders)} ${form(drafts + orders, "was", "were")} added. You find ${form(drafts + orders, "it", "them")} in Orders.`,
  doneNothing: "Nothing was missing here.",
};
