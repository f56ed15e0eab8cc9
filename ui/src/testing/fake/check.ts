// A few of Rust's rules, enough to fill in a form by hand in the made-up world. The real ones are Rust's alone.
import type { CheckView, DraftForm, FieldProblem } from "../../backend";

export function checkDraft(form: DraftForm): CheckView {
  const problems: FieldProblem[] = [];
  const warnings: FieldProblem[] = [];
  const wrong = (path: string, rule: string) => problems.push({ path, rule, said: null });
  const look = (path: string, rule: string) => warnings.push({ path, rule, said: null });
  const need = (path: string, text: string | undefined) => {
    if (!text?.trim()) wrong(path, "required");
  };
  const { customer, address, lines = [] } = form;
  if (customer?.kind === "known") {
    if (!customer.id) wrong("customer", "customer_missing");
  } else {
    need("customer.firstName", customer?.firstName);
    need("customer.lastName", customer?.lastName);
    if (!customer?.email) look("customer.email", "email_missing");
    else if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(customer.email)) wrong("customer.email", "email");
    if (!customer?.phone) look("customer.phone", "phone_missing");
    else if (!customer.phone.startsWith("+")) wrong("customer.phone", "phone_country_code");
  }
  need("address.address1", address?.address1);
  need("address.city", address?.city);
  need("address.country", address?.country);
  for (const [at, line] of lines.entries()) {
    if (line.days === null || line.days === undefined) wrong(`lines.${at}.days`, "required");
    else if (line.days < 1 || line.days > 60) wrong(`lines.${at}.days`, "days_1_to_60");
    if (!line.pouches?.length) wrong(`lines.${at}.pouches`, "pouch_missing");
    for (const [index, { filling, customLabel }] of (line.pouches ?? []).entries()) {
      const path = `lines.${at}.pouches.${index}`;
      if (customLabel.length > 30) wrong(`${path}.customLabel`, "at_most_30");
      if (filling.kind === "pack" && !filling.packId) wrong(`${path}.filling.packId`, "pack_missing");
      if (filling.kind === "contents" && filling.contents.length === 0)
        wrong(`${path}.filling`, "filling_missing");
      const servings =
        filling.kind === "contents" ? filling.contents.map((content) => content.servings ?? 1) : [];
      if (servings.reduce((sum, one) => sum + one, 0) > 8) look(path, "more_than_8");
    }
  }
  return { problems, warnings };
}
