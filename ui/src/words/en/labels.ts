// Labels: on screen at true size, and kept as a file. A failure says what is safe.
import type { Code } from "../../backend";
import { number } from "../intl";

/** What a label failure means here; any other code has its sentence in errors.ts. */
const failures: Partial<Record<Code, string>> = {
  label_not_ready: "The label comes when the parcel is made. Nothing was saved. Look again later.",
  label_expired:
    "OK Capsule’s links to a label live for 15 minutes, and a fresh one was not good either. Nothing was saved. Try again.",
  label_not_a_label:
    "It is neither a PDF nor a picture, so it was not kept. Try again later, or copy the case text for support.",
  label_too_large: "A label has at most 20 MB. It was not kept. Copy the case text for support.",
  label_host_unknown:
    "OK Capsule’s labels lie on computers we know, and this is another one, so nothing was fetched. Copy the case text for support.",
  label_not_readable: "The file came, but cannot be drawn. You can save it and open it with another program.",
  label_encrypted:
    "It cannot be shown or printed here. You can save it as it came and open it with another program.",
  label_cut_short: "The rest was lost on the way, so nothing was kept. Try again, and it is fetched anew.",
  label_too_many_pages:
    "A label has one page or a few, so it is not shown or printed. You can save it as it came, or copy the case text for support.",
  label_page_too_large:
    "It is longer than a meter and no label paper we know, so it is not shown or printed. You can save it as it came.",
  no_viewer: "This computer has no program for such a file. Save it instead.",
  offline:
    "The label is not on this computer yet, and there is no connection to fetch it. Try again when the network is back.",
  disk_full: "The label was not saved. Free some space, then try again.",
  read_only_disk: "The label was not saved, because this computer does not let us write there.",
};

export const labels = {
  notReady: "The label comes when the parcel is made.",
  lead: "The link is fetched fresh each time, so it cannot be out of date.",
  show: "Show label",
  showLabel: (customer: string) => (customer ? `Show label for ${customer}` : "Show label"),
  fetching: "Fetching the label…",
  fetched: (size: string) => `The label is on screen, ${size}.`,
  hide: "Hide label",
  save: "Save as PDF",
  savePicture: "Save as picture",
  saving: "Saving the label…",
  savedTitle: "The label is saved.",
  saved: (file: string, folder: string, size: string) => `${file}, ${size}, in ${folder}`,
  savedAnnounced: (file: string, folder: string, size: string) =>
    `The label is saved as ${file}, ${size}, in ${folder}.`,
  print: "Print label",
  printLabel: (customer: string) => (customer ? `Print label for ${customer}` : "Print label"),
  printing: "Printing…",
  printTo: (printer: string) => `Goes to ${printer}.`,
  printBegun: (printer: string) => `The label is handed to ${printer}.`,
  onThisComputer: "as this computer knows; another one may have printed it too",
  here: "It is here",
  noPrinter: "No printer here has label paper. Open the label with another program, or save it.",
  look: "Look at Labels",
  stands: "Printing stands still. Labels says why, and goes on from there.",
  view: "Open with another program",
  viewLabel: (customer: string) =>
    customer ? `Open with another program: label for ${customer}` : "Open with another program",
  viewed: "The label is open in another program. The file is taken away when Capsule Desk closes.",
  copyPath: "Copy path",
  copyPathLabel: (file: string) => `Copy path of ${file}`,
  pathCopied: "The path is copied.",
  preview: "Label preview, true size",
  image: (customer: string, page: number, pages: number) => {
    const of = customer ? `Label for ${customer}` : "Label";
    return pages === 1 ? of : `${of}, page ${number(page)} of ${number(pages)}`;
  },
  page: (page: number, pages: number) => `Page ${number(page)} of ${number(pages)}`,
  nextPage: "Next page",
  lastPage: "Page before",
  size: (inches: string, millimeters: string) => `${inches} in (${millimeters} mm)`,
  sizeUnknown: "size not given in the file",
  atTrueSize: (size: string) => `At true size, ${size}`,
  kept: "From this computer; nothing was fetched.",
  fresh: "Fetched just now and kept on this computer.",
  script:
    "This file wants to run a script or start a program. Nothing of that happens here, and it is left out of what is printed and saved.",
  cannotDraw: "The picture of the label could not be shown. You can still save the file.",
  kilobytes: (size: string) => `${size} KB`,
  failures,
};
