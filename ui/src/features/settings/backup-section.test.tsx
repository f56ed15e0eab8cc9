// Backup in Settings: nothing happens without words before it, and nothing ends without words after it.
import { describe, expect, it } from "vitest";
import type { Backend } from "../../backend";
import { backupView } from "../../testing/fake/backups";
import { failure } from "../../testing/fake-backend";
import { expectAccessible, screen, showInPractice, waitFor, within } from "../../testing/show";

const open = (but: Partial<Backend> = {}) => showInPractice("/settings", { but });
const words = "four old river stones";

async function dialog(name: string) {
  return within(await screen.findByRole("dialog", { name }));
}

async function openMake(but: Partial<Backend> = {}) {
  const shown = open(but);
  await shown.user.click(await screen.findByRole("button", { name: "Make a backup…" }));
  return { ...shown, box: await dialog("Make a backup") };
}

async function openBring(but: Partial<Backend> = {}) {
  const shown = open(but);
  await shown.user.click(await screen.findByRole("button", { name: "Choose a backup…" }));
  return { ...shown, box: await dialog("Bring a backup back") };
}

describe("making a backup", () => {
  it("takes a passphrase twice and says where the file is", async () => {
    const { user, backend, box } = await openMake();
    await expectAccessible();
    await user.type(box.getByLabelText("Passphrase"), words);
    expect(box.getByText("Hard to guess.")).toBeTruthy();
    await user.type(box.getByLabelText("The same passphrase again"), words);
    await user.click(box.getByRole("button", { name: "Make backup" }));
    expect(await screen.findByText(/is in \/home\/kim\/Downloads\./)).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(backend.calls).toContainEqual({ name: "makeBackup", args: ["stamp-practice", words] });
  });

  it("a short one, or two that differ, make nothing and put the cursor where it is wrong", async () => {
    const { user, backend, box } = await openMake();
    await user.type(box.getByLabelText("Passphrase"), "short");
    expect(box.getByText("7 characters more.")).toBeTruthy();
    await user.click(box.getByRole("button", { name: "Make backup" }));
    expect(box.getByText("This is too short: at least 12 characters.")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(box.getByLabelText("Passphrase")));
    await user.clear(box.getByLabelText("Passphrase"));
    await user.type(box.getByLabelText("Passphrase"), words);
    await user.clear(box.getByLabelText("The same passphrase again"));
    await user.type(box.getByLabelText("The same passphrase again"), `${words}!`);
    await user.click(box.getByRole("button", { name: "Make backup" }));
    expect(box.getByText("The two are not the same.")).toBeTruthy();
    expect(backend.calls.some(({ name }) => name === "makeBackup")).toBe(false);
  });

  it("a full disk has words, and what was typed stays", async () => {
    const { user, box } = await openMake({
      makeBackup: () => Promise.reject(failure("disk_full", { next: "fix" })),
    });
    await user.type(box.getByLabelText("Passphrase"), words);
    await user.type(box.getByLabelText("The same passphrase again"), words);
    await user.click(box.getByRole("button", { name: "Make backup" }));
    expect((await box.findByRole("alert")).textContent).toContain("This computer’s disk is full.");
    expect(box.getByLabelText<HTMLInputElement>("Passphrase").value).toBe(words);
  });
});

describe("bringing a backup back", () => {
  it("says what will happen before it happens, and what came after", async () => {
    const { user, backend, box } = await openBring();
    await user.type(box.getByLabelText("Passphrase"), words);
    await user.click(box.getByRole("button", { name: "Look into it" }));
    const look = await dialog("What will happen");
    expect(look.getByText("2 drafts and 41 sent orders will be added to this computer.")).toBeTruthy();
    expect(look.getByText(/3 orders are here already and stay as they are/)).toBeTruthy();
    expect(look.getByText(/3 of them are looked up at OK Capsule first/)).toBeTruthy();
    await expectAccessible();
    expect(backend.calls.some(({ name }) => name === "bringBackupBack")).toBe(false);
    await user.click(look.getByRole("button", { name: "Add to this computer" }));
    expect(await screen.findByText(/2 drafts and 41 sent orders were added/)).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("one draft alone is told as one", async () => {
    const { user, box } = await openBring({
      lookIntoBackup: async () => ({ ...backupView, drafts: 1, orders: 0, checking: 1, here: 0 }),
    });
    await user.type(box.getByLabelText("Passphrase"), words);
    await user.click(box.getByRole("button", { name: "Look into it" }));
    const look = await dialog("What will happen");
    expect(look.getByText("1 draft will be added to this computer.")).toBeTruthy();
    expect(look.getByText(/^It is looked up at OK Capsule first/)).toBeTruthy();
  });

  it("a wrong passphrase is said at its field, and another try is open", async () => {
    const { user, box } = await openBring({
      lookIntoBackup: () => Promise.reject(failure("wrong_passphrase", { next: "fix" })),
    });
    await user.type(box.getByLabelText("Passphrase"), "four old river stone");
    await user.click(box.getByRole("button", { name: "Look into it" }));
    expect(await box.findByText(/This passphrase is not right/)).toBeTruthy();
    await user.type(box.getByLabelText("Passphrase"), "s");
    expect(box.queryByText(/This passphrase is not right/)).toBeNull();
  });

  it("another account’s backup changes nothing and says where it belongs", async () => {
    const { user, box } = await openBring({
      lookIntoBackup: () => Promise.reject(failure("backup_of_another", { next: "nothing" })),
    });
    await user.type(box.getByLabelText("Passphrase"), words);
    await user.click(box.getByRole("button", { name: "Look into it" }));
    expect((await box.findByRole("alert")).textContent).toContain("belongs to another place or account");
  });

  it("nothing to add offers no button that would", async () => {
    const { user, box } = await openBring({
      lookIntoBackup: async () => ({ ...backupView, drafts: 0, orders: 0, checking: 0 }),
    });
    await user.type(box.getByLabelText("Passphrase"), words);
    await user.click(box.getByRole("button", { name: "Look into it" }));
    const look = await dialog("What will happen");
    expect(look.getByText(/nothing will be added/)).toBeTruthy();
    expect(look.queryByRole("button", { name: "Add to this computer" })).toBeNull();
  });

  it("choosing no file leaves everything as it is; closing lets go of the chosen one", async () => {
    const { user, unmount } = open({ chooseBackup: async () => null });
    await user.click(await screen.findByRole("button", { name: "Choose a backup…" }));
    await waitFor(() => expect(screen.getByRole("button", { name: "Choose a backup…" })).toBeTruthy());
    expect(screen.queryByRole("dialog")).toBeNull();
    unmount();
    const { user: other, backend, box } = await openBring();
    await other.click(box.getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(backend.calls.some(({ name }) => name === "forgetBackup")).toBe(true));
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});
