//! What people call a field when they name it: "Ship to", "Tel.", "Apt". Only words; reading the value is done elsewhere.

use super::text::Span;
use crate::orders::view::TimeOfDay;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Name,
    FirstName,
    LastName,
    Email,
    Phone,
    Street,
    Street2,
    City,
    State,
    Zip,
    Town,
    Country,
    ShipTo,
    BillTo,
    Product,
    Servings,
    Time,
    When(TimeOfDay),
    Days,
    OrderNumber,
    /// Known, and nothing of the order: a date of birth, a fax number.
    Aside,
}

impl Label {
    /// Its value may be a whole block of lines.
    pub fn opens_block(self) -> bool {
        matches!(self, Self::ShipTo | Self::BillTo | Self::When(_) | Self::Product)
    }
}

/// A label at the start of a cell, and what stands behind it. A lone label has an empty value.
pub(super) fn label_at(text: &str, cell: Span) -> Option<(Label, Span)> {
    let inner = cell.of(text);
    let value = |at: usize| Span { from: cell.from + at, to: cell.to };
    for mark in [":", "=", " - ", " – ", "\t"] {
        if let Some((head, _)) = inner.split_once(mark)
            && head.chars().count() <= 40
            && let Some(label) = label_named(head)
        {
            return Some((label, value(head.len() + mark.len())));
        }
    }
    // "*Name:* Ginny": the mark stands inside the stars.
    label_named(inner).filter(|label| label.may_stand_alone(inner)).map(|label| (label, value(inner.len())))
}

impl Label {
    /// A line that is only "Street" is a heading; one that is only "Items 2" is not.
    fn may_stand_alone(self, line: &str) -> bool {
        !matches!(self, Self::Time | Self::Servings) || line.trim().len() > 3
    }
}

pub(super) fn label_named(head: &str) -> Option<Label> {
    let lower = head.to_lowercase().replace("e-mail", "email").replace("zip/postal", "zip");
    let plain = lower
        .replace(['*', '_', '#', '.', ':', '(', ')', '"', '•', '-', '/', ','], " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let bare = plain.strip_prefix("shipping ").or_else(|| plain.strip_prefix("delivery ")).unwrap_or(&plain);
    let bare = bare.strip_prefix("customer ").or_else(|| bare.strip_prefix("patient ")).unwrap_or(bare);
    let bare = bare.strip_prefix("client ").unwrap_or(bare);
    Some(match bare {
        "name" | "full name" | "customer" | "client" | "patient" | "contact" | "contact person" | "contact name"
        | "recipient" | "attn" | "attention" | "consignee" | "order for" | "new patient" | "new client" => Label::Name,
        "first name" | "first" | "given name" | "firstname" | "fname" => Label::FirstName,
        "last name" | "last" | "surname" | "family name" | "lastname" | "lname" => Label::LastName,
        "email" | "mail" | "email address" | "e mail" => Label::Email,
        "phone" | "telephone" | "tel" | "cell" | "cell phone" | "mobile" | "phone number" | "mobile number"
        | "contact number" | "ph" => Label::Phone,
        "address" | "street" | "street address" | "address 1" | "address1" | "address line 1" | "addr"
        | "mailing address" | "home address" | "new address" => Label::Street,
        "address 2"
        | "address2"
        | "address line 2"
        | "apt"
        | "apartment"
        | "unit"
        | "suite"
        | "apt suite"
        | "apartment suite unit" => Label::Street2,
        "city" | "town" | "city town" => Label::City,
        "state" | "province" | "region" | "state province" | "prov" | "county" => Label::State,
        "zip" | "zip code" | "zipcode" | "postal code" | "postcode" | "post code" | "postal" => Label::Zip,
        "city state zip" | "city state zip code" | "city state" => Label::Town,
        "country" => Label::Country,
        "ship to" | "send to" | "deliver to" | "mail to" | "delivery to" | "please ship to" | "please mail to"
        | "please send to" | "ship" => Label::ShipTo,
        "bill to" | "billing address" | "billing" | "sold to" | "invoice to" | "from" | "sender" | "ordered by" => {
            Label::BillTo
        }
        "product" | "products" | "items" | "item" | "supplement" | "supplements" | "order" if !head.contains('#') => {
            Label::Product
        }
        "servings" | "serving" | "qty" | "quantity" | "amount" | "count" => Label::Servings,
        "time" | "time of day" | "when" => Label::Time,
        "morning" | "am" | "breakfast" | "mornings" | "every morning" | "in the morning" => {
            Label::When(TimeOfDay::Morning)
        }
        "midday" | "noon" | "lunch" | "lunchtime" | "mid day" => Label::When(TimeOfDay::Midday),
        "evening" | "pm" | "night" | "bedtime" | "dinner" | "evenings" | "at night" | "before bed" => {
            Label::When(TimeOfDay::Evening)
        }
        "days" | "duration" | "supply" | "days supply" | "number of days" => Label::Days,
        "your order number" | "order number" | "order no" | "order id" | "po" | "po number" | "po no" | "reference"
        | "ref" | "order ref" | "order" | "your number" => Label::OrderNumber,
        "dob" | "date of birth" | "fax" | "date" | "subject" | "notes" | "note" | "gender" | "company" | "office"
        | "re" | "npi" => Label::Aside,
        _ => return None,
    })
}
