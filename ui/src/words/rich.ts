// Sentences with words that stand out: a list of plain and strong parts. Words make them, `shared/rich-text` draws them.

interface Strong {
  strong: string;
}

export type Rich = readonly (string | Strong)[];

export function strong(text: string): Strong {
  return { strong: text };
}

/** rich`For ${strong("Nora")} in ${place}.` */
export function rich(
  texts: TemplateStringsArray,
  ...values: readonly (string | number | Strong | Rich)[]
): Rich {
  return texts.flatMap((text, index) => {
    const value = values[index];
    if (value === undefined) return [text];
    if (Array.isArray(value)) return [text, ...(value as Rich)];
    return [text, typeof value === "number" ? String(value) : (value as string | Strong)];
  });
}

/** "A, B and C", each part of any kind. */
export function richList(parts: readonly (Strong | string | Rich)[], between = ", ", last = " and "): Rich {
  return parts.flatMap((part, index) => {
    const before = index === 0 ? "" : index === parts.length - 1 ? last : between;
    return [before, ...(Array.isArray(part) ? (part as Rich) : [part as string | Strong])];
  });
}

/** The same sentence for a voice or the clipboard. */
export function plainText(text: Rich): string {
  return text.map((part) => (typeof part === "string" ? part : part.strong)).join("");
}
