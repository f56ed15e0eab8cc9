// Help: each task step by step, the words of the trade, keys, drills, the tour of the first day, and desktop notices.
import type { NoticeDigestView, NoticePlace } from "../../backend";
import { counted, list } from "../intl";

export type TaskName = "order" | "change" | "labels" | "parcel" | "day" | "customer";
export type DrillName = "expired_label" | "paper" | "connection" | "cut_off";

interface Task {
  title: string;
  steps: readonly string[];
  go: string;
}

const tasks: Record<TaskName, Task> = {
  order: {
    title: "Send an order",
    steps: [
      "Press New order (Ctrl N). An e-mail or address can be pasted; what is read from it is shown before it is taken.",
      "Fill the pouches by time of day. The order is told back to you as a sentence.",
      "Press Send. For some seconds it can be taken back; after that it says until when it can be changed.",
    ],
    go: "New order",
  },
  change: {
    title: "Hold, change or cancel an order",
    steps: [
      "Open the order: Ctrl K and a part of the name or number, then Enter.",
      "What can be done is a button; what cannot says why. A pending order can be changed until the cut-off.",
      "An order on hold is not made. Release it when all is well; it then goes with the next batch.",
    ],
    go: "Orders",
  },
  labels: {
    title: "Print labels",
    steps: [
      "Today says how many labels wait for paper. Press Print there, or open Labels.",
      "Press Print (Ctrl P). The paper’s size is checked before the first sheet.",
      "Look at the last label and say that it is here. Only then is it called printed.",
    ],
    go: "Labels",
  },
  parcel: {
    title: "Answer “where is my parcel?”",
    steps: [
      "Ctrl K, a part of the name, Enter. The order shows its parcels with carrier, number and dates.",
      "Open the parcel for the whole way from order to door and a reply you can change and copy.",
      "Shipments lists what looks stuck first, with the reason. You set the rules there.",
    ],
    go: "Shipments",
  },
  day: {
    title: "Hand over the day",
    steps: [
      "Today lists what needs a person; each line is one press from its fix.",
      "Press Handover. The sheet holds what is on hold, what can be changed tonight, unprinted labels and stuck parcels.",
      "Write notes beside it, then print it or copy it into a message.",
    ],
    go: "Today",
  },
  customer: {
    title: "Find a customer",
    steps: [
      "Open Customers and type a part of the name or e-mail.",
      "One customer shows their orders, their newest parcels and the addresses those went to.",
      "Order again begins a new order with the contents of an earlier one.",
    ],
    go: "Customers",
  },
};

const glossary: readonly { term: string; means: string }[] = [
  {
    term: "Pouch",
    means:
      "The little bag for one time of day: what is taken together in the morning, at midday or in the evening.",
  },
  { term: "Pack", means: "A fixed set of products under one name, ordered as a whole." },
  {
    term: "Product",
    means: "One supplement of your brand. It can be ordered while it is active and OK Capsule makes it.",
  },
  { term: "Serving", means: "What is taken at once: one or more capsules. The catalog says how many." },
  {
    term: "Packaging group",
    means:
      "The printed boxes and pouches of your brand (“packaging asset group”). One must be active before orders can be made.",
  },
  {
    term: "Cut-off",
    means: "The nightly batch at midnight Pacific. A pending order can be changed until then.",
  },
  { term: "On hold", means: "The order waits and is not made until it is released." },
  { term: "Needs changes", means: "OK Capsule cannot make the order as it is. Its note says why." },
  {
    term: "Shipment",
    means: "One parcel, with its carrier, tracking number, dates and label (“fulfillment”).",
  },
  {
    term: "Unsure",
    means: "The answer to a sent order was lost. It is looked up; it is never sent again by itself.",
  },
  {
    term: "Handed over",
    means: "A printer’s queue took the label. Only a label somebody saw is called printed.",
  },
];

