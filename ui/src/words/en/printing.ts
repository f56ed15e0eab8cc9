// Labels on paper. Only what a person saw is called printed; what a printer reports is called just that.
import type {
  Code,
  LabelPaperState,
  LabelsView,
  PracticeTrouble,
  PrinterState,
  PrinterTrouble,
  ReprintReason,
} from "../../backend";
import { counted, number } from "../intl";

const troubles: Record<PrinterTrouble, string> = {
  out_of_paper: "The printer is out of paper. Put in a new roll and close the lid; it goes on by itself.",
  jammed: "The paper is jammed. Clear it and close the lid.",
  door_open: "The printer’s lid is open. Close it.",
  not_reached: "The printer does not answer. Is it on, and its cable in?",
  out_of_ink: "The printer is out of ink or ribbon.",
  other: "The printer stands still. Look at its display.",
};

const states: Record<LabelPaperState, string> = {
  waiting: "Waiting",
  handed_over: "Handed over",
  reported_done: "Printer reports done",
  seen: "Printed, seen",
  failed: "Did not come out",
  unknown: "Not known",
  not_had: "Not printed",
  left_out: "Left out",
};

const printerStates: Record<PrinterState, string> = {
  ready: "Ready, on this computer.",
  printing: "Printing.",
  stopped: "It stands still.",
  closed: "It takes no jobs now.",
};

const reasons: Record<ReprintReason, string> = {
  not_found: "It is not here",
  damaged: "It is damaged",
  wrong_size: "Its size is wrong",
  unreadable: "It cannot be read",
  other: "Another reason",
};

const plays: Record<PracticeTrouble, { press: string; now: string; mend: string }> = {
  out_of_paper: {
    press: "Take out the paper",
    now: "Its paper is out. Print something and see what Labels says.",
    mend: "Put paper in",
  },
  jam: {
    press: "Let it jam",
    now: "The next job jams half way. Labels then asks which label came out last: look into the tray.",
    mend: "Clear the jam",
  },
  gone: {
    press: "Unplug it",
    now: "It is unplugged: this computer does not know it any more.",
    mend: "Plug it in",
  },
};

/** Why a run stands still, where part of it may have been printed; any other code has its sentence in errors.ts. */
const standsStill: Partial<Record<Code, string>> = {
  print_job_failed: "What it had of this run was taken out of its queue, so that none of it comes out later.",
  printer_gone:
    "What was not handed over waits here. Bring the printer back and go on, or stop here and print the rest on another one.",
  printer_not_accepting:
    "What was not handed over waits here. Let the printer take jobs in this computer’s printer settings and go on, or stop here and print the rest on another one.",
  paper_not_in_printer:
    "What was not handed over waits here. Give the printer that paper and go on, or stop here and choose another.",
};

const views: Record<LabelsView, string> = { to_print: "To print", done: "Done", trouble: "Trouble" };

const labelsOf = (count: number) => counted(count, "label", "labels");

