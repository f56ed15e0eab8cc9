// What time it is where one works: the wall clock, or the practice world's own clock. Ticks once a minute, so "today" and "as of" stay true.
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const NowContext = createContext<Date | null>(null);

interface Props {
  /** Milliseconds by which the world is ahead of this computer; 0 outside practice. */
  ahead: number;
  children: ReactNode;
}

export function NowProvider({ ahead, children }: Props) {
  const [now, setNow] = useState(() => Date.now());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a moved clock is looked at anew, not 20 seconds later
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, [ahead]);
  return <NowContext value={new Date(now + ahead)}>{children}</NowContext>;
}

export function useNow(): Date {
  const given = useContext(NowContext);
  return given ?? new Date();
}
