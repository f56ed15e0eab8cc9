// Ctrl Shift V, anywhere: a new order from the text in the clipboard.
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import { announce } from "../shared/live-region";
import { holdPasted } from "../shared/pasted-order";
import { useWords } from "../words";

/** Milliseconds in which the web view pastes by itself, where it does. */
const PASTES_WITHIN = 150;

export function usePasteOrderKey(): void {
  const words = useWords().orderDesk.paste;
  const navigate = useNavigate();
  const begin = useEffectEvent((text: string) => {
    if (text.trim() === "") {
      announce(words.clipboardEmpty);
      return;
    }
    holdPasted(text);
    void navigate({ to: "/orders/new" });
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const asked = (event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey;
      if (!asked || event.key.toLowerCase() !== "v" || event.repeat) return;
      catchPaste((text) => begin(text));
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);
}

/** Pasting is what this chord does in a web view. A field nobody sees takes the text: no field of the page gets it, and the web view needs
 *  no leave to look into the clipboard. */
function catchPaste(told: (text: string) => void): void {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.setAttribute("aria-hidden", "true");
  field.tabIndex = -1;
  Object.assign(field.style, { position: "fixed", top: "0", opacity: "0" });
  document.body.append(field);
  let done = false;
  const end = (text: string) => {
    if (done) return;
    done = true;
    if (before instanceof HTMLElement) before.focus();
    field.remove();
    told(text);
  };
  field.addEventListener("paste", (event) => {
    event.preventDefault();
    event.stopPropagation();
    end(event.clipboardData?.getData("text") ?? "");
  });
  field.focus({ preventScroll: true });
  // Where the web view does not paste by this chord, it is asked.
  setTimeout(() => {
    if (done) return;
    if (field.value !== "") {
      end(field.value);
      return;
    }
    const asked = navigator.clipboard?.readText?.() ?? Promise.resolve("");
    asked.then(end, () => end(""));
  }, PASTES_WITHIN);
}
