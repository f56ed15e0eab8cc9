// Words that any screen may need.
import { counted } from "../intl";

export const common = {
  appName: "Capsule Desk",
  loading: "Loading",
  today: "Today",
  yesterday: "Yesterday",
  tomorrow: "Tomorrow",
  todayAt: (time: string) => `Today ${time}`,
  yesterdayAt: (time: string) => `Yesterday ${time}`,
  tomorrowAt: (time: string) => `Tomorrow ${time}`,
  ageYesterday: (time: string) => `yesterday ${time}`,
  ageTomorrow: (time: string) => `tomorrow ${time}`,
  dayAt: (day: string, time: string) => `${day}, ${time}`,
  /** The cut-off is Pacific time; the person's own follows when it differs. */
  pacific: (pacific: string, own: string | null) =>
    own ? `${pacific} Pacific (${own} your time)` : `${pacific} Pacific`,
  tryAgain: "Try again",
  lookNow: "Look now",
  looking: "Looking…",
  close: "Close",
  keepIt: "Keep it",
  back: "Back",
  show: "Show",
  hide: "Hide",
  copied: "Copied.",
  copyFailed: "This computer did not allow copying. Select the text and press Ctrl C.",
  missing: "not given",
  asOfBefore: "As of",
  asOf: (when: string) => `As of ${when}`,
  neverRead: "Not read yet",
  nextLookBefore: "next look",
  stillReading: (read: number, expected: number | null) =>
    expected === null
      ? `Reading for the first time: ${counted(read, "record", "records")} so far.`
      : `Reading for the first time: ${counted(read, "record", "records")} of ${counted(expected, "record", "records")}.`,
  olderRows: "You see what is on this computer.",
  capsLock: "Caps Lock is on.",
  showPassword: "Show the password",
  reference: (reference: string) => `Reference ${reference}`,
  copyCase: "Copy case text for support",
  caseCopied: "The case text is copied. Paste it into your e-mail to support.",
  caseText: (parts: { reference: string; what: string; version: string; place: string; at: string }) =>
    [
      `Capsule Desk case ${parts.reference}`,
      `What happened: ${parts.what}`,
      `Where: ${parts.place}`,
      `When: ${parts.at}`,
      `Version: ${parts.version}`,
    ].join("\n"),
  waitSeconds: (seconds: number) => `Please wait ${counted(seconds, "second", "seconds")}.`,
};
