//! States, provinces and countries by name and short form, and the state or province a postal code lies in. Only tables and look-ups.
//! Sources: USPS Publication 28 appendix B (state abbreviations), USPS Labeling List L002 and the "3-Digit ZIP Code Prefix Matrix"
//! (which state a prefix belongs to), Canada Post Addressing Guidelines (first letter of the postal code).

pub const UNITED_STATES: &str = "United States";
pub const CANADA: &str = "Canada";

/// A state or province: short form, full English name as the API wants it, older short forms without dots.
pub struct Region {
    pub code: &'static str,
    pub name: &'static str,
    also: &'static [&'static str],
}

const fn region(code: &'static str, name: &'static str, also: &'static [&'static str]) -> Region {
    Region { code, name, also }
}

/// With the District, the territories and the three military "states".
#[rustfmt::skip]
pub const STATES: [Region; 59] = [
    region("AL", "Alabama", &["ala"]), region("AK", "Alaska", &[]), region("AZ", "Arizona", &["ariz"]),
    region("AR", "Arkansas", &["ark"]), region("CA", "California", &["calif", "cal"]), region("CO", "Colorado", &["colo"]),
    region("CT", "Connecticut", &["conn"]), region("DE", "Delaware", &["del"]),
    region("DC", "District of Columbia", &["washington dc"]), region("FL", "Florida", &["fla"]), region("GA", "Georgia", &[]),
    region("HI", "Hawaii", &["hawai'i"]), region("ID", "Idaho", &[]), region("IL", "Illinois", &["ill"]),
    region("IN", "Indiana", &["ind"]), region("IA", "Iowa", &[]), region("KS", "Kansas", &["kans"]),
    region("KY", "Kentucky", &[]), region("LA", "Louisiana", &[]), region("ME", "Maine", &[]), region("MD", "Maryland", &[]),
    region("MA", "Massachusetts", &["mass"]), region("MI", "Michigan", &["mich"]), region("MN", "Minnesota", &["minn"]),
    region("MS", "Mississippi", &["miss"]), region("MO", "Missouri", &[]), region("MT", "Montana", &["mont"]),
    region("NE", "Nebraska", &["nebr"]), region("NV", "Nevada", &["nev"]), region("NH", "New Hampshire", &[]),
    region("NJ", "New Jersey", &[]), region("NM", "New Mexico", &["n mex"]), region("NY", "New York", &[]),
    region("NC", "North Carolina", &["n carolina"]), region("ND", "North Dakota", &["n dakota", "n dak"]),
    region("OH", "Ohio", &[]), region("OK", "Oklahoma", &["okla"]), region("OR", "Oregon", &["ore"]),
    region("PA", "Pennsylvania", &["penn", "penna"]), region("RI", "Rhode Island", &[]),
    region("SC", "South Carolina", &["s carolina"]), region("SD", "South Dakota", &["s dakota", "s dak"]),
    region("TN", "Tennessee", &["tenn"]), region("TX", "Texas", &["tex"]), region("UT", "Utah", &[]),
    region("VT", "Vermont", &[]), region("VA", "Virginia", &["virg"]), region("WA", "Washington", &["wash"]),
    region("WV", "West Virginia", &["w va", "w virginia"]), region("WI", "Wisconsin", &["wis", "wisc"]),
    region("WY", "Wyoming", &["wyo"]), region("AS", "American Samoa", &[]), region("GU", "Guam", &[]),
    region("MP", "Northern Mariana Islands", &[]), region("PR", "Puerto Rico", &[]),
    region("VI", "U.S. Virgin Islands", &["virgin islands", "us virgin islands", "usvi"]),
    region("AA", "Armed Forces Americas", &[]), region("AE", "Armed Forces Europe", &[]), region("AP", "Armed Forces Pacific", &[]),
];

#[rustfmt::skip]
pub const PROVINCES: [Region; 13] = [
    region("AB", "Alberta", &["alta"]), region("BC", "British Columbia", &[]), region("MB", "Manitoba", &["man"]),
    region("NB", "New Brunswick", &[]), region("NL", "Newfoundland and Labrador", &["newfoundland", "newfoundland & labrador", "nfld", "nf"]),
    region("NT", "Northwest Territories", &["nwt"]), region("NS", "Nova Scotia", &[]), region("NU", "Nunavut", &[]),
    region("ON", "Ontario", &["ont"]), region("PE", "Prince Edward Island", &["pei"]), region("QC", "Quebec", &["québec", "que", "pq"]),
    region("SK", "Saskatchewan", &["sask"]), region("YT", "Yukon", &["yukon territory", "yk"]),
];

/// Territories of the United States that have ZIP codes: slower, and not every carrier goes there.
pub const TERRITORIES: [&str; 5] = ["AS", "GU", "MP", "PR", "VI"];
pub const MILITARY: [&str; 3] = ["AA", "AE", "AP"];

pub fn state_named(text: &str) -> Option<&'static Region> {
    find(&STATES, text)
}

pub fn province_named(text: &str) -> Option<&'static Region> {
    find(&PROVINCES, text)
}

