// What every long list says: filters, columns, saved views, chosen rows, and lists as files.
import type { ExportColumn, FollowState, MirrorArea } from "../../backend";
import { counted, duration, number } from "../intl";

const areas: Record<MirrorArea, string> = {
  orders: "Orders",
  shipments: "Shipments",
  customers: "Customers",
  catalog: "Catalog",
};

const states: Record<FollowState["kind"], string> = {
  looking: "Reading now.",
  waiting: "Everything is read. The next look comes by itself.",
  resting: "Resting: this desk’s share of the hour is used, the rest is for people.",
  unreachable: "OK Capsule cannot be reached. Tried again by itself.",
  needs_person: "Reading has stopped and needs you.",
};

export const lists = {
  range: (from: number, to: number, total: number) =>
    total === 0 ? "None" : `${number(from)} to ${number(to)} of ${number(total)}`,
  loadingRow: "This row is being read",
  notAll: (shown: number) =>
    `The first ${number(shown)} rows can be scrolled to. Filter the list to come to the others.`,
  sortBy: (column: string) => `Sort by ${column}`,
  sorted: (column: string, descending: boolean) =>
    descending ? `Sorted by ${column}, last first.` : `Sorted by ${column}, first first.`,
  minutesLeft: (seconds: number) =>
    seconds < 60 ? "Less than a minute is left." : `About ${duration(Math.ceil(seconds / 60) * 60)} left.`,

  filter: {
    button: "Filter",
    buttonOn: (count: number) => `Filter, ${counted(count, "thing", "things")} chosen`,
    clear: "Clear these",
    days: "Day",
    anyDay: "Any day, or from and until",
    lastDays: (days: number) => (days === 1 ? "Today" : `The last ${number(days)} days`),
    from: "From",
    until: "Until",
    any: "Any",
    done: "Done",
    on: (parts: readonly string[]) => `Only: ${parts.join(", ")}`,
    inLastDays: (days: number) => (days === 1 ? "today" : `in the last ${number(days)} days`),
    since: (day: string) => `from ${day}`,
    upTo: (day: string) => `until ${day}`,
  },

  columns: {
    button: "Columns",
    usual: "The usual ones",
  },

  views: {
    save: "Save view",
    saveTitle: "Save this view",
    saveText: "What is filtered, how it is sorted and which columns are shown, under a name of yours.",
    name: "Name",
    nameHint: "For example “Texas, on hold”",
    yes: "Save view",
    no: "Do not save",
    saved: (name: string) => `The view “${name}” is saved.`,
    menu: (name: string) => `View “${name}”`,
    change: "Save as it is now",
    rename: "Rename",
    renameTitle: (name: string) => `Rename “${name}”`,
    renameYes: "Rename",
    remove: "Delete view",
    removeTitle: (name: string) => `Delete the view “${name}”?`,
    removeText: "Only the view goes. What it shows stays.",
    removeYes: "Delete view",
    keep: "Keep the view",
    removed: (name: string) => `The view “${name}” is deleted.`,
    rules: {
      required: "A view needs a name.",
      too_long: "A name has at most 60 letters.",
      taken: "Another view has this name.",
      too_many: "There are fifty views already. Delete one first.",
    } as Record<string, string>,
    other: "This name was not accepted.",
  },

  chosen: {
    all: "Choose all rows",
    row: (name: string) => `Choose ${name}`,
    bar: "Chosen rows",
    count: (count: number) => `${number(count)} chosen`,
    clear: "Clear",
    understood: "Close",
    tooMany: (most: number) => `At most ${number(most)} rows can be chosen at once. Filter the list first.`,
    said: (name: string, on: boolean, count: number) =>
      on ? `${name} chosen, ${number(count)} in all.` : `${name} not chosen, ${number(count)} in all.`,
    copy: "Copy numbers",
    copied: (count: number) => `${counted(count, "number is", "numbers are")} copied.`,
  },

  export: {
    button: "Export",
    title: (count: number) => `Export ${counted(count, "row", "rows")}`,
    text: "Everything this list picks, in this order, with the columns you see.",
    textChosen: "The rows you chose, in this order, with the columns you see.",
    format: "Kind of file",
    formats: { xlsx: "Excel (.xlsx)", csv: "CSV, for other programs" },
    formatText: "ZIP codes, phone and tracking numbers stay as they are in both.",
    yes: "Export",
    no: "Do not export",
    working: "Writing the file…",
    done: (rows: number, file: string) => `${counted(rows, "row is", "rows are")} in ${file}.`,
    where: "Where the file is",
    copyPath: "Copy the place",
    copyPathLabel: "Copy where the file is",
    pathCopied: "The place of the file is copied.",
    close: "Close",
    /** Headings of cells that share a column on screen. */
    more: {
      province: "State",
      postal_code: "ZIP code",
      country: "Country",
      service: "Service",
      expected_at: "Expected",
    } as Partial<Record<ExportColumn, string>>,
    yesWord: "Yes",
    noWord: "No",
  },

  requests: {
    title: "Requests",
    text: "OK Capsule allows so many requests an hour. This desk takes at most half by itself and leaves the rest to people.",
    used: "Used this hour",
    usedOf: (used: number, limit: number) => `${number(used)} of ${number(limit)} requests`,
    usedUnknown: "OK Capsule does not say.",
    share: "This desk’s share",
    shareOf: (share: number) => `At most ${number(share)} by itself`,
    resets: "Counted anew",
    sent: "Sent by this desk",
    sentOf: (minute: number, all: number) =>
      `${number(minute)} in the last minute, ${number(all)} since it was opened`,
    meter: "Requests used this hour",
    state: "Just now",
    states,
    again: (when: string) => `It goes on at ${when}.`,
    next: (when: string) => `Next look: ${when}.`,
    lookAll: "Look at everything now",
    looking: "Looking at everything.",
    areas,
    records: (count: number) => counted(count, "record", "records"),
    read: (when: string) => `read ${when}`,
    never: "never read to the end",
    filling: (read: number, expected: number | null) =>
      expected === null ? `${number(read)} read so far` : `${number(read)} of ${number(expected)} read`,
    onlyChanges: "OK Capsule tells what changed, so only that is read.",
    everything: "OK Capsule does not tell what changed, so everything is read slowly.",
    cannotRead: "How this list is kept up could not be read.",
  },
};
