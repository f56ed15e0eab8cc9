// Countries by their full English names, as the API wants them, and the states and provinces of the two most orders go to.

const regions =
  "AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

export interface Choice {
  value: string;
  /** A short form one may type instead: "OR", "US". */
  code: string;
}

export const unitedStates = "United States";
export const canada = "Canada";

/** The United States and Canada first, then by name. */
export function makeCountries(): Choice[] {
  const names = new Intl.DisplayNames("en", { type: "region" });
  const rest = regions
    .split(" ")
    .filter((code) => code !== "US" && code !== "CA")
    .map((code) => ({ value: names.of(code) ?? code, code }))
    .sort((a, b) => a.value.localeCompare(b.value, "en"));
  return [{ value: unitedStates, code: "US" }, { value: canada, code: "CA" }, ...rest];
}

const states =
  "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|AS American Samoa|GU Guam|MP Northern Mariana Islands|PR Puerto Rico|VI U.S. Virgin Islands|AA Armed Forces Americas|AE Armed Forces Europe|AP Armed Forces Pacific";

const provinces =
  "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NT Northwest Territories|NS Nova Scotia|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon";

/** Empty for a country whose regions are typed freely. */
export function provincesOf(country: string): Choice[] {
  const list = country === unitedStates ? states : country === canada ? provinces : "";
  return list
    .split("|")
    .filter(Boolean)
    .map((entry) => ({ code: entry.slice(0, 2), value: entry.slice(3) }));
}

/** By its beginning, by any of its words, or by its short form; the short form first. */
export function findPlaces(choices: readonly Choice[], text: string): Choice[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [...choices];
  const rank = ({ value, code }: Choice) => {
    const name = value.toLowerCase();
    if (code.toLowerCase() === wanted) return 0;
    if (name.startsWith(wanted)) return 1;
    return name.includes(wanted) ? 2 : 3;
  };
  return choices
    .map((choice) => ({ choice, rank: rank(choice) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ choice }) => choice);
}

/** The one place a text surely means: its name or its short form. */
export function placeNamed(choices: readonly Choice[], text: string): string | null {
  const wanted = text.trim().toLowerCase().replaceAll(".", "");
  const found = choices.find(
    ({ value, code }) => value.toLowerCase().replaceAll(".", "") === wanted || code.toLowerCase() === wanted,
  );
  return found?.value ?? null;
}
