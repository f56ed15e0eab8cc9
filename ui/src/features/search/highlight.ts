// Where what was typed stands in what was found: case and accents do not count, and each typed word is looked for by itself. Pure.

export interface Part {
  text: string;
  hit: boolean;
}

/** The text in parts, those that were typed marked; together they are the whole text. */
export function highlight(text: string, typed: string): Part[] {
  const { folded, from } = fold(text);
  const marks = new Array<boolean>(text.length).fill(false);
  for (const word of wordsOf(typed)) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      const end = from[at + word.length] ?? text.length;
      for (let letter = from[at] ?? 0; letter < end; letter += 1) marks[letter] = true;
    }
  }
  const parts: Part[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const hit = marks[at] ?? false;
    const last = parts.at(-1);
    if (last && last.hit === hit) last.text += text[at];
    else parts.push({ text: text[at] ?? "", hit });
  }
  return parts;
}

function wordsOf(typed: string): string[] {
  return fold(typed)
    .folded.split(/\s+/)
    .filter((word) => word !== "");
}

/** The text without case and accents, and for each of its letters the place in the text it came from. */
function fold(text: string): { folded: string; from: number[] } {
  let folded = "";
  const from: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const plain = (text[at] ?? "")
      .normalize("NFD")
      .replace(/\p{Mark}/gu, "")
      .toLowerCase();
    for (const letter of plain) {
      folded += letter;
      for (let unit = 0; unit < letter.length; unit += 1) from.push(at);
    }
  }
  return { folded, from };
}