fn find(regions: &'static [Region], text: &str) -> Option<&'static Region> {
    let wanted = plain(text);
    if wanted.is_empty() {
        return None;
    }
    regions.iter().find(|region| {
        region.code.eq_ignore_ascii_case(&wanted)
            || plain(region.name) == wanted
            || region.also.contains(&wanted.as_str())
            // "N.Y.", "D. C."
            || (wanted.len() == 3 && wanted.as_bytes()[1] == b' ' && wanted.replace(' ', "").eq_ignore_ascii_case(region.code))
    })
}

/// Lower case, no dots and commas, one space between words.
pub fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace(['.', ','], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// First and last prefix (3 digits) of each state, in order.
#[rustfmt::skip]
const PREFIXES: [(u16, u16, &str); 72] = [
    (5, 5, "NY"), (6, 7, "PR"), (8, 8, "VI"), (9, 9, "PR"), (10, 27, "MA"), (28, 29, "RI"), (30, 38, "NH"), (39, 49, "ME"),
    (50, 54, "VT"), (55, 55, "MA"), (56, 59, "VT"), (60, 69, "CT"), (70, 89, "NJ"), (90, 98, "AE"), (100, 149, "NY"),
    (150, 196, "PA"), (197, 199, "DE"), (200, 200, "DC"), (201, 201, "VA"), (202, 205, "DC"), (206, 219, "MD"),
    (220, 246, "VA"), (247, 268, "WV"), (270, 289, "NC"), (290, 299, "SC"), (300, 319, "GA"), (320, 339, "FL"), (340, 340, "AA"),
    (341, 342, "FL"), (344, 344, "FL"), (346, 347, "FL"), (349, 349, "FL"), (350, 369, "AL"), (370, 385, "TN"),
    (386, 397, "MS"), (398, 399, "GA"), (400, 427, "KY"), (430, 459, "OH"), (460, 479, "IN"), (480, 499, "MI"),
    (500, 528, "IA"), (530, 549, "WI"), (550, 567, "MN"), (569, 569, "DC"), (570, 577, "SD"), (580, 588, "ND"),
    (590, 599, "MT"), (600, 629, "IL"), (630, 658, "MO"), (660, 679, "KS"), (680, 693, "NE"), (700, 714, "LA"),
    (716, 729, "AR"), (730, 731, "OK"), (733, 733, "TX"), (734, 749, "OK"), (750, 799, "TX"), (800, 816, "CO"),
    (820, 831, "WY"), (832, 838, "ID"), (840, 847, "UT"), (850, 865, "AZ"), (870, 884, "NM"), (885, 885, "TX"),
    (889, 898, "NV"), (900, 961, "CA"), (962, 966, "AP"), (967, 968, "HI"), (969, 969, "GU"), (970, 979, "OR"),
    (980, 994, "WA"), (995, 999, "AK"),
];

/// Codes whose mail is sorted with a neighbor: Fishers Island, Fort Campbell, Alta, Monument Valley.
const ACROSS_A_BORDER: [(&str, &[&str]); 4] =
    [("06390", &["NY"]), ("42223", &["TN", "KY"]), ("83414", &["WY", "ID"]), ("84536", &["AZ", "UT"])];

/// Islands that share a prefix with Hawaii (967) and Guam (969).
const ISLANDS: [(&[&str], &str); 2] = [(&["96799"], "AS"), (&["96950", "96951", "96952"], "MP")];

/// The state a ZIP code (5 digits, or 5-4) is sorted in; `None` for a prefix no state uses or another shape.
pub fn state_of_zip(zip: &str) -> Option<&'static Region> {
    let five = zip.trim().get(..5).filter(|_| is_zip(zip))?;
    let prefix: u16 = five[..3].parse().ok()?;
    let own = ISLANDS.iter().find(|(islands, _)| islands.contains(&five)).map(|(_, code)| *code);
    let sorted = PREFIXES.iter().find(|(first, last, _)| (*first..=*last).contains(&prefix)).map(|(_, _, code)| *code);
    let code = own.or(sorted)?;
    STATES.iter().find(|region| region.code == code)
}

/// Whether this ZIP code can be in this state (short form).
pub fn zip_fits(zip: &str, code: &str) -> bool {
    let Some(state) = state_of_zip(zip) else { return false };
    let five = zip.trim().get(..5).unwrap_or_default();
    state.code == code || ACROSS_A_BORDER.iter().any(|(zip, codes)| *zip == five && codes.contains(&code))
}

/// 5 digits, or 5-4.
pub fn is_zip(text: &str) -> bool {
    let (five, four) = text.trim().split_once('-').unwrap_or((text.trim(), "0000"));
    five.len() == 5 && four.len() == 4 && five.bytes().chain(four.bytes()).all(|byte| byte.is_ascii_digit())
}

/// "K1A 0B1" with or without its space or a hyphen. Canada Post uses neither D, F, I, O, Q, U nor W and Z first.
pub fn is_canadian_code(text: &str) -> bool {
    let letters = bare_canadian(text);
    letters.len() == 6
        && letters.bytes().enumerate().all(|(at, byte)| match at % 2 {
            0 => byte.is_ascii_uppercase() && !b"DFIOQU".contains(&byte),
            _ => byte.is_ascii_digit(),
        })
        && !letters.starts_with(['W', 'Z'])
}

pub fn bare_canadian(text: &str) -> String {
    text.trim().chars().filter(|c| !matches!(c, ' ' | '-')).collect::<String>().to_uppercase()
}

/// The provinces a Canadian postal code can lie in, by its first letter.
pub fn provinces_of_code(text: &str) -> &'static [&'static str] {
    match bare_canadian(text).chars().next() {
        Some('A') => &["NL"],
        Some('B') => &["NS"],
        Some('C') => &["PE"],
        Some('E') => &["NB"],
        Some('G' | 'H' | 'J') => &["QC"],
        Some('K' | 'L' | 'M' | 'N' | 'P') => &["ON"],
        Some('R') => &["MB"],
        Some('S') => &["SK"],
        Some('T') => &["AB"],
        Some('V') => &["BC"],
        Some('X') => &["NT", "NU"],
        Some('Y') => &["YT"],
        _ => &[],
    }
}

