// A text on its way from the clipboard to the paste box of a new order; held until the box takes it, and nowhere else.

let held: string | null = null;

export function holdPasted(text: string): void {
  held = text;
}

/** Gives it once. */
export function takePasted(): string | null {
  const text = held;
  held = null;
  return text;
}
