// A made-up backup of a day ago: two drafts and one order in doubt that are not here.
import type { Backend, BackupView } from "../../backend";
import { ago } from "./time";

const fileName = "Capsule Desk backup Practice 2026-11-17.cdbackup";

export const backupView: BackupView = {
  fileName,
  madeAt: ago(1_440),
  drafts: 2,
  orders: 41,
  here: 3,
  checking: 3,
};

type BackupPart = "makeBackup" | "chooseBackup" | "lookIntoBackup" | "bringBackupBack" | "forgetBackup";

export function makeBackups(): Pick<Backend, BackupPart> {
  return {
    makeBackup: async () => ({ path: `/home/kim/Downloads/${fileName}`, fileName }),
    chooseBackup: async () => fileName,
    lookIntoBackup: async () => backupView,
    bringBackupBack: async () => backupView,
    forgetBackup: async () => null,
  };
}
