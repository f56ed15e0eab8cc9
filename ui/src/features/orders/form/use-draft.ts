// Keeps what is typed: saves soon after the last key, one save at a time, and never lets an older answer touch newer typing.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { type CheckView, type DraftView, useBackend } from "../../../backend";
import { usePlace } from "../../../shared/place";
import { complete, isBlank, type Order } from "./draft-form";

/** Milliseconds of quiet before a save. */
const QUIET = 350;
/** Who types on without a pause is saved all the same: never more than a second is lost. */
const LONGEST = 700;

interface Saved {
  at: string;
  state: "saved" | "saving" | "failed";
  error: unknown;
}

export interface Typing {
  order: Order;
  check: CheckView;
  saved: Saved;
  /** True once anything was typed on this page. */
  touched: boolean;
  change: (edit: (order: Order) => Order) => void;
  /** Saves now what is not saved yet; false when that failed. */
  flush: () => Promise<boolean>;
  /** False while a save is due or under way: `check` then speaks of older words. */
  isCurrent: () => boolean;
  /** The field the cursor is in. */
  noteFocus: (path: string | null) => void;
  /** Takes over what Rust found wrong; what is typed stays as it is on screen. */
  judge: (check: CheckView) => void;
}

export function useDraft(first: DraftView): Typing {
  const backend = useBackend();
  const client = useQueryClient();
  const { stamp } = usePlace();
  const [order, setOrder] = useState(() => complete(first.form));
  const [check, setCheck] = useState(first.check);
  const [saved, setSaved] = useState<Saved>({ at: first.savedAt, state: "saved", error: null });
  const [touched, setTouched] = useState(false);
  const typed = useRef({
    order,
    version: 0,
    saved: 0,
    focus: first.focus,
    keptFocus: first.focus,
    timer: 0,
    since: 0,
  });
  const running = useRef<Promise<boolean> | null>(null);
  const key = first.key;

  const saveOnce = useCallback(async (): Promise<boolean> => {
    const { order, version, focus } = typed.current;
    setSaved((before) => ({ ...before, state: "saving" }));
    try {
      const view = await backend.saveDraft(stamp, key, order, focus);
      typed.current.saved = Math.max(typed.current.saved, version);
      typed.current.keptFocus = focus;
      const newest = typed.current.version === version;
      if (newest) setCheck(view.check);
      setSaved({ at: view.savedAt, state: newest ? "saved" : "saving", error: null });
      // Whoever goes back to the list at once finds what was just typed there.
      void client.invalidateQueries({ queryKey: ["drafts"] });
      return true;
    } catch (error) {
      setSaved((before) => ({ ...before, state: "failed", error }));
      return false;
    }
  }, [backend, client, key, stamp]);

  const flush = useCallback(async (): Promise<boolean> => {
    window.clearTimeout(typed.current.timer);
    typed.current.since = 0;
    if (running.current) return running.current;
    const run = async () => {
      while (typed.current.saved < typed.current.version) {
        if (!(await saveOnce())) return false;
      }
      return true;
    };
    running.current = run().finally(() => {
      running.current = null;
    });
    return running.current;
  }, [saveOnce]);

  const change = useCallback(
    (edit: (order: Order) => Order) => {
      const next = edit(typed.current.order);
      typed.current.order = next;
      typed.current.version += 1;
      setOrder(next);
      setTouched(true);
      window.clearTimeout(typed.current.timer);
      typed.current.since ||= Date.now();
      const left = typed.current.since + LONGEST - Date.now();
      typed.current.timer = window.setTimeout(() => void flush(), Math.max(0, Math.min(QUIET, left)));
    },
    [flush],
  );

  const isCurrent = useCallback(() => typed.current.saved >= typed.current.version, []);

  // Where the cursor is counts too: it is kept soon after it moved, once there is something to come back to.
  const keepsFocus = first.send.state === "draft";
  const noteFocus = useCallback(
    (path: string | null) => {
      if (path === null) return;
      const { current } = typed;
      current.focus = path;
      const isDue = current.version > current.saved;
      if (!keepsFocus || isDue || path === current.keptFocus || isBlank(current.order)) return;
      window.clearTimeout(current.timer);
      current.timer = window.setTimeout(() => {
        if (current.version === current.saved && current.focus !== current.keptFocus) current.version += 1;
        void flush();
      }, QUIET);
    },
    [flush, keepsFocus],
  );

  // Leaving the page, or the window, saves the last words at once.
  useEffect(() => {
    const leave = () => void flush();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [flush]);

  return { order, check, saved, touched, change, flush, isCurrent, noteFocus, judge: setCheck };
}
