// Instants (RFC 3339 text) in the words of a desk: the person's locale and zone, Pacific where the cut-off counts. No component lives here.
import { locale } from "../words/intl";

const PACIFIC = "America/Los_Angeles";

function format(at: Date, options: Intl.DateTimeFormatOptions): string {
  // Some systems put a narrow no-break space before AM and PM; a plain one is what people copy and search.
  return new Intl.DateTimeFormat(locale(), options).format(at).replace(/\u202f/g, " ");
}

/** "4:12 PM" */
export function clockTime(at: string | Date, timeZone?: string): string {
  return format(new Date(at), { hour: "numeric", minute: "2-digit", ...(timeZone ? { timeZone } : {}) });
}

/** "Nov 15", with the year when it is another one. */
export function shortDay(at: string | Date, now: Date): string {
  const date = new Date(at);
  const sameYear = date.getFullYear() === now.getFullYear();
  return format(date, { month: "short", day: "numeric", ...(sameYear ? {} : { year: "numeric" }) });
}

/** "Tuesday 4:10 PM" */
export function weekdayTime(at: string | Date): string {
  const date = new Date(at);
  return `${format(date, { weekday: "long" })} ${clockTime(date)}`;
}

/** Whole calendar days between two instants in the person's zone; 0 is the same day, 1 is yesterday. */
export function daysBetween(earlier: string | Date, later: Date): number {
  const start = new Date(earlier);
  const from = Date.UTC(start.getFullYear(), start.getMonth(), start.getDate());
  const to = Date.UTC(later.getFullYear(), later.getMonth(), later.getDate());
  return Math.round((to - from) / 86_400_000);
}

/** Everything, with the zone: for a tooltip and for support. "Tuesday, November 17, 2026 at 4:12 PM EST" */
export function fullInstant(at: string | Date): string {
  return format(new Date(at), {
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  });
}

/** The time in Pacific, where OK Capsule's cut-off is, and the person's own when it differs. */
export function pacificAndOwn(at: string | Date): { pacific: string; own: string | null } {
  const date = new Date(at);
  const there = wall(date, PACIFIC);
  const here = wall(date);
  return { pacific: clockTime(date, PACIFIC), own: there === here ? null : clockTime(date) };
}

function wall(at: Date, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-US", {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    ...(timeZone ? { timeZone } : {}),
  }).format(at);
}

/** "Eastern Standard Time": the person's own zone, as it is today. */
export function zoneName(at: Date = new Date()): string {
  const parts = new Intl.DateTimeFormat(locale(), { timeZoneName: "long" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** "Monday, November 16": for a letter. */
export function longDay(at: string | Date): string {
  return format(new Date(at), { weekday: "long", month: "long", day: "numeric" });
}

/** "November 2026" of "2026-11". */
export function monthName(month: string): string {
  return format(new Date(`${month}-15T12:00:00Z`), { month: "long", year: "numeric" });
}

/** "Nov 26, 2026" of the calendar date "2026-11-26", wherever one is. */
export function calendarDay(date: string): string {
  return format(new Date(`${date}T12:00:00Z`), {
    weekday: "short",
    month: "short",
    day: "numeric",
    year: "numeric",
    timeZone: "UTC",
  });
}

/** The person's own zone by its name: "America/New_York". */
export function zoneId(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
