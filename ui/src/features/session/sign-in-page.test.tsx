// Sign in, by visible names: Practice, the account form, a new password, and what this computer cannot keep.
import { describe, expect, it } from "vitest";
import type { Backend } from "../../backend";
import { failure, makeFakeBackend } from "../../testing/fake-backend";
import { expectAccessible, heading, screen, show, waitFor } from "../../testing/show";

const practice = "Practice. Nothing real is sent. No account needed";
const stage = "Stage. Test data at OK Capsule, nothing ships. Needs a stage account";
const live = "Live. Real boxes, real bills. Needs a live account";

function showAccounts(but: Partial<Backend> = {}) {
  return show(makeFakeBackend({ but }));
}

describe("the choice of places", () => {
  it("begins on Live, with Practice beside it and the heading focused", async () => {
    show();
    const title = await heading("Where do you want to work?");
    await waitFor(() => expect(document.activeElement).toBe(title));
    expect(screen.getByRole<HTMLInputElement>("radio", { name: live }).checked).toBe(true);
    expect(screen.getByRole<HTMLInputElement>("radio", { name: practice }).checked).toBe(false);
    expect(screen.getByLabelText("E-mail")).toBeTruthy();
    expect(document.documentElement.dataset.env).toBe("live");
    await expectAccessible();
  });

  it("one press opens Practice", async () => {
    const { user, backend } = show();
    await user.click(await screen.findByRole("button", { name: "Start practicing" }));
    await screen.findByRole("button", { name: /^Environment: Practice/ });
    expect(backend.calls.filter(({ name }) => name === "startPractice")).toHaveLength(1);
    expect(screen.getByText("You are in Practice. Nothing real is sent.")).toBeTruthy();
  });

  it("Enter on the Practice card opens it too", async () => {
    const { user } = show();
    (await screen.findByRole("radio", { name: practice })).focus();
    await user.keyboard("{Enter}");
    await screen.findByRole("button", { name: /^Environment: Practice/ });
  });

  it("a practice world that does not open says why and can be tried again", async () => {
    let tries = 0;
    const real = makeFakeBackend();
    const { user } = show({
      ...real,
      startPractice: () => {
        tries += 1;
        return tries === 1 ? Promise.reject(failure("disk_full")) : real.startPractice();
      },
    });
    await user.click(await screen.findByRole("button", { name: "Start practicing" }));
    expect((await screen.findByRole("alert")).textContent).toContain("This computer’s disk is full.");
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByRole("button", { name: /^Environment: Practice/ });
  });
});

