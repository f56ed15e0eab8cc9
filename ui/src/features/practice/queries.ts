// The practice clock's place in the query cache; the shell reads it too, to know what "today" is.
export const practiceClockKey = ["practice-clock"] as const;
