// The frame around every screen: places, environments, the account, and what is told once after the start.
import { form } from "../intl";

export const shell = {
  skipToContent: "Skip to content",
  mainNavigation: "Main",
  /** What a word in the navigation is said as, with its count. A count of 0 is not shown and not spoken. */
  places: {
    today: "Today",
    orders: "Orders",
    shipments: "Shipments",
    labels: "Labels",
    customers: "Customers",
    catalog: "Catalog",
    settings: "Settings",
    help: "Help",
  },
  environments: {
    practice: { name: "Practice", sentence: "Nothing real is sent" },
    stage: { name: "Stage", sentence: "Test data, nothing ships" },
    live: { name: "Live", sentence: "Real boxes, real bills" },
  },
  environmentPlate: (name: string, sentence: string) =>
    `Environment: ${name}. ${sentence}. Change environment`,
  leaveTitle: (name: string) => `Leave ${name}?`,
  leaveText: {
    practice:
      "You go back to the choice of places. The practice world stays as it is on this computer, and your drafts are kept.",
    account:
      "You go back to the choice of places. You stay signed in on this computer, and your drafts are kept. Signing out is in Settings.",
  },
  leaveYes: (name: string) => `Leave ${name}`,
  leaving: "Waiting for what is on its way…",
  leaveAnyway: "Leave anyway",
  leaveNo: (name: string) => `Stay in ${name}`,
  unsettled: {
    text: (count: number) =>
      `It is not known yet whether ${form(count, "this order", "these orders")} arrived. Nothing is looked up while you are away; it goes on when you come back here.`,
    list: "Orders without a known outcome",
    untitled: "An order",
    inFlight: "on its way now",
    waiting: "being looked up",
  },
  privacy: {
    on: "Names hidden",
    off: "Show names again",
    told: {
      on: "Names and addresses are hidden. F9 shows them again.",
      off: "Names and addresses are shown.",
    },
  },
  openAccount: "Account: sign out, lock, remove",
  noAccountNeeded: "No account needed",
  nobodySignedIn: "Nobody signed in",
  signedOut: {
    out: {
      title: "You are signed out here.",
      text: "You see what is on this computer. Your drafts are saved, and nothing was sent.",
    },
    refused_elsewhere: {
      title: "Your sign-in has ended.",
      text: "Perhaps the password was changed on another computer. You see what is on this one; your drafts are saved, and nothing was sent.",
    },
    stopped: {
      title: "OK Capsule refused this sign-in several times, so we stopped asking.",
      text: "You see what is on this computer. Your drafts are saved, and nothing was sent.",
    },
    action: "Sign in again",
  },
  notices: {
    preferences_reset: "Your settings could not be read, so they are back to how they came.",
    mirror_refilled:
      "What was kept of OK Capsule’s records on this computer was damaged. It is being read again; nothing of yours is lost.",
    desk_salvaged: (when: string) =>
      `The file with your drafts was damaged, and a copy from ${when} took its place. What you typed after that may be missing; orders already sent are found by themselves.`,
    desk_unreadable:
      "The file with your drafts was damaged and no copy could be read, so it starts empty. The damaged file was kept for support.",
    desk_not_opened: (why: string) =>
      `The desk used last could not be opened: ${why} Nothing in it has changed.`,
    accounts_reset:
      "The list of accounts used on this computer could not be read, so it starts empty. Their drafts are still here; sign in and you find them.",
    desk_moved:
      "The file with your drafts came from another computer, or is an older one. Each order in it is looked up at OK Capsule before it can be sent.",
    desk_key_not_here:
      "The file with your drafts was locked by another computer. Orders are still looked up and settled; what was typed cannot be read on this computer. A backup with its passphrase brings it back.",
    newer_database:
      "A newer Capsule Desk has been used here. You can read everything; update this one to write again.",
    read_only_disk:
      "This computer does not let us save. You can read everything, but nothing can be typed or sent.",
    disk_full: "This computer’s disk is full. Free some space before you type more.",
    not_sent: (count: number) =>
      `Capsule Desk ended before ${form(count, "an order", "some orders")} left. ${form(count, "It is a draft again, and it was", "They are drafts again, and they were")} not sent.`,
    memory_only:
      "This computer has no place to keep your records safe, so nothing personal is kept here after you close Capsule Desk.",
  },
  understood: "Understood",
  zoomed: (percent: number) => `Text size ${percent} percent.`,
  crashed: {
    title: "This screen could not be shown.",
    text: "Your drafts are saved on this computer, and nothing was sent by this. Show the screen again, or go to another one.",
    again: "Show it again",
  },
  starting: "Opening your desk",
  startingLong:
    "This takes longer than usual. This computer’s keychain may be asking you something behind another window.",
  cannotStart: "Capsule Desk could not open your desk",
  notFound: { title: "There is no such screen.", text: "Choose a place on the left." },
};
