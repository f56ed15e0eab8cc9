//! A whole order against every published rule, before it is sent. Each problem names the API's own path, like `order_lines[0].pouches[1].cycle`.
//! What only the server knows (active products, packaging, addresses) is not judged.

use super::limits;
use crate::model::{AddressWrite, NewOrder, OrderConsumer, OrderLineWrite, PouchWrite, TimeOfDay};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub path: String,
    pub rule: Rule,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    Required,
    /// In characters.
    TooLong {
        most: usize,
    },
    OutOfRange {
        least: u32,
        most: u32,
    },
    /// More than 8 supplements at one time of day of a line.
    TooManySupplements,
    NotALabelLetter,
    NotACycle,
    NotACycleLength,
    NotAnEmail,
    NotE164,
    NotAGuid,
    /// A known consumer takes no names beside the id.
    IdWithNames,
    /// Exactly one of `pack_id` and `contents`.
    PackOrContents,
}

/// Empty when nothing published is broken. In reading order of the request.
pub fn check_order(order: &NewOrder) -> Vec<Problem> {
    let mut found = Found::default();
    match &order.consumer {
        None => found.add("consumer", Rule::Required),
        Some(consumer) => check_consumer(consumer, &mut found),
    }
    match &order.shipping_address {
        None => found.add("shipping_address", Rule::Required),
        Some(address) => check_address(address, &mut found),
    }
    if order.order_lines.is_empty() {
        found.add("order_lines", Rule::Required);
    }
    for (at, line) in order.order_lines.iter().enumerate() {
        check_line(&format!("order_lines[{at}]"), line, &mut found);
    }
    check_email("email", order.email.as_deref(), &mut found);
    found.problems
}

fn check_consumer(consumer: &OrderConsumer, found: &mut Found) {
    let (first, last) = (filled(&consumer.first_name), filled(&consumer.last_name));
    if let Some(id) = &consumer.id {
        found.when(!limits::is_guid(id.as_str()), "consumer.id", Rule::NotAGuid);
        found.when(first.is_some() || last.is_some(), "consumer.id", Rule::IdWithNames);
    } else {
        found.when(first.is_none(), "consumer.first_name", Rule::Required);
        found.when(last.is_none(), "consumer.last_name", Rule::Required);
    }
    found.longest("consumer.first_name", first, limits::PERSON_NAME);
    found.longest("consumer.last_name", last, limits::PERSON_NAME);
    check_email("consumer.email", consumer.email.as_deref(), found);
    if let Some(phone) = filled(&consumer.phone_number) {
        found.when(!limits::is_e164(phone), "consumer.phone_number", Rule::NotE164);
    }
}

fn check_email(path: &str, email: Option<&str>, found: &mut Found) {
    let Some(email) = email else { return };
    found.longest(path, Some(email), limits::EMAIL);
    found.when(!limits::is_email(email), path, Rule::NotAnEmail);
}

fn check_address(address: &AddressWrite, found: &mut Found) {
    let required = [("address1", &address.address1), ("city", &address.city), ("country_name", &address.country_name)];
    for (field, text) in required {
        found.when(text.trim().is_empty(), &format!("shipping_address.{field}"), Rule::Required);
    }
    found.longest("shipping_address.addressee", filled(&address.addressee), limits::ADDRESSEE);
    found.longest("shipping_address.address1", Some(&address.address1), limits::ADDRESS_LINE);
    found.longest("shipping_address.address2", filled(&address.address2), limits::ADDRESS_LINE);
    found.longest("shipping_address.city", Some(&address.city), limits::CITY);
}

fn check_line(path: &str, line: &OrderLineWrite, found: &mut Found) {
    check_duration(path, line.duration, found);
    found.longest(&format!("{path}.physician_name"), filled(&line.physician_name), limits::PHYSICIAN_NAME);
    found.when(line.pouches.is_empty(), &format!("{path}.pouches"), Rule::Required);
    let mut taken: Vec<(&TimeOfDay, usize)> = Vec::new();
    for (at, pouch) in line.pouches.iter().enumerate() {
        let path = format!("{path}.pouches[{at}]");
        check_pouch(&path, pouch, found);
        let count = count_of_day(pouch, &mut taken);
        found.when(count > limits::MOST_SUPPLEMENTS, &format!("{path}.contents"), Rule::TooManySupplements);
    }
}

/// Supplements up to and with this pouch at its time of day; a pouch without one stands for itself. A pack's own are not known here.
fn count_of_day<'l>(pouch: &'l PouchWrite, taken: &mut Vec<(&'l TimeOfDay, usize)>) -> usize {
    let Some(time) = &pouch.time_of_administration else {
        return pouch.contents.len();
    };
    match taken.iter_mut().find(|(known, _)| *known == time) {
        Some((_, count)) => {
            *count += pouch.contents.len();
            *count
        }
        None => {
            taken.push((time, pouch.contents.len()));
            pouch.contents.len()
        }
    }
}

fn check_pouch(path: &str, pouch: &PouchWrite, found: &mut Found) {
    found.when(pouch.pack_id.is_some() != pouch.contents.is_empty(), path, Rule::PackOrContents);
    check_duration(path, pouch.duration, found);
    if let Some(pack) = &pouch.pack_id {
        found.when(!limits::is_guid(pack.as_str()), &format!("{path}.pack_id"), Rule::NotAGuid);
    }
    if let Some(label) = &pouch.custom_label {
        found.longest(&format!("{path}.custom_label"), Some(label), limits::CUSTOM_LABEL);
        let is_plain = label.chars().all(limits::is_label_letter);
        found.when(!is_plain, &format!("{path}.custom_label"), Rule::NotALabelLetter);
    }
    let cycle_length = pouch.cycle_length.unwrap_or(limits::USUAL_CYCLE_LENGTH);
    found.when(!limits::CYCLE_LENGTHS.contains(&cycle_length), &format!("{path}.cycle_length"), Rule::NotACycleLength);
    if let Some(cycle) = &pouch.cycle {
        found.when(!limits::is_cycle(cycle, cycle_length), &format!("{path}.cycle"), Rule::NotACycle);
    }
    for (at, content) in pouch.contents.iter().enumerate() {
        let path = format!("{path}.contents[{at}]");
        let product = content.client_product_id.as_str();
        let rule = if product.is_empty() { Rule::Required } else { Rule::NotAGuid };
        found.when(!limits::is_guid(product), &format!("{path}.client_product_id"), rule);
        found.when(
            content.serving_size == Some(0),
            &format!("{path}.serving_size"),
            Rule::OutOfRange { least: 1, most: u32::MAX },
        );
    }
}

fn check_duration(path: &str, duration: Option<u32>, found: &mut Found) {
    let (least, most) = (*limits::DURATION.start(), *limits::DURATION.end());
    let is_wrong = duration.is_some_and(|days| !limits::DURATION.contains(&days));
    found.when(is_wrong, &format!("{path}.duration"), Rule::OutOfRange { least, most });
}

#[derive(Default)]
struct Found {
    problems: Vec<Problem>,
}

impl Found {
    fn add(&mut self, path: &str, rule: Rule) {
        self.problems.push(Problem { path: path.to_owned(), rule });
    }

    fn when(&mut self, broken: bool, path: &str, rule: Rule) {
        if broken {
            self.add(path, rule);
        }
    }

    fn longest(&mut self, path: &str, text: Option<&str>, most: usize) {
        self.when(text.is_some_and(|text| text.chars().count() > most), path, Rule::TooLong { most });
    }
}

fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}