/// Full English names, as the page spells them, with what people write instead.
#[rustfmt::skip]
const COUNTRIES: [(&str, &[&str]); 62] = [
    (UNITED_STATES, &["us", "usa", "united states of america", "u s", "u s a", "america"]), (CANADA, &["can"]),
    ("United Kingdom", &["uk", "u k", "great britain", "england", "scotland", "wales", "northern ireland"]),
    ("Australia", &[]), ("New Zealand", &["nz"]), ("Ireland", &["eire", "republic of ireland"]),
    ("Germany", &["deutschland"]), ("France", &[]), ("Netherlands", &["the netherlands", "holland", "nederland"]),
    ("Belgium", &[]), ("Luxembourg", &[]), ("Switzerland", &["schweiz", "suisse"]), ("Austria", &["österreich"]),
    ("Italy", &["italia"]), ("Spain", &["españa"]), ("Portugal", &[]), ("Sweden", &["sverige"]), ("Norway", &["norge"]),
    ("Denmark", &["danmark"]), ("Finland", &["suomi"]), ("Iceland", &[]), ("Poland", &["polska"]), ("Czechia", &["czech republic"]),
    ("Slovakia", &[]), ("Hungary", &[]), ("Romania", &[]), ("Bulgaria", &[]), ("Greece", &[]), ("Croatia", &[]), ("Slovenia", &[]),
    ("Estonia", &[]), ("Latvia", &[]), ("Lithuania", &[]), ("Malta", &[]), ("Cyprus", &[]), ("Türkiye", &["turkey"]),
    ("Israel", &[]), ("United Arab Emirates", &["uae", "u a e"]), ("Saudi Arabia", &[]), ("Qatar", &[]), ("Kuwait", &[]),
    ("Japan", &[]), ("South Korea", &["korea", "republic of korea"]), ("China", &[]), ("Hong Kong SAR China", &["hong kong"]),
    ("Taiwan", &[]), ("Singapore", &[]), ("Malaysia", &[]), ("Thailand", &[]), ("Philippines", &["the philippines"]),
    ("Indonesia", &[]), ("Vietnam", &[]), ("India", &[]), ("South Africa", &[]), ("Nigeria", &[]), ("Kenya", &[]),
    ("Mexico", &["méxico"]), ("Brazil", &["brasil"]), ("Argentina", &[]), ("Chile", &[]), ("Colombia", &[]), ("Bermuda", &[]),
];

/// The full English name of a country somebody wrote in one of its usual ways.
pub fn country_named(text: &str) -> Option<&'static str> {
    let wanted = plain(text);
    COUNTRIES
        .iter()
        .find(|(name, also)| plain(name) == wanted || also.contains(&wanted.as_str()))
        .map(|(name, _)| *name)
}

/// Abbreviations and words after a number that end a street's name (USPS Publication 28, appendix C1, the usual ones).
pub fn is_street_word(word: &str) -> bool {
    const WORDS: &str = " st street ave avenue av blvd boulevard rd road dr drive ln lane ct court pl place ter terrace cir circle \
        way pkwy parkway hwy highway sq square row loop trl trail aly alley plz plaza pt point run path pike cv cove bnd bend xing \
        crossing expy expressway crk creek ridge rdg hl hill hills hls park pk walk wharf mews landing lndg crescent cres view vw \
        heights hts grove grv glen gln isle mall mill mnr manor mdw meadow meadows pass rte route spur trce trace vis vista close gate \
        quay esplanade promenade broadway ";
    WORDS.contains(&format!(" {} ", plain(word)))
}

/// "Apt", "Suite", "#": what stands before the number of a unit (USPS Publication 28, appendix C2; Canada Post's French ones).
pub fn is_unit_word(word: &str) -> bool {
    const WORDS: &str = " apt apartment ste suite unit fl floor rm room bldg building lot trlr trailer spc space dept flat ph \
        penthouse no app appartement bureau lower upper rear frnt bsmt basement hangar slip ofc office ";
    word == "#" || WORDS.contains(&format!(" {} ", plain(word)))
}
