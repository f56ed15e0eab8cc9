//! What is wrong with a draft before anybody else sees it: every published rule of BEHAVIOUR §5, at the field that breaks it.
//! Pure. Sentences belong to the page; here a problem is a path of `DraftForm` and the name of a rule.

use std::collections::{HashMap, HashSet};

use okcapsule::rules::limits;

use crate::error::FieldProblem;
use crate::orders::draft::filled;
use crate::orders::view::{
    AddressForm, CheckView, ContentForm, CustomerForm, DraftForm, FillingForm, LineForm, PouchForm, TimeOfDay,
};

/// What the catalog says, as far as this desk has read it.
#[derive(Debug, Clone, Default)]
pub struct CatalogFacts {
    /// By product id.
    pub products: HashMap<String, ProductFacts>,
    /// By pack (assembly) id.
    pub packs: HashMap<String, PackFacts>,
    /// The whole catalog was read: an id that is not in it is not ours.
    pub whole: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductFacts {
    pub name: String,
    pub active: bool,
    /// False when OK Capsule ended the product behind it; unknown counts as active.
    pub master_active: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFacts {
    pub name: String,
    pub active: bool,
    /// How many products it holds; 0 when not known.
    pub products: usize,
}

/// Problems block sending; warnings are shown and may stay.
pub fn check_draft(form: &DraftForm, catalog: &CatalogFacts) -> CheckView {
    let mut found = Found::default();
    check_customer(&form.customer, &mut found);
    check_address(&form.address, &mut found);
    if form.lines.is_empty() {
        found.problem("lines", "line_missing");
    }
    for (at, line) in form.lines.iter().enumerate() {
        check_line(&format!("lines.{at}"), line, catalog, &mut found);
    }
    warn_of_fullness(form, catalog, &mut found);
    found.into_view()
}

#[derive(Default)]
struct Found {
    problems: Vec<FieldProblem>,
    warnings: Vec<FieldProblem>,
}

impl Found {
    fn problem(&mut self, path: impl Into<String>, rule: &str) {
        self.problems.push(FieldProblem { path: path.into(), rule: rule.to_owned(), said: None });
    }

    fn warning(&mut self, path: impl Into<String>, rule: &str) {
        self.warnings.push(FieldProblem { path: path.into(), rule: rule.to_owned(), said: None });
    }

    fn required(&mut self, path: impl Into<String>, text: &str) {
        if filled(text).is_none() {
            self.problem(path, "required");
        }
    }

    fn at_most(&mut self, path: impl Into<String>, text: &str, most: usize) {
        if length(text) > most {
            self.problem(path, &format!("at_most_{most}"));
        }
    }

    fn into_view(self) -> CheckView {
        CheckView { problems: self.problems, warnings: self.warnings }
    }
}

fn check_customer(customer: &CustomerForm, found: &mut Found) {
    match customer {
        CustomerForm::Known { id, .. } => match filled(id) {
            None => found.problem("customer", "customer_missing"),
            Some(id) if !limits::is_guid(id) => found.problem("customer.id", "not_an_id"),
            Some(_) => {}
        },
        CustomerForm::New { first_name, last_name, email, phone } => {
            found.required("customer.firstName", first_name);
            found.required("customer.lastName", last_name);
            found.at_most("customer.firstName", first_name, limits::PERSON_NAME);
            found.at_most("customer.lastName", last_name, limits::PERSON_NAME);
            match filled(email) {
                None => found.warning("customer.email", "email_missing"),
                Some(email) if !limits::is_email(email) => found.problem("customer.email", "email"),
                Some(email) => found.at_most("customer.email", email, limits::EMAIL),
            }
            match filled(phone) {
                None => found.warning("customer.phone", "phone_missing"),
                Some(phone) => check_phone(phone, found),
            }
        }
    }
}

/// E.164, at most 15 characters with the plus (BEHAVIOUR §5). Spaces, dots, hyphens and brackets are for the eye and are not sent.
fn check_phone(typed: &str, found: &mut Found) {
    let phone = bare_phone(typed);
    let digits = phone.strip_prefix('+').unwrap_or(&phone);
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        found.problem("customer.phone", "phone");
    } else if length(&phone) > limits::PHONE {
        found.at_most("customer.phone", &phone, limits::PHONE);
    } else if !limits::is_e164(&phone) {
        found.problem("customer.phone", "phone_country_code");
    }
}

/// The number as it is sent.
pub(crate) fn bare_phone(typed: &str) -> String {
    typed.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '.' | '-' | '(' | ')')).collect()
}

fn check_address(address: &AddressForm, found: &mut Found) {
    found.at_most("address.addressee", &address.addressee, limits::ADDRESSEE);
    found.required("address.address1", &address.address1);
    for (path, text) in [("address.address1", &address.address1), ("address.address2", &address.address2)] {
        found.at_most(path, text, limits::ADDRESS_LINE);
        if length(text) == limits::ADDRESS_LINE {
            // One message of the server says "less than 100" (BEHAVIOUR §12).
            found.warning(path, "exactly_100");
        }
    }
    found.required("address.city", &address.city);
    found.at_most("address.city", &address.city, limits::CITY);
    found.required("address.country", &address.country);
    if filled(&address.country).is_some_and(is_country_code) {
        found.problem("address.country", "country_in_full");
    }
}