export const printing = {
  title: "Labels",
  lead: (count: number) =>
    count === 0
      ? "No label waits to be printed."
      : `${labelsOf(count)} ${count === 1 ? "is" : "are"} ready. Check the preview, then print.`,
  views,
  viewsLabel: "Which labels",
  spokenView: (word: string, count: number) => (count === 0 ? word : `${word}, ${number(count)}`),
  states,
  troubles,
  printerStates,
  reasons,
  list: "Labels",
  firstOf: (shown: number, all: number) =>
    `The first ${number(shown)} of ${number(all)} are shown. The others come when these are printed.`,
  elsewhere: (count: number, printer: string) =>
    `${labelsOf(count)} more ${count === 1 ? "goes" : "go"} to ${printer}, as set up for ${count === 1 ? "its" : "their"} brand. Print ${count === 1 ? "it" : "them"} after these.`,
  noOtherPrinter: "another printer",
  view: "Open with another program",
  chosen: (chosen: number, all: number) => `${number(chosen)} of ${number(all)} chosen`,
  chooseAll: "Choose all",
  choose: (who: string) => `Choose the label for ${who}`,
  showIt: "Show the label for",
  nobody: "an unknown customer",
  copy: (copy: number) => `copy ${number(copy)}`,
  thisComputer: "What was printed is what this computer knows. Another one may have printed a label too.",
  empty: {
    to_print: {
      title: "Nothing to print.",
      text: "A label comes here when its parcel is made, until it is picked up or printed on this computer.",
    },
    done: { title: "Nothing printed yet.", text: "Labels handed to a printer on this computer come here." },
    trouble: {
      title: "No trouble.",
      text: "Labels that did not come out, or of which nobody knows, come here.",
    },
  },
  scan: "Scan or type a tracking number or order number",
  scanHint: "Scan a tracking number or order",
  scanFind: "Find",
  scanNone: (typed: string) => `No label on this computer has the number ${typed}.`,
  scanSeen: (who: string) => `The label for ${who} was seen.`,
  scanFound: (who: string) => `The label for ${who} is shown.`,
  printer: "Printer",
  paper: "Paper",
  copies: "Copies",
  noPrinter: "No printer is set up on this computer. You can save the labels as PDF instead.",
  noLabelPaper: "No printer here has 4 × 6 in paper. Choose a printer and paper, or save as PDF.",
  paperOf: (inches: string, millimeters: string) => `${inches} in (${millimeters} mm)`,
  practicePrinter: "It only pretends: nothing comes out on paper.",
  measured: (day: string) => `A ruler was held against its paper on ${day}.`,
  notMeasured: "Nobody has held a ruler against its paper yet. Settings, Printers prints a test sheet.",
  print: (count: number) => (count === 0 ? "Print labels" : `Print ${labelsOf(count)}`),
  printing: "Printing…",
  freshLinks: "Links are fetched fresh for each label, so none can be out of date.",
  sure: {
    title: (count: number) => `Print ${labelsOf(count)}?`,
    text: (first: string, last: string, paper: string, printer: string) =>
      `From ${first} to ${last}, on ${paper}, with ${printer}.`,
    no: "Not now",
  },
  save: "Save as PDF",
  saving: "Saving…",
  saved: (file: string) => `Saved as ${file} in your downloads.`,
  savedMissing: (missing: number) =>
    `${labelsOf(missing)} could not be had and ${missing === 1 ? "is" : "are"} not in it.`,
  savedNone: "None of these labels could be had, so nothing was saved.",
  savedWhy: (who: string, why: string) => `${who}: ${why}`,
  batch: {
    title: "This run",
    running: (done: number, all: number) => `Printing: ${number(done)} of ${number(all)} reported done.`,
    standsStill,
    paused: "Printing stands still. Nothing is printed twice by itself.",
    ended: (sure: number, all: number) =>
      sure === all
        ? `The printer reports ${sure === 1 ? "the label" : `all ${number(all)} labels`} done.`
        : `The printer reports ${number(sure)} of ${labelsOf(all)} done.`,
    allSeen: (all: number) => `${labelsOf(all)} printed and seen.`,
    check: (who: string) => `Look at one label to be sure: the last is for ${who}.`,
    checkYes: "It is here",
    checkNo: "Something is missing",
    which: "Which of these labels came out last? Look at the paper, then press it in the list, or scan it.",
    whichNone: "None came out",
    itWas: (who: string) => `The label for ${who} came out last`,
    itWasShort: "Came out last",
    goOn: (count: number) => `Go on with ${labelsOf(count)}`,
    stop: "Stop here",
    stopping: "Stopping…",
    hide: "Close this run",
    account: "Print this list",
    accountHanded: (printer: string) => `The list was handed to ${printer}.`,
    accountNone: "No printer here has letter or A4 paper for the list.",
    counts: {
      waiting: "waiting, not handed over",
      handedOver: "handed over to the printer",
      reportedDone: "reported done by the printer",
      seen: "printed and seen",
      failed: "did not come out",
      unknown: "not known",
      notHad: "not printed",
      leftOut: "left out",
    },
  },
  again: {
    title: (who: string) => `The label for ${who}`,
    was: (state: string, copy: number) =>
      copy > 1 ? `${state}, copy ${number(copy)}, on this computer.` : `${state}, on this computer.`,
    here: "I have it here",
    why: "Print it again because:",
    open: "Print again…",
    openFor: (who: string) => `Print again… the label for ${who}`,
    plain: "Print again",
  },
  setup: {
    title: "Printers",
    text: "Where labels go from this computer, and whether the size is right.",
    noSession: "Start Practice or sign in to set up printers.",
    notSet: "No printer",
    asAll: "Where all labels go",
    brand: (name: string) => `Labels of ${name} go to`,
    brandText: "When this brand’s labels are on other paper.",
    document: "Lists go to",
    documentText: "Office paper, for the list of a run.",
    printerOf: (name: string) => `${name}: printer`,
    paperOf: (name: string) => `${name}: paper`,
    days: "Days a label stays on this computer",
    daysText: "Encrypted, and removed when you sign out. Then it is fetched again when you need it.",
    daysKept: (days: number) =>
      `Labels stay ${counted(days, "day", "days")} on this computer. Older ones are removed.`,
    label: "Labels go to",
    labelText: "Used for every label, until you choose another printer on the Labels screen.",
    saved: "Labels go there from now on.",
    test: "Size check",
    testDocument: "Size check of the list printer",
    testText: "Prints one test sheet with two lines. Hold a ruler against it and type what you read.",
    testPrint: "Print test sheet",
    testPrintOf: (printer: string) => `Print test sheet on ${printer}`,
    testPrinted: "The test sheet was handed over. Measure it in millimeters.",
    across: (mm: number) => `1. The line across (should be ${number(mm)} mm)`,
    along: (mm: number) => `2. The line down (should be ${number(mm)} mm)`,
    left: (mm: number) => `3. Left edge to the line (should be ${number(mm)} mm)`,
    top: (mm: number) => `4. Upper edge to the line (should be ${number(mm)} mm)`,
    keep: "Keep these measures",
    kept: "Kept. From now on every page is moved and stretched for this printer.",
    forget: "Forget the measures",
    forgotten: "Forgotten. Pages go to this printer as they are.",
    notNumbers: "Type four lengths in millimeters.",
  },
  practicePrinterTitle: "Practice printer",
  tray: {
    lead: (count: number) =>
      count === 0
        ? "What it prints comes out here, on no paper at all."
        : `${counted(count, "sheet", "sheets")} came out. The last one is first.`,
    list: "Sheets in the tray",
    sheet: (job: number, page: number) => `Job ${number(job)}, sheet ${number(page)}`,
    drills: "Let something go wrong",
    plays,
  },
};
