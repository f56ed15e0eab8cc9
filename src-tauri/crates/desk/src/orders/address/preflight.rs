//! The look at an address before a box is made: OK Capsule checks none, and what comes back is destroyed and not sent again (BEHAVIOUR §8).
//! Pure. A finding never blocks; `Certain` means two things in the form contradict each other, `Hint` that a person should look.

use serde::{Deserialize, Serialize};

use super::places::{
    CANADA, MILITARY, Region, TERRITORIES, UNITED_STATES, bare_canadian, country_named, is_canadian_code,
    is_street_word, is_unit_word, is_zip, plain, province_named, provinces_of_code, state_named, state_of_zip,
    zip_fits,
};
use crate::orders::view::AddressForm;

/// Characters of one line on a 4 × 6 inch label: FedEx and UPS both take 35 a street line; longer ones are cut or wrapped (BEHAVIOUR §8).
pub const LABEL_LINE: usize = 35;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AddressFinding {
    /// A path of `DraftForm`: `address.postalCode`.
    pub path: String,
    pub rule: AddressRule,
    pub sureness: Sureness,
    /// What the rule compared with: the state a ZIP code lies in, the word that made it think of flats.
    pub about: Option<String>,
    pub fix: Option<AddressFix>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AddressFix {
    pub path: String,
    pub value: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    Certain,
    Hint,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum AddressRule {
    StateMissing,
    StateUnknown,
    /// "OR" where the API wants "Oregon".
    StateShort,
    ZipMissing,
    ZipShape,
    /// "3060": a spreadsheet ate the zero.
    ZipLostZero,
    ZipInOtherState,
    ZipUnknown,
    PostalCodeShape,
    PostalCodeInOtherProvince,
    UnitMissing,
    UnitWithoutNumber,
    NumberMissing,
    PoBox,
    Military,
    /// APO, FPO or DPO with a state that is not AA, AE or AP, or the other way round.
    MilitaryMismatch,
    Territory,
    TerritoryAsCountry,
    TooLongForLabel,
    /// Letters a label printer of the United States may not have.
    UnusualLetters,
    LineBreak,
    CityHoldsMore,
    UnitTwice,
}

/// Everything worth a look, in the order of the form. An empty address has no findings: `orders::check` asks for what is required.
pub fn check_address(address: &AddressForm) -> Vec<AddressFinding> {
    let mut found = Found::default();
    let filled = [&address.address1, &address.city, &address.province, &address.postal_code];
    if filled.iter().all(|text| text.trim().is_empty()) {
        return found.0;
    }
    check_lines(address, &mut found);
    match country_named(&address.country) {
        Some(UNITED_STATES) => check_united_states(address, &mut found),
        Some(CANADA) => check_canada(address, &mut found),
        Some(_) | None => check_territory_as_country(address, &mut found),
    }
    found.0
}

#[derive(Default)]
struct Found(Vec<AddressFinding>);

impl Found {
    fn add(&mut self, field: &str, rule: AddressRule, sureness: Sureness) -> &mut AddressFinding {
        let path = format!("address.{field}");
        self.0.push(AddressFinding { path, rule, sureness, about: None, fix: None });
        self.0.last_mut().expect("one was pushed just now")
    }
}

impl AddressFinding {
    fn about(&mut self, about: impl Into<String>) -> &mut Self {
        self.about = Some(about.into());
        self
    }

    fn fix(&mut self, field: &str, value: impl Into<String>) {
        self.fix = Some(AddressFix { path: format!("address.{field}"), value: value.into() });
    }
}

fn check_lines(address: &AddressForm, found: &mut Found) {
    let lines = [
        ("addressee", &address.addressee),
        ("address1", &address.address1),
        ("address2", &address.address2),
        ("city", &address.city),
        ("province", &address.province),
        ("postalCode", &address.postal_code),
    ];
    for (field, text) in lines {
        if text.trim().chars().any(char::is_control) {
            let one_line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let value = one_line.split_whitespace().collect::<Vec<_>>().join(" ");
            found.add(field, AddressRule::LineBreak, Sureness::Certain).fix(field, value);
        }
        if let Some(letter) = text.chars().find(|c| !c.is_control() && !is_on_labels(*c)) {
            found.add(field, AddressRule::UnusualLetters, Sureness::Hint).about(letter);
        }
        if text.trim().chars().count() > LABEL_LINE {
            found.add(field, AddressRule::TooLongForLabel, Sureness::Hint).about(LABEL_LINE.to_string());
        }
    }
    let unit = plain(&address.address2);
    if !unit.is_empty() && format!(" {} ", plain(&address.address1)).contains(&format!(" {unit} ")) {
        found.add("address2", AddressRule::UnitTwice, Sureness::Certain).fix("address2", "");
    }
    for (field, text) in [("address1", &address.address1), ("address2", &address.address2)] {
        if plain(text).split(' ').next_back().is_some_and(is_unit_alone) {
            found.add(field, AddressRule::UnitWithoutNumber, Sureness::Certain);
        }
    }
}

/// Latin letters with their accents: what code page 1252 holds; label programs are known to fail beyond it.
fn is_on_labels(letter: char) -> bool {
    (' '..='\u{ff}').contains(&letter) || "ŠšŽžŒœŸ’‘“”–—…".contains(letter)
}

fn is_unit_alone(word: &str) -> bool {
    matches!(word, "apt" | "apartment" | "ste" | "suite" | "unit" | "#" | "rm" | "room")
}

fn check_united_states(address: &AddressForm, found: &mut Found) {
    let state = check_region("province", &address.province, state_named, &super::places::STATES, found);
    let zip = address.postal_code.trim();
    if zip.is_empty() {
        found.add("postalCode", AddressRule::ZipMissing, Sureness::Certain);
    } else if is_zip(zip) {
        match (state_of_zip(zip), state) {
            (None, _) => {
                found.add("postalCode", AddressRule::ZipUnknown, Sureness::Certain);
            }
            (Some(own), Some(state)) if !zip_fits(zip, state.code) => {
                found.add("postalCode", AddressRule::ZipInOtherState, Sureness::Certain).about(own.name);
            }
            (Some(own), None) if address.province.trim().is_empty() => {
                if let Some(missing) = found.0.iter_mut().find(|one| one.rule == AddressRule::StateMissing) {
                    missing.about(own.name).fix("province", own.name);
                }
            }
            (Some(_), _) => {}
        }
    } else {
        check_zip_shape(zip, state, found);
    }
    check_street(address, found);
    check_special(address, state, found);
}

/// The region the text names; what is wrong with the text is found here.
fn check_region(
    field: &str,
    text: &str,
    named: fn(&str) -> Option<&'static Region>,
    all: &'static [Region],
    found: &mut Found,
) -> Option<&'static Region> {
    let text = text.trim();
    if text.is_empty() {
        found.add(field, AddressRule::StateMissing, Sureness::Certain);
        return None;
    }
    let Some(region) = named(text) else {
        let meant = nearest(all, text);
        let finding = found.add(field, AddressRule::StateUnknown, Sureness::Certain);
        if let Some(meant) = meant {
            finding.about(meant.name).fix(field, meant.name);
        }
        return None;
    };
    if text != region.name {
        found.add(field, AddressRule::StateShort, Sureness::Hint).about(region.name).fix(field, region.name);
    }
    Some(region)
}

/// The one region two slips or fewer away.
fn nearest(all: &'static [Region], text: &str) -> Option<&'static Region> {
    let wanted = plain(text);
    let near: Vec<_> = all
        .iter()
        .filter(|region| {
            wanted.chars().count() >= 4 && crate::orders::slips::slips_between(&plain(region.name), &wanted) <= 2
        })
        .collect();
    match near.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

fn check_zip_shape(zip: &str, state: Option<&'static Region>, found: &mut Found) {
    let digits = zip.bytes().all(|byte| byte.is_ascii_digit());
    let padded = format!("{zip:0>5}");
    let nine = (zip.len() == 9 && digits).then(|| format!("{}-{}", &zip[..5], &zip[5..]));
    if digits && (3..5).contains(&zip.len()) && state.is_none_or(|state| zip_fits(&padded, state.code)) {
        found.add("postalCode", AddressRule::ZipLostZero, Sureness::Certain).fix("postalCode", padded);
    } else {
        let finding = found.add("postalCode", AddressRule::ZipShape, Sureness::Certain);
        if let Some(nine) = nine {
            finding.fix("postalCode", nine);
        }
    }
}

fn check_canada(address: &AddressForm, found: &mut Found) {
    let province = check_region("province", &address.province, province_named, &super::places::PROVINCES, found);
    let code = address.postal_code.trim();
    if code.is_empty() {
        found.add("postalCode", AddressRule::ZipMissing, Sureness::Certain);
    } else if !is_canadian_code(code) {
        found.add("postalCode", AddressRule::PostalCodeShape, Sureness::Certain);
    } else {
        let own = provinces_of_code(code);
        if let Some(province) = province
            && !own.contains(&province.code)
        {
            let names: Vec<_> = own.iter().filter_map(|code| province_named(code)).map(|region| region.name).collect();
            found.add("postalCode", AddressRule::PostalCodeInOtherProvince, Sureness::Certain).about(names.join(", "));
        }
        let bare = bare_canadian(code);
        let spaced = format!("{} {}", &bare[..3], &bare[3..]);
        if spaced != code {
            found.add("postalCode", AddressRule::PostalCodeShape, Sureness::Hint).fix("postalCode", spaced);
        }
    }
    check_street(address, found);
    if is_po_box(&address.address1) || is_po_box(&address.address2) {
        found.add(box_field(address), AddressRule::PoBox, Sureness::Hint);
    }
}

/// Words of buildings with several doors. "Park Plaza" is a street too: a hint, never more.
const MANY_DOORS: [&str; 19] = [
    "apartments",
    "apts",
    "tower",
    "towers",
    "condo",
    "condos",
    "condominium",
    "condominiums",
    "lofts",
    "suites",
    "residences",
    "residence",
    "dormitory",
    "dorm",
    "complex",
    "villas",
    "flats",
    "highrise",
    "building",
];

fn check_street(address: &AddressForm, found: &mut Found) {
    let street = address.address1.trim();
    if street.is_empty() {
        return;
    }
    let words: Vec<String> = plain(street).split(' ').map(str::to_owned).collect();
    let has_digit = street.bytes().any(|byte| byte.is_ascii_digit());
    if !has_digit && !address.address2.bytes().any(|byte| byte.is_ascii_digit()) && !is_po_box(street) {
        found.add("address1", AddressRule::NumberMissing, Sureness::Hint);
    }
    let has_unit = !address.address2.trim().is_empty() || street.contains('#') || has_unit_inside(&words);
    if !has_unit && let Some(word) = words.iter().find(|word| MANY_DOORS.contains(&word.as_str())) {
        found.add("address2", AddressRule::UnitMissing, Sureness::Hint).about(word.as_str());
    }
}

/// "12 Elm St Apt 4": a unit word with something after it, behind the street's own words.
fn has_unit_inside(words: &[String]) -> bool {
    words.windows(2).skip(1).any(|pair| is_unit_word(&pair[0]) && !is_street_word(&pair[1]))
}

fn check_special(address: &AddressForm, state: Option<&'static Region>, found: &mut Found) {
    let city = plain(&address.city);
    let military_city = matches!(city.as_str(), "apo" | "fpo" | "dpo");
    let military_state = state.is_some_and(|state| MILITARY.contains(&state.code));
    if military_city != military_state {
        let field = if military_city { "province" } else { "city" };
        found.add(field, AddressRule::MilitaryMismatch, Sureness::Certain);
    } else if military_city {
        found.add("city", AddressRule::Military, Sureness::Hint);
    }
    if is_po_box(&address.address1) || is_po_box(&address.address2) {
        found.add(box_field(address), AddressRule::PoBox, Sureness::Hint);
    }
    if let Some(state) = state.filter(|state| TERRITORIES.contains(&state.code)) {
        found.add("province", AddressRule::Territory, Sureness::Hint).about(state.name);
    }
    let last = city.split(' ').next_back().unwrap_or_default();
    let repeats_state = state.is_some_and(|state| last.eq_ignore_ascii_case(state.code)) && city.contains(' ');
    let shorter: Vec<&str> = address.city.split_whitespace().collect();
    if last.len() == 5 && last.bytes().all(|byte| byte.is_ascii_digit()) || (repeats_state && city != "washington dc") {
        let value = shorter[..shorter.len().saturating_sub(1)].join(" ");
        found
            .add("city", AddressRule::CityHoldsMore, Sureness::Hint)
            .about(last)
            .fix("city", value.trim_end_matches(',').trim());
    }
}

fn box_field(address: &AddressForm) -> &'static str {
    if is_po_box(&address.address1) { "address1" } else { "address2" }
}

/// "PO Box 12", "P.O. Box 12", "Post Office Box 12", "POB 12". A military or rural box is none.
pub(crate) fn is_po_box(text: &str) -> bool {
    let text = plain(text);
    let text = text.strip_prefix("p o ").map(|rest| format!("po {rest}")).unwrap_or(text);
    ["po box", "post office box", "pob ", "p o box", "pobox", "case postale"]
        .iter()
        .any(|start| text.starts_with(start))
}

/// "Puerto Rico" as the country: it is a state of the United States to the post, and OK Capsule's list of countries is not published.
fn check_territory_as_country(address: &AddressForm, found: &mut Found) {
    if let Some(state) = state_named(&address.country).filter(|state| TERRITORIES.contains(&state.code)) {
        found
            .add("country", AddressRule::TerritoryAsCountry, Sureness::Hint)
            .about(state.name)
            .fix("country", UNITED_STATES);
    }
}
