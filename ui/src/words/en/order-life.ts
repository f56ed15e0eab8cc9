// A placed order's life: what one can do with it, what became of it, its history and notes; several orders at once.
import type { ChangeKind, ChangeOutcome, May, OrderDeed } from "../../backend";
import { counted, form, list, number } from "../intl";

type Deed = OrderDeed;

/** "OR-1042", or what stands for it. */
type Name = string;

const whyNot: Record<Exclude<May, "yes">, string> = {
  already_so: "It stands there already.",
  only_on_hold: "Only for an order that is on hold.",
  accepted: "The cut-off has passed.",
  being_made: "It is being made.",
  on_its_way: "It has shipped.",
  over: "It has ended.",
  needs_changes: "OK Capsule could not process it. Copy it to a new order.",
  unclear: "Its status does not allow it.",
  unseen: "This computer does not know it.",
};

const done: Record<Deed, (name: Name) => string> = {
  hold: (name) => `${name} is on hold. It will not be made until you release it.`,
  release: (name) => `${name} is released. It goes with the next nightly batch, as if sent today.`,
  cancel: (name) => `${name} is canceled. Nothing will be made.`,
};

const alreadySo: Record<Deed, (name: Name) => string> = {
  hold: (name) => `${name} was on hold already. Nothing was changed.`,
  release: (name) => `${name} was not on hold any more. Nothing was changed.`,
  cancel: (name) => `${name} was canceled already. Nothing was changed.`,
};

const asked: Record<ChangeKind, string> = {
  hold: "Put on hold.",
  release: "Released.",
  cancel: "Canceled.",
  edit: "Changed.",
};

const ended: Record<ChangeOutcome, string> = {
  done: "OK Capsule did it.",
  overtaken: "OK Capsule took it, and the order changed again after.",
  too_late: "Too late. Nothing was changed.",
  already_so: "It stood there already. Nothing was changed.",
  changed_elsewhere: "Nothing was sent.",
  invalid: "Nothing was sent.",
  refused: "OK Capsule refused it. Nothing was changed.",
  not_sent: "Nothing was sent.",
  unknown: "The answer was lost. We are still looking whether it was done.",
  not_done: "It was never done.",
};

