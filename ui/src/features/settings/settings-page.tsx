// Settings of this computer: how it looks, how long a send can be taken back, what it is made of. Saved as they are changed.
import { useState } from "react";
import { PageHeading } from "../../shared/page-heading";
import { useWords } from "../../words";
import { AboutSection } from "./about-section";
import { AccountSection } from "./account-section";
import { AppearanceSection } from "./appearance-section";
import { BackupSection } from "./backup-section";
import { ConnectionSection } from "./connection-section";
import { KeysSection } from "./keys-section";
import { LicensesSection } from "./licenses-section";
import { NoticesSection } from "./notices-section";
import { PrintersSection } from "./printers-section";
import { PrivacySection } from "./privacy-section";
import { RequestsSection } from "./requests-section";
import { SendingSection } from "./sending-section";
import classes from "./settings-page.module.css";

const sections = [
  "account",
  "privacy",
  "appearance",
  "sending",
  "printers",
  "notices",
  "keys",
  "connection",
  "requests",
  "backup",
  "about",
  "licenses",
] as const;
type Section = (typeof sections)[number];

export function SettingsPage() {
  const { settings: words, backup, help, lists, printing } = useWords();
  const titleOf = (section: Section) => {
    if (section === "backup") return backup.title;
    if (section === "printers") return printing.setup.title;
    if (section === "notices") return help.notices.section;
    return section === "requests" ? lists.requests.title : words[section].title;
  };
  const [here, setHere] = useState<Section>("account");
  const go = (section: Section) => {
    setHere(section);
    const target = document.getElementById(`settings-${section}`);
    target?.scrollIntoView?.({ block: "start" });
    target?.querySelector("h2")?.focus({ preventScroll: true });
  };
  return (
    <>
      <PageHeading title={words.title} lead={words.lead} />
      <div className={classes.columns}>
        <nav className={classes.list} aria-label={words.sections}>
          {sections.map((section) => (
            <button
              key={section}
              type="button"
              aria-current={here === section || undefined}
              onClick={() => go(section)}
            >
              {titleOf(section)}
            </button>
          ))}
        </nav>
        <div className={classes.content}>
          <AccountSection />
          <PrivacySection />
          <AppearanceSection />
          <SendingSection />
          <PrintersSection />
          <NoticesSection />
          <KeysSection />
          <ConnectionSection />
          <RequestsSection />
          <BackupSection />
          <AboutSection />
          <LicensesSection />
        </div>
      </div>
    </>
  );
}
