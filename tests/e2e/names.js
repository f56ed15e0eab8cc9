// Finds what a person finds: visible things by role and accessible name. axe-core computes both; it is injected first.
// Called as find(wanted) with {roles, name, within, all}; a name that ends in * matches what starts so.
// Answers {found: [elements], there: ["role: name", …]}, `there` naming everything of these roles that is visible.
const wanted = arguments[0];
const tidy = (text) => (text || "").replace(/\s+/g, " ").trim();
const fits = (name, pattern) =>
  pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

// What holds other things and has a name of its own. A heading names the place around it; it is not one.
const places = [
  "alertdialog", "article", "complementary", "dialog", "form", "group", "list", "listbox", "listitem", "main", "menu",
  "navigation", "radiogroup", "region", "row", "search", "table", "tablist", "tabpanel", "toolbar",
];

axe.setup(document.documentElement);
try {
  const { aria, dom, text } = axe.commons;
  const visible = (element) => dom.isVisibleToScreenReaders(element) && element.getClientRects().length > 0;
  const nameOf = (element) => {
    const name = tidy(text.accessibleText(element));
    return name || (aria.getRole(element) === "heading" ? tidy(element.textContent) : "");
  };
  let roots = [document];
  if (wanted.within) {
    roots = [...document.querySelectorAll("*")].filter(
      (element) => places.includes(aria.getRole(element)) && visible(element) && fits(nameOf(element), wanted.within),
    );
    // The innermost things of that name: a row, not the table around it.
    roots = roots.filter((root) => !roots.some((other) => other !== root && root.contains(other)));
  }
  const found = [];
  const there = [];
  for (const root of roots) {
    for (const element of root.querySelectorAll("*")) {
      const role = aria.getRole(element);
      if (!role || !wanted.roles.includes(role) || !visible(element)) continue;
      const name = nameOf(element);
      there.push(`${role}: ${name}`);
      if (fits(name, wanted.name)) found.push(element);
    }
  }
  return {
    within: roots.length,
    there,
    found: found.map((element) => ({
      element,
      name: nameOf(element),
      disabled: element.disabled === true || element.getAttribute("aria-disabled") === "true",
      value: "value" in element ? String(element.value) : null,
      invalid: element.getAttribute("aria-invalid") === "true",
      described: tidy(
        (element.getAttribute("aria-describedby") || "")
          .split(/\s+/)
          .map((id) => document.getElementById(id)?.textContent || "")
          .join(" "),
      ),
    })),
  };
} finally {
  axe.teardown();
}
