// The connection doctor: where the way to OK Capsule stops, a sentence a line, and a case text that names nobody.
import type { DoctorCheck, DoctorFinding } from "../../backend";
import { duration } from "../intl";

const checks: Record<DoctorCheck, { name: string; good: string }> = {
  name: { name: "Name of the server", good: "This computer’s network knows it." },
  proxy: { name: "Way out", good: "Straight out, without a proxy." },
  secure: { name: "Safe connection", good: "The server’s certificate is right." },
  api: { name: "OK Capsule", good: "It answers." },
  clock: { name: "This computer’s clock", good: "It agrees with the server’s." },
  label_storage: { name: "Where labels lie", good: "It can be reached." },
  disk: { name: "This computer’s disk", good: "Capsule Desk’s folder can be written." },
};

const findings: Record<Exclude<DoctorFinding["kind"], "good" | "clock_is_off">, string> = {
  not_asked: "Not asked, because an earlier step already stops, or there is nothing to ask here.",
  name_not_found:
    "This computer’s network does not know the server’s name. Is the network there? A guest network may want a sign-in first.",
  through_proxy: "Through your company’s proxy. That is fine as long as the steps below are.",
  proxy_asks_for_password:
    "Your company’s proxy does not let Capsule Desk through. Ask whoever looks after the network.",
  no_connection: "No connection could be made. The network may be down, or a firewall may stop it.",
  certificate_refused:
    "Something in between shows a certificate this computer does not trust, so nothing was sent. Ask whoever looks after the network.",
  no_answer_in_time:
    "No answer came in time. The network is very slow, or something holds the connection up.",
  not_the_api: "Something else answered: a sign-in page of a network, or a filter.",
  server_fault: "OK Capsule answers, but has a fault on its side. Try again in a few minutes.",
  folder_not_writable:
    "Capsule Desk’s folder cannot be written, so nothing can be saved. Ask whoever set up this computer.",
  folder_not_local:
    "Capsule Desk’s folder lies on a network drive. Drafts are only safe on this computer’s own disk.",
};

export const connection = {
  check: "Check the connection",
  title: "The connection, step by step",
  asking: "Asking step by step. This takes up to half a minute.",
  again: "Check again",
  fine: "Everything works. If something still fails, try it once more.",
  trouble: (name: string) => `It stops here: ${name}.`,
  list: "What was checked",
  words: { good: "Good", attention: "Look here", skipped: "Not asked" },
  checks,
  findings,
  clockIsOff: (seconds: number, ahead: boolean) =>
    `It is ${duration(seconds)} ${ahead ? "ahead" : "behind"}. Cut-off times and label links may look wrong until it is set.`,
  copy: "Copy case text for support",
  copied: "The case text is copied. It names nobody. Paste it into your e-mail to support.",
  caseTitle: (version: string) => `Capsule Desk ${version}, connection check`,
};
