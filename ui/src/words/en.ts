// English, put together area by area. Each file in en/ holds one area's sentences.
import { catalog } from "./en/catalog";
import { common } from "./en/common";
import { errors } from "./en/errors";
import { practice } from "./en/practice";
import { session } from "./en/session";
import { settings } from "./en/settings";
import { shell } from "./en/shell";

export const en = { common, shell, errors, session, catalog, practice, settings };
