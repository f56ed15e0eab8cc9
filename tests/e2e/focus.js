// What has the focus: {role, name, tag}, as a screen reader would say it.
const element = document.activeElement || document.body;
const tidy = (text) => (text || "").replace(/\s+/g, " ").trim();
axe.setup(document.documentElement);
try {
  const { aria, text } = axe.commons;
  const role = aria.getRole(element) || "";
  const name = tidy(text.accessibleText(element));
  return { role, name: name || (role === "heading" ? tidy(element.textContent) : ""), tag: element.tagName };
} finally {
  axe.teardown();
}
