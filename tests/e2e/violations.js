// Runs axe over the whole page and answers one readable line for each thing that breaks a rule.
const done = arguments[arguments.length - 1];
axe
  .run(document, {
    preload: false,
    resultTypes: ["violations"],
    rules: { "target-size": { enabled: true } },
  })
  .then((result) => {
    const lines = [];
    for (const rule of result.violations) {
      for (const node of rule.nodes) {
        lines.push(`${rule.id} (${rule.impact}): ${rule.help}\n    ${node.html.slice(0, 220)}\n    ${
          (node.any[0] || node.all[0] || node.none[0] || { message: "" }).message}`);
      }
    }
    done({ lines, checked: result.passes.length });
  })
  .catch((trouble) => done({ lines: [`axe did not run: ${trouble}`], checked: 0 }));
