// What is typed into a list's filter shows at once, and filters a moment after the last key.
import { useEffect, useRef, useState } from "react";

export function useTyped(text: string, onText: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(text);
  const known = useRef(text);
  const tell = useRef(onText);
  useEffect(() => {
    tell.current = onText;
  });
  useEffect(() => {
    // The list changed by another way: a saved view, a link. What is still being typed is not taken back.
    if (text !== known.current) {
      known.current = text;
      setTyped(text);
    }
  }, [text]);
  useEffect(() => {
    if (typed === known.current) return;
    const timer = setTimeout(() => {
      known.current = typed;
      tell.current(typed);
    }, 200);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped];
}