const drills: Record<DrillName, { title: string; text: string; look: string; begin: string; go: string }> = {
  expired_label: {
    title: "A label’s link has expired",
    text: "The next label’s link is refused, as after 15 minutes. Open a parcel and press Show label.",
    look: "The label comes all the same: a fresh link is fetched by itself.",
    begin: "Let the next link expire",
    go: "Try it in Shipments",
  },
  paper: {
    title: "The printer is out of paper",
    text: "The practice printer stops for want of paper. Print some labels and see what it says.",
    look: "Nothing is printed twice: after the paper is back, only the gaps are printed.",
    begin: "Take the paper away",
    go: "Try it in Labels",
  },
  connection: {
    title: "The connection is lost",
    text: "Nothing reaches OK Capsule any more. Look at your lists, write a draft, try to send it.",
    look: "Everything on this computer still reads, and an order that could not leave says so.",
    begin: "Cut the connection",
    go: "Try it in Orders",
  },
  cut_off: {
    title: "Ten minutes to the cut-off",
    text: "The practice clock goes to ten minutes before tonight’s batch. Change or hold an order in time.",
    look: "An order sent so late leaves at once: the seconds to take it back would cost a night.",
    begin: "Go to ten minutes before",
    go: "See it on Today",
  },
};

/** "3 delivered, 1 stuck and 2 on hold" */
function happened({ delivered, stuck, held }: NoticeDigestView): string {
  return list([
    ...(delivered > 0 ? [`${counted(delivered, "parcel was", "parcels were")} delivered`] : []),
    ...(stuck > 0 ? [`${counted(stuck, "parcel or order looks", "parcels or orders look")} stuck`] : []),
    ...(held > 0 ? [`${counted(held, "order waits", "orders wait")} for a person`] : []),
  ]);
}

export const help = {
  title: "Help",
  lead: "How each task is done, what the words mean, and drills to try what can go wrong.",
  parts: "Parts of Help",
  tasksTitle: "How do I …",
  tasks,
  goLabel: (place: string) => `Go to ${place}`,
  picture: (title: string) => `The screen for: ${title}`,
  enlarge: (title: string) => `Larger picture: ${title}`,
  glossaryTitle: "Words",
  glossary,
  keysTitle: "Keys",
  keysText:
    "On the order form, Ctrl Enter sends. On Labels, Ctrl P prints and F2 goes to the scan box. Lists have keys of their own: arrows, Page Up and Page Down, Home, End; Space chooses, Enter opens.",
  drillsTitle: "Drills",
  drillsText: "In Practice only. Let something go wrong on purpose and see what happens.",
  drillsElsewhere: "Drills are in Practice: nothing goes wrong on purpose anywhere else.",
  drills,
  drillRuns: "Begun.",
  drillsEnd: "Put everything right again",
  drillsEnded: "Everything goes well again.",
  tour: {
    title: "New here? Four steps",
    step: (step: number, all: number) => `Step ${step} of ${all}`,
    steps: [
      {
        title: "This is Today",
        text: "It says what you must do now. Each line is one press from its fix; when nothing is to do, it says so.",
      },
      {
        title: "You always see where you are",
        text: "The frame and the plate at the top left say Practice, Stage or Live. Only Live ships and bills real boxes.",
      },
      {
        title: "Everything is found by Ctrl K",
        text: "A part of a name, number, e-mail or city is enough, also without a network.",
      },
      {
        title: "Nothing typed is lost, nothing is sent twice",
        text: "Orders save as you type. A sent one can be taken back for some seconds, and a lost answer is looked up, never sent again.",
      },
    ],
    next: "Next",
    back: "Back",
    leave: "Leave the tour",
    done: "Done",
    again: "Show the tour again",
    shown: "The tour is on Today.",
  },
  notices: {
    title: (place: string) => `Capsule Desk, ${place}`,
    text: (digest: NoticeDigestView) => `${happened(digest)}.`,
    leadsTo: {
      today: "Today",
      stuck: "Look stuck",
      delivered: "Delivered",
      held: "Needs attention",
    } as Record<NoticePlace, string>,
    section: "Notices",
    sectionText:
      "One notice on the desktop when parcels were delivered or look stuck, or orders wait for a person. It names nobody.",
    on: "Tell me on the desktop",
    onText: "Only while you do not look at Capsule Desk; Today shows the same.",
    quiet: "Quiet hours",
    quietText: "What happens in them is told in one notice after.",
    from: "Quiet from",
    until: "Quiet until",
    hour: (hour: number, clock: string) => (hour === 0 ? `${clock} (midnight)` : clock),
  },
};
