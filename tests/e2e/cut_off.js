// The parts that fill most of the window and hide what runs out of them: across always, down when nothing scrolls there.
// A table may be wider than the window and scroll by itself.
const { innerWidth, innerHeight } = window;
const parts = [...document.querySelectorAll("*")].filter((part) => {
  const { width, height } = part.getBoundingClientRect();
  return width > innerWidth / 2 && height > innerHeight / 2;
});
const lines = [];
for (const part of parts) {
  const { overflowX, overflowY } = getComputedStyle(part);
  const named = `<${part.tagName.toLowerCase()} class="${part.className}">`;
  const across = part.scrollWidth - part.clientWidth;
  const down = part.scrollHeight - part.clientHeight;
  const isTable = overflowX === "auto" && part.querySelector(":scope > table") !== null;
  if (overflowX !== "visible" && !isTable && across > 1) lines.push(`${named} by ${across} px to the right`);
  if (["hidden", "clip"].includes(overflowY) && down > 1) lines.push(`${named} by ${down} px below`);
}
return { checked: parts.length, lines };
