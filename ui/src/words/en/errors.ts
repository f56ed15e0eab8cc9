// What happened, in one sentence, and what it means for the person, for every code Rust can answer. A missing code does not compile.
import type { Code, Next } from "../../backend";

interface ErrorWords {
  /** What happened. */
  title: string;
  /** What is safe, and what to press. */
  text: string;
}

const codes: Record<Code, ErrorWords> = {
  offline: {
    title: "There is no connection to OK Capsule.",
    text: "You see what is on this computer. Nothing was changed. Try again when the network is back.",
  },
  timed_out: {
    title: "OK Capsule did not answer in time.",
    text: "What you typed is kept. Try again in a moment.",
  },
  busy: {
    title: "OK Capsule is busy and asked us to wait.",
    text: "Nothing is lost. Try again after the wait.",
  },
  server_fault: {
    title: "OK Capsule has a fault on its side.",
    text: "Nothing is lost here. Try again in a few minutes.",
  },
  unreadable: {
    title: "The answer from OK Capsule could not be read.",
    text: "It may be a network page in between, such as a hotel sign-in. Try again.",
  },
  insecure: {
    title: "The connection was not safe, so it was not used.",
    text: "Something between this computer and OK Capsule changes the connection. Ask whoever looks after your network.",
  },
  signed_out: {
    title: "Your sign-in has ended.",
    text: "Your drafts are saved, and nothing was sent. Sign in and you are back here.",
  },
  locked: {
    title: "Capsule Desk is locked.",
    text: "Type your password to go on. Nothing was lost.",
  },
  wrong_password: {
    title: "OK Capsule does not know this e-mail and password together.",
    text: "Stage and Live each have a password of their own.",
  },
  reset_code_wrong: {
    title: "This code is not right, or it is too old.",
    text: "Look for the newest message, or ask for a new code.",
  },
  repeated_refusals: {
    title: "OK Capsule refused this sign-in several times, so we stopped asking.",
    text: "Your drafts are kept. Sign in again to go on.",
  },
  forbidden: {
    title: "This account may not do that.",
    text: "Ask the person at your company who manages the OK Capsule account.",
  },
  stale_session: {
    title: "This page belongs to an earlier sign-in.",
    text: "Nothing was sent. Go back to the list and open it again.",
  },
  switch_blocked: {
    title: "An order is leaving right now.",
    text: "Wait until it has arrived, then change the place.",
  },
  keychain_locked: {
    title: "This computer’s keychain may be locked.",
    text: "Unlock it, then try again. Nothing in it was changed.",
  },
  keychain_missing: {
    title: "This computer has no place to keep your sign-in safe.",
    text: "You can work, but you sign in again each time you open Capsule Desk.",
  },
  keychain_denied: {
    title: "This computer’s keychain said no.",
    text: "Allow Capsule Desk in the keychain’s own settings, then open Capsule Desk again.",
  },
  keychain_slow: {
    title: "This computer’s keychain does not answer.",
    text: "It may be asking you something behind another window. Look there, then try again.",
  },
  key_is_gone: {
    title: "The key to what is kept on this computer is gone.",
    text: "What OK Capsule knows can be read again. Drafts that were only here cannot be opened without the key.",
  },
  no_client: {
    title: "This account belongs to no brand at OK Capsule.",
    text: "Ask OK Capsule support to connect it to your brand.",
  },
  not_found: {
    title: "OK Capsule does not know this record.",
    text: "It may have been removed, or it belongs to another place. Go back to the list and look again.",
  },
  refused: {
    title: "OK Capsule refused this. Nothing was placed.",
    text: "Everything you typed is kept. Correct the marked fields and try again.",
  },
  order_cannot_be_changed: {
    title: "This order can no longer be changed.",
    text: "It is past the cut-off or already being made. Support may still stop it: copy the case text and call them.",
  },
  draft_invalid: {
    title: "This order is not complete yet. Nothing was sent.",
    text: "Correct the marked fields and try again.",
  },
  draft_gone: {
    title: "This draft is no longer here.",
    text: "It was sent or removed in the meantime. Look in Orders first.",
  },
  already_left: {
    title: "This order has already left.",
    text: "Look in Orders first. Please do not type it again.",
  },
  too_late_to_undo: {
    title: "It was too late to take it back.",
    text: "The order has left this computer. It can still be changed or canceled in Orders before the cut-off.",
  },
  send_again_too_early: {
    title: "It is too early to send this again.",
    text: "The first one may still arrive. We keep looking and tell you when sending again is safe.",
  },
  still_checking: {
    title: "This order is still being looked up.",
    text: "It came with a backup or an older file and may have left already. It can be sent when the look-up is done, after about 15 minutes.",
  },
  label_not_ready: {
    title: "This shipment has no label yet.",
    text: "The label comes when the parcel is made. Look again later.",
  },
  label_expired: {
    title: "The label’s address had run out.",
    text: "Nothing was printed or saved. Try again, and a fresh one is fetched.",
  },
  label_not_a_label: {
    title: "What came is not a label.",
    text: "It is neither a PDF nor a picture, so it was not kept. Copy the case text for support.",
  },
  label_too_large: {
    title: "The label file is far too large.",
    text: "It was not kept. Copy the case text for support.",
  },
  label_host_unknown: {
    title: "The label lies on a computer we do not know.",
    text: "It was not fetched. Copy the case text for support.",
  },
  label_not_readable: {
    title: "This label cannot be shown.",
    text: "The file is damaged. Fetch it again, or copy the case text for support.",
  },
  label_encrypted: {
    title: "This label is locked with a password.",
    text: "It cannot be shown or printed. Copy the case text for support.",
  },
  label_cut_short: {
    title: "Only a part of the label arrived.",
    text: "It was not kept. Try again, and it is fetched anew.",
  },
  label_too_many_pages: {
    title: "This label has far too many pages.",
    text: "A label has one or a few, so this was not kept. Copy the case text for support.",
  },
  label_page_too_large: {
    title: "This label’s page is far too large.",
    text: "It is no label paper we know, so it is not shown. Copy the case text for support.",
  },
  printing_not_there: {
    title: "The print system of this computer does not answer.",
    text: "Nothing more was printed. See that printing is set up on this computer, then try again.",
  },
  printer_gone: {
    title: "This printer is not on this computer any more.",
    text: "Nothing was printed. Choose another printer.",
  },
  printer_not_accepting: {
    title: "This printer takes no jobs now.",
    text: "Nothing was printed. Let it take jobs in this computer’s printer settings, or choose another one.",
  },
  printer_refused: {
    title: "The printer’s queue did not take the job.",
    text: "What it did not take waits here. Look at the printer, then go on.",
  },
  paper_not_in_printer: {
    title: "This printer does not have this paper.",
    text: "Nothing was printed. Choose a paper it has, or add the size in this computer’s printer settings.",
  },
  label_size_differs: {
    title: "The label has another size than the paper.",
    text: "It was not printed, because it would come out cut off or shrunk. Choose the paper it is made for.",
  },
  print_job_failed: {
    title: "The printer did not finish.",
    text: "Printing stopped. Nothing is printed twice by itself.",
  },
  printing_interrupted: {
    title: "Printing was interrupted when Capsule Desk ended.",
    text: "The printer was asked what it had. Go on prints only what is missing.",
  },
  printing_now: {
    title: "Labels are being printed already.",
    text: "Wait until they are through, or stop there first.",
  },
  nothing_to_print: {
    title: "There is nothing to print.",
    text: "Choose at least one label.",
  },
  reason_needed: {
    title: "One of these was printed on this computer before.",
    text: "Say why it is printed again. Nothing was printed.",
  },
  check_paper_first: {
    title: "It is not known which labels came out.",
    text: "Look at the paper and say which one came out last. Then go on prints only the rest.",
  },
  measures_not_believed: {
    title: "These lengths cannot be from the test sheet.",
    text: "Measure in millimeters, and check the sheet has two lines. Nothing was changed.",
  },
  no_viewer: {
    title: "This computer has no program for such a file.",
    text: "Nothing was changed. Save the file instead.",
  },
  disk_full: {
    title: "This computer’s disk is full.",
    text: "What is on screen is not saved yet. Free some space, then try again.",
  },
  read_only_disk: {
    title: "This computer does not let us save.",
    text: "You can read everything, but nothing can be typed or sent until the folder can be written.",
  },
  newer_database: {
    title: "A newer Capsule Desk has been used here.",
    text: "You can read everything. Update this one to write again.",
  },
  already_open: {
    title: "Capsule Desk is already open.",
    text: "Only one may work with this desk at a time. Use the other window.",
  },
  damaged_desk_file: {
    title: "The file with your drafts is damaged.",
    text: "It was kept as it is. Copy the case text for support.",
  },
  not_local_disk: {
    title: "Capsule Desk’s folder lies on a network drive.",
    text: "Drafts are only safe on this computer’s own disk. Ask whoever set up this computer.",
  },
  wrong_passphrase: {
    title: "This passphrase is not right.",
    text: "Check Caps Lock and type it again.",
  },
  passphrase_too_short: {
    title: "This passphrase is too short.",
    text: "Use at least 12 characters.",
  },
  backup_not_readable: {
    title: "This file cannot be read as a backup.",
    text: "It is another kind of file, or it is damaged. Nothing was changed. Try another copy of it.",
  },
  backup_of_another: {
    title: "This backup belongs to another place or account.",
    text: "Nothing was changed. Open the place it was made in, such as Live or Practice, with the same account.",
  },
  unexpected: {
    title: "Something went wrong that we did not expect.",
    text: "What you typed is kept. Copy the case text for support if it happens again.",
  },
};

/** The button that goes with a failure. */
const next: Record<Next, string | null> = {
  fix: null,
  retry: "Try again",
  wait: "Try again",
  sign_in: "Sign in",
  check_first: "Go to Orders",
  nothing: null,
};

export const errors = { codes, next };
