// Sign in: where one works, who one is, and what this computer can keep safe.
import { counted, form } from "../intl";

export const session = {
  title: "Where do you want to work?",
  lead: "The frame around the window always shows where you are. You can change it later at the top left.",
  cards: {
    practice: {
      text: "A pretend warehouse on this computer, with made-up customers. Send, print and break things. Nothing leaves the building.",
      need: "No account needed",
      label: "Practice. Nothing real is sent. No account needed",
    },
    stage: {
      text: "OK Capsule’s own test system. Orders arrive there, but nobody makes or ships them, and nothing is billed.",
      need: "Stage account",
      label: "Stage. Test data at OK Capsule, nothing ships. Needs a stage account",
    },
    live: {
      text: "The real thing. Every order you send here becomes a box at a customer’s door and a line on your bill.",
      need: "Live account",
      label: "Live. Real boxes, real bills. Needs a live account",
    },
  },
  more: "More",
  moreText: "More: show Stage, OK Capsule’s test system",
  startPracticing: "Start practicing",
  starting: "Opening the practice world…",
  practiceHint: "Good for the first day, for training, and for trying an order before it counts.",
  email: "E-mail",
  yourEmail: "your e-mail",
  password: "Password",
  signIn: (name: string) => `Sign in to ${name}`,
  signingIn: "Signing in…",
  forgot: "Forgot password",
  notKept: "Your password is not kept. The sign-in is stored in this computer’s keychain.",
  notKeptMemory: "Your password is not kept. You sign in again each time you open Capsule Desk.",
  emailMissing: "Type the e-mail of your OK Capsule account.",
  emailShape: "The part after @ needs a dot, as in example.com.",
  passwordMissing: "Type your password.",
  refused: (said: string | null) =>
    said ? `OK Capsule does not take this. It says: “${said}”` : "OK Capsule does not take this.",
  refusedForm: "OK Capsule did not take this. Nothing was changed, and what you typed is still here.",
  signedIn: (name: string) => `You are signed in to ${name}.`,
  practiceOpened: "You are in Practice. Nothing real is sent.",
  keychain: {
    may_be_locked: {
      title: "This computer’s keychain may be locked.",
      text: "Unlock it and your sign-in is kept. Until then you sign in again each time you open Capsule Desk.",
    },
    missing: {
      title: "This computer has no place to keep your sign-in safe.",
      text: "You can work, but nothing personal is kept here after you close Capsule Desk, and you sign in again each time.",
    },
    denied: {
      title: "This computer’s keychain said no.",
      text: "Until you allow Capsule Desk there, nothing personal is kept here after you close it, and you sign in again each time.",
    },
    slow: {
      title: "This computer’s keychain does not answer.",
      text: "It may be asking you something behind another window. Until it answers, nothing personal is kept after you close Capsule Desk.",
    },
  },
  reset: {
    title: "A new password",
    lead: (name: string) => `For your OK Capsule account in ${name}. OK Capsule sends you a code first.`,
    send: "Send me a code",
    sending: "Asking for a code…",
    sent: (email: string) =>
      `If OK Capsule knows ${email}, a code is on its way. It can take a few minutes; look in the junk folder too.`,
    haveCode: "I have a code already",
    code: "Code",
    codeHint: "From the message OK Capsule sent you.",
    codeMissing: "Type the code from the message.",
    newPassword: "New password",
    newPasswordHint: "Take a long one. OK Capsule decides whether it is good enough.",
    newPasswordMissing: "Type a new password.",
    save: "Save new password",
    saving: "Saving…",
    done: "Your new password is set. Sign in with it now. Other computers need it too.",
    backToSignIn: "Back to sign in",
    anotherCode: "Send another code",
  },
  known: {
    title: "Used on this computer",
    text: "Your drafts and what was read are still here, signed in or not.",
    goOn: "Continue",
    goOnLabel: (place: string, brand: string) =>
      brand ? `Continue in ${place} as ${brand}` : `Continue in ${place}`,
    noBrand: "A brand without a name",
    lastUsed: (when: string) => `Last used: ${when}`,
    opening: "Opening…",
  },
  askingKeychain: "Asking this computer’s keychain…",
  gone: {
    out: (place: string) =>
      `You are signed out of ${place}. Your drafts and what was read stay on this computer.`,
    removed: (place: string) =>
      `The account and everything it kept on this computer are removed. Nothing changed at OK Capsule in ${place}.`,
    tokens: {
      may_be_locked:
        "The stored sign-in could not be deleted, because this computer’s keychain may be locked. Unlock it and sign out once more, or change your password.",
      missing:
        "Whether a stored sign-in is left could not be seen, because this computer’s keychain did not answer. To be safe, change your password.",
      denied:
        "The stored sign-in could not be deleted, because this computer’s keychain said no. To be safe, change your password.",
      slow: "The stored sign-in could not be deleted, because this computer’s keychain did not answer in time. To be safe, change your password.",
    },
    labels: (count: number) =>
      `${counted(count, "label file", "label files")} could not be deleted, perhaps because another program has ${form(count, "it", "them")} open.`,
  },
  locked: {
    title: "Capsule Desk is locked",
    lead: (place: string) =>
      `Type the password of the account that is signed in to ${place}. OK Capsule checks it, so a connection is needed.`,
    password: "Password",
    unlock: "Unlock",
    wrong: "OK Capsule does not know this password for the account that is signed in here.",
    unlocking: "Asking OK Capsule…",
    goesOn: "Orders on their way go on. Drafts are kept.",
    unlocked: "Unlocked.",
    told: "Capsule Desk is locked.",
  },
  signInAgain: "Sign in again",
  signInAgainText: (name: string) =>
    `To ${name}. You stay on this screen, and your drafts are as you left them.`,
};
