// English, put together area by area. Each file in en/ holds one area's sentences.
import { backup } from "./en/backup";
import { catalog } from "./en/catalog";
import { common } from "./en/common";
import { connection } from "./en/connection";
import { customers } from "./en/customers";
import { errors } from "./en/errors";
import { help } from "./en/help";
import { labels } from "./en/labels";
import { lists } from "./en/lists";
import { orderDesk } from "./en/order-desk";
import { orders } from "./en/orders";
import { practice } from "./en/practice";
import { printing } from "./en/printing";
import { search } from "./en/search";
import { session } from "./en/session";
import { settings } from "./en/settings";
import { shell } from "./en/shell";
import { shipments } from "./en/shipments";
import { today } from "./en/today";

export const en = {
  common,
  shell,
  errors,
  session,
  catalog,
  practice,
  settings,
  orders,
  orderDesk,
  shipments,
  labels,
  printing,
  lists,
  customers,
  search,
  backup,
  connection,
  today,
  help,
};
