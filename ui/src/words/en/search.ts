// Search everything.
import type { SearchKind } from "../../backend";
import { counted, number } from "../intl";

const groups: Record<SearchKind, string> = {
  order: "Orders",
  shipment: "Shipments",
  customer: "Customers",
  product: "Products",
};

export const search = {
  title: "Search everything",
  button: "Search orders, customers, tracking numbers",
  field: "Search everything",
  hint: "Name, e-mail, part of a tracking number, order number, city, ZIP",
  results: "Results",
  groups,
  recent: "Opened lately",
  more: "There are more. Type more letters.",
  near: "Similar",
  noNumber: "No number",
  openLabel: "Label",
  count: (count: number) => (count === 0 ? "Nothing found." : `${counted(count, "result", "results")}.`),
  start: "Type a name, a number or a part of one. One letter is enough.",
  keys: { choose: "Choose", open: "Open", label: "Label", again: "Order again", print: "Print" },
  here: (orders: number) => `${counted(orders, "order", "orders")} on this computer, works offline`,
  none: {
    title: (text: string) => `Nothing fits “${text}”.`,
    text: "Names, e-mails, order and tracking numbers, products, cities and ZIP codes were searched on this computer.",
    filling: "This computer has not read everything yet, so this proves nothing.",
  },
  filling: (read: number, expected: number | null) =>
    expected === null
      ? `This computer still reads orders: ${number(read)} so far.`
      : `This computer still reads orders: ${number(read)} of ${number(expected)}.`,
  server: {
    willAsk: "Names and order numbers are asked at OK Capsule too.",
    asking: "Names and order numbers are being asked at OK Capsule too…",
    found: (count: number) =>
      count === 0
        ? "OK Capsule was asked for names and order numbers too, and has nothing more."
        : `OK Capsule was asked for names and order numbers too: ${counted(count, "record fits", "records fit")}.`,
    notAsked: "OK Capsule could not be asked too.",
  },
};