fn check_line(path: &str, line: &LineForm, catalog: &CatalogFacts, found: &mut Found) {
    match line.days {
        None => found.problem(format!("{path}.days"), "required"),
        Some(days) if !limits::DURATION.contains(&days) => found.problem(format!("{path}.days"), "days_1_to_60"),
        Some(_) => {}
    }
    found.at_most(format!("{path}.physicianName"), &line.physician_name, limits::PHYSICIAN_NAME);
    if line.pouches.is_empty() {
        found.problem(format!("{path}.pouches"), "pouch_missing");
    }
    for (at, pouch) in line.pouches.iter().enumerate() {
        check_pouch(&format!("{path}.pouches.{at}"), pouch, catalog, found);
    }
}

fn check_pouch(path: &str, pouch: &PouchForm, catalog: &CatalogFacts, found: &mut Found) {
    found.at_most(format!("{path}.customLabel"), &pouch.custom_label, limits::CUSTOM_LABEL);
    if !pouch.custom_label.trim().chars().all(limits::is_label_letter) {
        found.problem(format!("{path}.customLabel"), "label_marks");
    }
    check_cycle(path, pouch, found);
    match &pouch.filling {
        FillingForm::Pack { pack_id } => check_pack(path, pack_id, catalog, found),
        FillingForm::Contents { contents } if contents.is_empty() => {
            found.problem(format!("{path}.filling"), "filling_missing")
        }
        FillingForm::Contents { contents } => {
            let mut seen = HashSet::new();
            for (at, content) in contents.iter().enumerate() {
                let path = format!("{path}.filling.contents.{at}");
                if !content.product_id.is_empty() && !seen.insert(content.product_id.to_ascii_lowercase()) {
                    found.warning(format!("{path}.productId"), "twice_in_a_pouch");
                }
                check_content(&path, content, catalog, found);
            }
        }
    }
}

fn check_pack(path: &str, pack_id: &str, catalog: &CatalogFacts, found: &mut Found) {
    let at = format!("{path}.filling.packId");
    let Some(id) = filled(pack_id) else {
        return found.problem(at, "pack_missing");
    };
    if !limits::is_guid(id) {
        return found.problem(at, "not_an_id");
    }
    match catalog.packs.get(id) {
        Some(pack) if !pack.active => found.problem(at, "pack_inactive"),
        None if catalog.whole => found.problem(at, "pack_unknown"),
        Some(_) | None => {}
    }
}

fn check_content(path: &str, content: &ContentForm, catalog: &CatalogFacts, found: &mut Found) {
    match content.servings {
        None => found.problem(format!("{path}.servings"), "required"),
        Some(0) => found.problem(format!("{path}.servings"), "servings_at_least_1"),
        Some(_) => {}
    }
    let at = format!("{path}.productId");
    let Some(id) = filled(&content.product_id) else {
        return found.problem(at, "product_missing");
    };
    if !limits::is_guid(id) {
        return found.problem(at, "not_an_id");
    }
    match catalog.products.get(id) {
        Some(product) if !product.active => found.problem(at, "product_inactive"),
        Some(product) if !product.master_active => found.problem(at, "product_ended"),
        None if catalog.whole => found.problem(at, "product_unknown"),
        Some(_) | None => {}
    }
}

fn check_cycle(path: &str, pouch: &PouchForm, found: &mut Found) {
    let length = pouch.cycle_length.unwrap_or(limits::USUAL_CYCLE_LENGTH);
    if !limits::CYCLE_LENGTHS.contains(&length) {
        found.problem(format!("{path}.cycleLength"), "cycle_length");
    } else if filled(&pouch.cycle).is_some_and(|cycle| !limits::is_cycle(cycle, length)) {
        found.problem(format!("{path}.cycle"), "cycle_days");
    }
}

/// Counts products and servings: the rule does not say which one it means, so either one above eight is worth a look.
fn warn_of_fullness(form: &DraftForm, catalog: &CatalogFacts, found: &mut Found) {
    for time in [TimeOfDay::Morning, TimeOfDay::Midday, TimeOfDay::Evening] {
        for (line_at, line) in form.lines.iter().enumerate() {
            let pouches: Vec<_> =
                line.pouches.iter().enumerate().filter(|(_, pouch)| pouch.time_of_day == time).collect();
            let fullness = pouches.iter().map(|(_, pouch)| fullness(pouch, catalog)).fold(0, u32::saturating_add);
            if let Some((pouch_at, _)) = pouches.first()
                && fullness as usize > limits::MOST_SUPPLEMENTS
            {
                found.warning(format!("lines.{line_at}.pouches.{pouch_at}"), "more_than_8");
            }
        }
    }
}

fn fullness(pouch: &PouchForm, catalog: &CatalogFacts) -> u32 {
    match &pouch.filling {
        FillingForm::Contents { contents } => {
            contents.iter().map(|content| content.servings.unwrap_or(1).max(1)).fold(0, u32::saturating_add)
        }
        FillingForm::Pack { pack_id } => {
            catalog.packs.get(pack_id.trim()).map_or(0, |pack| u32::try_from(pack.products).unwrap_or(u32::MAX))
        }
    }
}

/// As the server counts (JavaScript's length): an astral character counts twice.
fn length(text: &str) -> usize {
    text.trim().encode_utf16().count()
}

/// "US", "USA", "U.S.", "uk": the API wants the full name.
fn is_country_code(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| *c != '.').collect();
    letters.len() <= 3 && letters.iter().all(char::is_ascii_alphabetic)
}
