// The app's own zoom: everything is rem, so the root's size moves everything; and how wide the window is at that size.
const SMALLEST = 50;
const LARGEST = 400;

/** The stops of Ctrl + and Ctrl −. */
const stops = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400] as const;

export function nextZoom(zoom: number, towards: "larger" | "smaller"): number {
  if (towards === "larger") return stops.find((stop) => stop > zoom) ?? LARGEST;
  return stops.findLast((stop) => stop < zoom) ?? SMALLEST;
}

export type Width = "wide" | "mid" | "narrow";

/** In pixels of an unzoomed window: 720 and below is one column, 1100 and below a narrow navigation. */
export function widthOf(pixels: number, zoom: number): Width {
  const apparent = (pixels * 100) / zoom;
  if (apparent <= 720) return "narrow";
  return apparent <= 1100 ? "mid" : "wide";
}

/** Draws the page at `zoom` percent and keeps `html[data-width]` true while the window is resized. Gives back how to stop. */
export function applyZoom(zoom: number): () => void {
  const root = document.documentElement;
  root.style.fontSize = `${zoom}%`;
  const measure = () => {
    root.dataset.width = widthOf(window.innerWidth, zoom);
  };
  measure();
  window.addEventListener("resize", measure);
  return () => window.removeEventListener("resize", measure);
}

/** What a key asks for, or nothing. Ctrl (or Cmd) with + = − 0, on the number pad too. */
export function zoomAsked(event: KeyboardEvent): "larger" | "smaller" | "normal" | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  if (event.key === "+" || event.key === "=") return "larger";
  if (event.key === "-" || event.key === "_") return "smaller";
  return event.key === "0" ? "normal" : null;
}
