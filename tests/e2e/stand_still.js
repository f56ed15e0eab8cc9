// Scrolls the given element into the middle and answers when it was at one place at three looks in a row, or after two seconds.
const [element, answer] = arguments;
element.scrollIntoView({ block: "center" });
const until = performance.now() + 2000;
let last = "";
let same = 0;
const look = () => {
  const { x, y, width, height } = element.getBoundingClientRect();
  const now = [x, y, width, height].join(" ");
  same = now === last ? same + 1 : 0;
  last = now;
  if (same >= 2 || performance.now() > until) answer(now);
  else setTimeout(look, 20);
};
look();