export const orderLife = {
  title: "What you can do",
  edit: "Edit order",
  editHint: "Address, contents, note.",
  deeds: { hold: "Put on hold", release: "Release", cancel: "Cancel order" },
  hints: {
    hold: "It waits until you release it.",
    release: "It goes with the next nightly batch.",
    cancel: "Nothing is made. It cannot be undone.",
  },
  whyNot,
  thereAlready: {
    hold: "It is on hold.",
    release: "It is not on hold.",
    cancel: "It is canceled.",
  } satisfies Record<Deed, string>,
  copyToNew: "Copy to a new order",
  copyToNewLabel: (name: Name) => `Copy ${name} to a new order`,
  copyHint: "A new draft with the same customer and pouches.",
  asking: { hold: "Putting on hold…", release: "Releasing…", cancel: "Canceling…", edit: "Saving…" },

  confirm: {
    title: {
      hold: (name: Name, who: string) => `Put ${name}${who ? ` for ${who}` : ""} on hold?`,
      release: (name: Name, who: string) => `Release ${name}${who ? ` for ${who}` : ""}?`,
      cancel: (name: Name, who: string) => `Cancel ${name}${who ? ` for ${who}` : ""}?`,
    },
    text: {
      hold: "It will not be made until you release it.",
      release: "It goes with the next nightly batch, as if sent today. A real box is made and billed.",
      cancel: "Nothing will be made, and it cannot be undone. You can order again later.",
    },
    yes: {
      hold: (name: Name) => `Put ${name} on hold`,
      release: (name: Name) => `Release ${name}`,
      cancel: (name: Name) => `Cancel ${name}`,
    },
    no: {
      hold: "Leave it as it is",
      release: "Leave it on hold",
      cancel: "Keep the order",
    },
  },

  told: {
    done,
    edited: (name: Name) => `${name} is changed. OK Capsule has it.`,
    heldForReview: (name: Name) =>
      `${name} is changed, and OK Capsule put it on hold to look at it first. Read the note, then release it.`,
    overtaken: (name: Name, status: string) =>
      `OK Capsule took it, but ${name} says “${status}” now. The nightly batch or somebody else came after you.`,
    overtakenEdit: (name: Name) =>
      `OK Capsule took it, but ${name} does not look as you left it. Somebody else came after you; look it over.`,
    tooLate: (name: Name) => `Too late: ${name} can no longer be changed here. Nothing was changed.`,
    alreadySo,
    nothingNew: "Nothing was different, so nothing was sent.",
    changedElsewhere: (fields: readonly string[]) =>
      `Somebody changed the same in the meantime: ${list(fields)}. Nothing is saved yet. Save again to put yours in its place.`,
    invalid: (count: number) =>
      `${number(count)} ${form(count, "field needs", "fields need")} another look. Nothing was sent.`,
    refused: "OK Capsule refused it. Nothing was changed.",
    said: (said: string) => `Their words: “${said}”`,
    notSent: "Nothing was sent, so nothing has changed.",
    unknown: (name: Name, status: string) =>
      `We do not know yet whether OK Capsule did it. The answer was lost, and ${name} still says “${status}”. It is not asked again by itself.`,
    unsettled: {
      hold: "whether it was put on hold",
      release: "whether it was released",
      cancel: "whether it was canceled",
      edit: "whether your change was saved",
    },
    stillUnknown: (what: string, when: string) =>
      `We do not know yet ${what}. You pressed it ${when}, and the answer was lost. Look again, and it is settled by what the order shows.`,
    lookAgain: "Look again",
    close: "Close",
  },

  support: {
    title: "Only OK Capsule can still help",
    text: "Copy this text and send it to OK Capsule’s support. It holds the order number and no name.",
    copy: "Copy text for support",
    copied: "The text for support is copied.",
    letter: (order: { number: string; yourNumber: string | null; status: string; at: string }) =>
      [
        "Hello OK Capsule,",
        "",
        `Please stop or change this order if you still can: ${order.number}`,
        ...(order.yourNumber ? [`Our order number: ${order.yourNumber}`] : []),
        `Its status: ${order.status} (seen ${order.at})`,
        "",
        "Please tell us whether it can be canceled, and what it would cost.",
      ].join("\n"),
  },

  held: {
    title: (days: number) =>
      days <= 0 ? "On hold since today." : `On hold for ${counted(days, "day", "days")}.`,
    text: "OK Capsule makes nothing until you release it.",
    listed: (count: number, days: number) =>
      count === 1
        ? `1 order has been on hold for ${counted(days, "day", "days")}.`
        : `${number(count)} orders are on hold, the oldest for ${counted(days, "day", "days")}.`,
    listedText: "Nothing is made until you release it.",
    show: "Show what is on hold",
  },

  editing: {
    title: (name: Name) => `Edit ${name}`,
    reading: "Asking OK Capsule for the order as it is now…",
    cannot: "It can no longer be changed here. Nothing was changed.",
    notAsked: "OK Capsule could not be asked. This is the order as this computer last saw it.",
    shipTo: "Ship to",
    contact: "E-mail, phone and note",
    contents: "What is in it",
    boxName: (index: number, name: string) => (name ? `Box ${index}, ${name}` : `Box ${index}`),
    days: "Days",
    daysOf: (box: string) => `Days, ${box}`,
    pouch: (time: string) => `${time} pouch`,
    pouchAnyTime: "Pouch without a time of day",
    labelText: (time: string) => `Label text, ${time}`,
    servingsOf: (product: string, time: string) => `Servings of ${product}, ${time}`,
    remove: (product: string, time: string) => `Remove ${product} from ${time}`,
    removed: (product: string, time: string) => `${product} is out of the ${time} pouch.`,
    add: (time: string) => `Add product to ${time}`,
    addHint: "Find a product",
    addPouch: (time: string) => `Add a ${time} pouch`,
    noProduct: "No product is called so.",
    packStays: "A pack stays as it is. To change it, cancel this order and make a new one.",
    emptyPouch: "Empty. The pouch goes away when you save.",
    summary: (parts: readonly string[]) => `You change: ${list(parts)}.`,
    noSummary: "Nothing is changed yet.",
    save: "Save changes",
    leave: "Leave without saving",
    kept: "What you typed is kept while Capsule Desk is open.",
    /** In the middle of a sentence. */
    parts: {
      "address.addressee": "name on the parcel",
      "address.address1": "street address",
      "address.address2": "apartment",
      "address.city": "city",
      "address.province": "state",
      "address.postalCode": "postal code",
      "address.country": "country",
      email: "e-mail",
      phone: "phone",
      note: "note",
    } as Record<string, string>,
    boxPart: (index: number) => `box ${index}`,
  },

  history: {
    title: "History",
    reading: "Asking OK Capsule…",
    none: "Nothing is known about earlier changes.",
    notAsked: "OK Capsule’s own log could not be read just now.",
    again: "Try again",
    sent: "Sent from this desk.",
    asked,
    ended,
    from: (from: string, to: string) => `from ${from} to ${to}`,
    empty: "empty",
    logStatus: (to: string) => `OK Capsule: now ${to}.`,
    logChange: (column: string, from: string, to: string) => `OK Capsule: ${column} from ${from} to ${to}.`,
    logSet: (column: string, to: string) => `OK Capsule: ${column} is ${to}.`,
    columns: {
      status: "status",
      shipping_address: "address",
      email: "e-mail",
      phone_number: "phone",
      note: "note",
    } as Record<string, string>,
    fields: {
      "address.addressee": "Name on the parcel",
      "address.address1": "Street address",
      "address.address2": "Apartment",
      "address.city": "City",
      "address.province": "State",
      "address.postalCode": "Postal code",
      "address.country": "Country",
      email: "E-mail",
      phone: "Phone",
      note: "Note",
      days: "Days",
      label: "Label text",
      contents: "Contents",
      box: "Box",
    } as Record<string, string>,
    showAll: (count: number) => `Show all ${number(count)}`,
    unknownTime: "No time given",
  },

  notes: {
    title: "Your notes",
    hint: "Kept on this computer. OK Capsule and the customer never see them.",
    field: "Note about this order",
    add: "Add note",
    added: "The note is kept.",
    remove: (when: string) => `Throw away the note of ${when}`,
    removeShort: "Throw away",
    removed: "The note is thrown away.",
  },

  needsChanges: {
    intro:
      "OK Capsule could not process these orders. They cannot be edited: copy each to a new order once the reason is gone.",
    table: "Orders that need changes",
    open: (name: Name) => `Open ${name}`,
    openShort: "Open",
    none: "No order needs changes.",
    noneText: "When OK Capsule cannot process an order, it stands here with their reason.",
    noReason: "OK Capsule gives no reason. Copy the order number and call support.",
  },

  several: {
    deeds: { hold: "Put on hold", release: "Release", cancel: "Cancel orders" },
    title: {
      hold: (count: number) => `Put ${counted(count, "order", "orders")} on hold?`,
      release: (count: number) => `Release ${counted(count, "order", "orders")}?`,
      cancel: (count: number) => `Cancel ${counted(count, "order", "orders")}?`,
    },
    will: {
      hold: (count: number) => `${number(count)} will be put on hold. They wait until you release them.`,
      release: (count: number) => `${number(count)} will be released and go with the next nightly batch.`,
      cancel: (count: number) => `${number(count)} will be canceled. That cannot be undone.`,
    },
    willNot: (count: number) => `${number(count)} will not:`,
    nobody: "None of the chosen orders can be changed so.",
    reason: (name: Name, why: string) => `${name}: ${why}`,
    andMore: (count: number) => `and ${number(count)} more`,
    type: (count: number) => `Real boxes: type ${number(count)} to go on`,
    wrongCount: (count: number) => `Type ${number(count)}, the number of orders.`,
    yes: {
      hold: (count: number) => `Put ${number(count)} on hold`,
      release: (count: number) => `Release ${number(count)}`,
      cancel: (count: number) => `Cancel ${counted(count, "order", "orders")}`,
    },
    no: "Leave them as they are",
    planning: "Looking what can be changed…",

    run: "Changing several orders",
    progress: (at: number, all: number) => `${number(at)} of ${number(all)} done, one after the other.`,
    waiting: "OK Capsule asks us to wait a moment. It goes on by itself.",
    stop: "Stop after this one",
    close: "Close",
    closing: {
      hold: (count: number) => `${counted(count, "order is", "orders are")} on hold.`,
      release: (count: number) => `${counted(count, "order is", "orders are")} released.`,
      cancel: (count: number) => `${counted(count, "order is", "orders are")} canceled.`,
    },
    noneDone: "No order was changed.",
    rest: {
      done: "done",
      overtaken: "changed again after",
      too_late: "too late",
      already_so: "stood there already",
      changed_elsewhere: "changed elsewhere",
      invalid: "not sent",
      refused: "refused",
      not_sent: "not sent",
      unknown: "not known yet",
      not_done: "not done",
    } satisfies Record<ChangeOutcome, string>,
    notTried: (count: number) => `${counted(count, "order was", "orders were")} not tried.`,
    stoppedBecause: (why: string) => `It stopped: ${why}`,
    unknownText: "Open those that are not known yet and look again before you press anything.",
  },
};