describe("what this computer cannot keep", () => {
  it.each(["may_be_locked", "missing", "denied", "slow"] as const)(
    "a keychain that is %s is told before the first word is typed",
    async (keychain) => {
      show(makeFakeBackend({ app: { keychain } }));
      await heading("Where do you want to work?");
      const note = screen.getByText(/^This computer(’s|\shas)/, { selector: "strong" });
      const email = screen.getByLabelText("E-mail");
      expect(note.compareDocumentPosition(email) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
      expect(screen.getByText(/You sign in again each time you open Capsule Desk\.$/)).toBeTruthy();
      await expectAccessible();
    },
  );

  it("a working keychain is not talked about", async () => {
    show();
    await heading("Where do you want to work?");
    expect(screen.queryByText(/This computer/, { selector: "strong" })).toBeNull();
  });
});

describe("with accounts", () => {
  it("begins on Live, with its frame; Stage is under More", async () => {
    const { user } = showAccounts();
    await heading("Where do you want to work?");
    expect(screen.getByRole<HTMLInputElement>("radio", { name: live }).checked).toBe(true);
    expect(document.documentElement.dataset.env).toBe("live");
    expect(screen.queryByRole("radio", { name: stage })).toBeNull();
    await user.click(screen.getByRole("button", { name: /^More/ }));
    await user.click(screen.getByRole("radio", { name: stage }));
    expect(document.documentElement.dataset.env).toBe("stage");
    expect(screen.getByRole("button", { name: "Sign in to Stage" })).toBeTruthy();
    await expectAccessible();
  });

  it("Practice stays one press away, and its frame comes with the choice", async () => {
    const { user } = showAccounts();
    await user.click(await screen.findByRole("radio", { name: practice }));
    expect(document.documentElement.dataset.env).toBe("practice");
    expect(screen.queryByLabelText("E-mail")).toBeNull();
    await user.click(screen.getByRole("radio", { name: live }));
    await user.click(screen.getByRole("button", { name: "Start practicing" }));
    await screen.findByRole("button", { name: /^Environment: Practice/ });
  });

  it("an empty form asks for both fields and puts the cursor into the first", async () => {
    const { user, backend } = showAccounts();
    await user.click(await screen.findByRole("button", { name: "Sign in to Live" }));
    expect(screen.getByText("Type the e-mail of your OK Capsule account.")).toBeTruthy();
    expect(screen.getByText("Type your password.")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("E-mail")));
    expect(backend.calls.some(({ name }) => name === "signIn")).toBe(false);
    await expectAccessible();
  });

  it("a refused password is told at its field, and nothing typed is lost", async () => {
    const { user } = showAccounts({
      signIn: () => Promise.reject(failure("wrong_password", { next: "fix" })),
    });
    await user.type(await screen.findByLabelText("E-mail"), "dana@tidewell.example");
    await user.type(screen.getByLabelText("Password"), "wrong horse{Enter}");
    const password = screen.getByLabelText<HTMLInputElement>("Password");
    await waitFor(() => expect(password.getAttribute("aria-invalid")).toBe("true"));
    expect(screen.getByText(/does not know this e-mail and password together/)).toBeTruthy();
    expect(password.value).toBe("wrong horse");
    expect(screen.getByLabelText<HTMLInputElement>("E-mail").value).toBe("dana@tidewell.example");
    await waitFor(() => expect(document.activeElement).toBe(password));
    await expectAccessible();
  });

  it("what OK Capsule has against a field stands at that field, in its own words too", async () => {
    const { user } = showAccounts({
      signIn: () =>
        Promise.reject(
          failure("refused", {
            next: "fix",
            fields: [{ path: "email", rule: "email", said: "must be a valid email" }],
          }),
        ),
    });
    await user.type(await screen.findByLabelText("E-mail"), "dana@tidewell.example");
    await user.type(screen.getByLabelText("Password"), "horse{Enter}");
    await screen.findByText("OK Capsule does not take this. It says: “must be a valid email”");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("E-mail")));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("offline is told with a way to try again", async () => {
    const { user } = showAccounts({ signIn: () => Promise.reject(failure("offline")) });
    await user.type(await screen.findByLabelText("E-mail"), "dana@tidewell.example");
    await user.type(screen.getByLabelText("Password"), "horse{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("There is no connection to OK Capsule.");
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  });

  it("says when Caps Lock is on", async () => {
    const { user } = showAccounts();
    await user.click(await screen.findByLabelText("Password"));
    await user.keyboard("{CapsLock}a");
    expect(screen.getByText("Caps Lock is on.")).toBeTruthy();
    await user.keyboard("{CapsLock}b");
    expect(screen.queryByText("Caps Lock is on.")).toBeNull();
  });

  it("offers nothing typed earlier", async () => {
    showAccounts();
    expect((await screen.findByLabelText("E-mail")).getAttribute("autocomplete")).toBe("off");
    expect(screen.getByLabelText("Password").getAttribute("autocomplete")).toBe("off");
  });
});

describe("a new password", () => {
  it("goes by a code and back to sign in, with the e-mail kept", async () => {
    const { user, backend } = showAccounts();
    await user.type(await screen.findByLabelText("E-mail"), "dana@tidewell.example");
    await user.click(screen.getByRole("button", { name: "Forgot password" }));
    await screen.findByRole("heading", { name: "A new password" });
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Send me a code" }));
    await user.type(await screen.findByLabelText("Code"), " 482913 ");
    await user.type(screen.getByLabelText("New password"), "a longer horse");
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Save new password" }));
    expect((await screen.findAllByText(/Your new password is set/)).length).toBeGreaterThan(0);
    expect(screen.getByLabelText<HTMLInputElement>("E-mail").value).toBe("dana@tidewell.example");
    expect(backend.calls.find(({ name }) => name === "resetPassword")?.args).toEqual([
      { environment: "live", email: "dana@tidewell.example", code: "482913", password: "a longer horse" },
    ]);
  });

  it("a wrong code is told at the code, and the new password is kept", async () => {
    const { user } = showAccounts({
      resetPassword: () => Promise.reject(failure("reset_code_wrong", { next: "fix" })),
    });
    await user.type(await screen.findByLabelText("E-mail"), "dana@tidewell.example");
    await user.click(screen.getByRole("button", { name: "Forgot password" }));
    await user.click(await screen.findByRole("button", { name: "I have a code already" }));
    await user.type(await screen.findByLabelText("Code"), "000000");
    await user.type(screen.getByLabelText("New password"), "a longer horse{Enter}");
    await screen.findByText(/This code is not right, or it is too old/);
    expect(screen.getByLabelText<HTMLInputElement>("New password").value).toBe("a longer horse");
    await expectAccessible();
  });

  it("a new password that is not good enough is told at its field", async () => {
    const { user } = showAccounts({
      resetPassword: () =>
        Promise.reject(
          failure("refused", {
            next: "fix",
            fields: [{ path: "password", rule: "string.min", said: "Password is too short" }],
          }),
        ),
    });
    await user.type(await screen.findByLabelText("E-mail"), "dana@tidewell.example");
    await user.click(screen.getByRole("button", { name: "Forgot password" }));
    await user.click(await screen.findByRole("button", { name: "I have a code already" }));
    await user.type(await screen.findByLabelText("Code"), "000000");
    await user.type(screen.getByLabelText("New password"), "short{Enter}");
    await screen.findByText("OK Capsule does not take this. It says: “Password is too short”");
    expect(screen.getByLabelText("New password").getAttribute("aria-invalid")).toBe("true");
  });

  it("asks for what is missing", async () => {
    const { user } = showAccounts();
    await user.click(await screen.findByRole("button", { name: "Forgot password" }));
    await user.click(await screen.findByRole("button", { name: "Send me a code" }));
    expect(screen.getByText("Type the e-mail of your OK Capsule account.")).toBeTruthy();
    await user.type(screen.getByLabelText("E-mail"), "dana@tidewell");
    expect(screen.getByText("The part after @ needs a dot, as in example.com.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Back to sign in" }));
    expect(await screen.findByRole("button", { name: "Sign in to Live" })).toBeTruthy();
  });
});
