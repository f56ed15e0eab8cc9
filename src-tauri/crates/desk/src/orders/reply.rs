//! Reads the server's answers about one of our keys: what a POST's answer proves, what a look-up proves. Pure; nothing is sent from here.
//! When in doubt an answer proves nothing: `Unknown` and `NoAnswer` cost a wait, a wrong certainty costs a box.

use okcapsule::error::{FieldRefusal, KnownRefusal, SignedOut};
use okcapsule::model::Order;

use crate::error::{Code, FieldProblem};
use crate::orders::key::OrderKey;
use crate::orders::next_step::{Look, Refusal, Reply};
use crate::orders::state::PlacedOrder;

pub fn read_reply(key: OrderKey, answer: Result<Order, okcapsule::Error>) -> Reply {
    use okcapsule::Error as E;
    let error = match answer {
        // An answer about some other order says nothing about ours.
        Ok(order) if names_another(&order, key) => return Reply::Unknown(Code::Unreadable),
        Ok(order) => return Reply::Placed(placed(&order)),
        Err(error) => error,
    };
    match &error {
        E::SignedOut(SignedOut::TokenRefused { .. } | SignedOut::NeedsRenewal) => Reply::Unauthorized,
        E::SignedOut(SignedOut::NoToken | SignedOut::RenewalRefused(_) | SignedOut::WrongCredentials(_)) => {
            Reply::NotSent(Code::SignedOut)
        }
        E::Busy { wait, .. } => Reply::TooMany { wait: *wait },
        E::Forbidden(refusal) if refusal.is_from_api() => Reply::Forbidden(tell(refusal, Code::Forbidden)),
        E::NotFound(refusal) | E::Refused(refusal) if refusal.is_from_api() => {
            let told = tell(refusal, Code::Refused);
            if refusal.is_only_field_errors() && !told.speaks_of_a_duplicate {
                Reply::FieldRefusal(told)
            } else {
                Reply::OtherRefusal(told)
            }
        }
        _ => match error.acted() {
            okcapsule::Acted::No => Reply::NotSent(code_of(&error)),
            okcapsule::Acted::Refused | okcapsule::Acted::Unknown => Reply::Unknown(code_of(&error)),
        },
    }
}

pub fn read_look(key: OrderKey, answer: Result<Order, okcapsule::Error>) -> Look {
    match answer {
        Ok(order) if names_another(&order, key) => Look::NoAnswer(Code::Unreadable),
        Ok(order) => Look::Found(placed(&order)),
        // Only in the API's own envelope: a page that says 404 comes from anybody.
        Err(okcapsule::Error::NotFound(refusal)) if refusal.is_from_api() => Look::NotFound { counts: false },
        Err(error) => Look::NoAnswer(code_of(&error)),
    }
}

pub fn placed(order: &Order) -> PlacedOrder {
    PlacedOrder { id: order.id.as_str().to_owned(), number: order.name.clone().filter(|name| !name.is_empty()) }
}

/// True when the record carries our key; records of the guides may carry none.
pub fn carries(order: &Order, key: OrderKey) -> bool {
    order.client_custom_order_id.as_deref().and_then(OrderKey::parse) == Some(key)
}

fn names_another(order: &Order, key: OrderKey) -> bool {
    order.client_custom_order_id.is_some() && !carries(order, key)
}

fn tell(refusal: &okcapsule::error::Refusal, code: Code) -> Refusal {
    let said = refusal.message().as_str();
    let problems = fields_of(refusal);
    let speaks_of_a_duplicate = std::iter::once(said)
        .chain(refusal.fields().iter().map(|field| field.message.as_str()))
        .any(speaks_of_a_duplicate)
        || refusal.status() == 409;
    Refusal {
        code: Some(code),
        problems,
        said: Some(said.to_owned()).filter(|said| !said.is_empty()),
        speaks_of_a_duplicate,
    }
}

/// What was refused, at the paths of `DraftForm`. A documented refusal that names no field stands where it can be mended.
pub(crate) fn fields_of(refusal: &okcapsule::error::Refusal) -> Vec<FieldProblem> {
    if refusal.fields().is_empty() {
        return refusal.known().iter().filter_map(without_field).collect();
    }
    refusal.fields().iter().map(at_field).collect()
}

fn at_field(field: &FieldRefusal) -> FieldProblem {
    let path = our_path(&field.field);
    let said = field.message.as_str().to_owned();
    let Some(known) = field.known() else {
        return FieldProblem { path, rule: "refused".to_owned(), said: Some(said) };
    };
    if let Some(problem) = without_field(&known) {
        return problem;
    }
    // Whole parts of an order have no field of their own: what is missing is asked for where it is filled in.
    let (path, rule) = match (&known, field.field.rsplit('.').next().unwrap_or_default()) {
        (KnownRefusal::Required { .. }, "consumer") => (path, "customer_missing"),
        (KnownRefusal::Required { .. }, "shipping_address") => ("address.address1".to_owned(), "required"),
        (KnownRefusal::Required { .. }, "order_lines") => (path, "line_missing"),
        (KnownRefusal::Required { .. }, "pouches") => (path, "pouch_missing"),
        (KnownRefusal::Required { .. }, "client_product_id") => (path, "product_missing"),
        (KnownRefusal::NotAGuid { .. }, "client_product_id") => (path, "product_unknown"),
        (KnownRefusal::NotAGuid { .. }, "id") => (path, "customer_unknown"),
        _ => (path, rule_of(&known)),
    };
    FieldProblem { path, rule: rule.to_owned(), said: names_in(&known).or(Some(said)) }
}

fn without_field(known: &KnownRefusal) -> Option<FieldProblem> {
    let path = match known {
        KnownRefusal::ConsumerNotFound => "customer",
        KnownRefusal::ProductNotFound | KnownRefusal::ForeignProduct => "lines",
        _ => return None,
    };
    Some(FieldProblem { path: path.to_owned(), rule: rule_of(known).to_owned(), said: None })
}

/// Of what is no longer made only the names are told on: the sentence around them is ours.
fn names_in(known: &KnownRefusal) -> Option<String> {
    match known {
        KnownRefusal::InactiveProducts { names } | KnownRefusal::InactiveMasterProducts { names } => {
            Some(names.join(", "))
        }
        _ => None,
    }
}

/// No text is published for a repeated id (BEHAVIOUR §5): any of the usual words will do. It only ever adds doubt.
fn speaks_of_a_duplicate(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["duplicate", "already", "exists", "unique", "client_custom_order_id", "source_client_order_id"]
        .iter()
        .any(|word| text.contains(word))
}

fn rule_of(known: &KnownRefusal) -> &'static str {
    match known {
        KnownRefusal::Required { .. } => "required",
        KnownRefusal::NotAGuid { .. } => "not_an_id",
        KnownRefusal::NotAnEmail { .. } => "email",
        KnownRefusal::TooLong { .. } => "too_long",
        KnownRefusal::TooFew { .. } => "line_missing",
        KnownRefusal::PackOrContents => "filling_missing",
        KnownRefusal::InactiveProducts { .. } => "product_inactive",
        KnownRefusal::InactiveMasterProducts { .. } => "product_ended",
        KnownRefusal::NoPackaging => "no_packaging",
        KnownRefusal::ConsumerNotFound => "customer_unknown",
        KnownRefusal::ProductNotFound | KnownRefusal::ForeignProduct => "product_unknown",
        _ => "refused",
    }
}

/// `order_lines[0].pouches[1].contents[0].client_product_id` → `lines.0.pouches.1.filling.contents.0.productId`. A bare name the server
/// likes to give (`city`) goes where the form has it; one the form does not have stays as it is, and the page shows it above the form.
fn our_path(field: &str) -> String {
    let dotted = field.replace('[', ".").replace(']', "");
    let parts: Vec<&str> = dotted.split('.').filter(|part| !part.is_empty()).collect();
    let Some(last) = parts.last() else { return String::new() };
    if parts.len() == 1 {
        return alone(last).to_owned();
    }
    let mut path: Vec<&str> = Vec::with_capacity(parts.len() + 1);
    for part in parts {
        match part {
            "consumer" => path.push("customer"),
            "shipping_address" => path.push("address"),
            "order_lines" => path.push("lines"),
            "contents" => path.extend(["filling", "contents"]),
            "pack_id" => path.extend(["filling", "packId"]),
            other => path.push(in_form(other)),
        }
    }
    path.join(".")
}

fn alone(field: &str) -> &str {
    match field {
        "consumer" => "customer",
        "id" => "customer.id",
        "first_name" => "customer.firstName",
        "last_name" => "customer.lastName",
        "email" => "customer.email",
        "phone_number" => "customer.phone",
        "shipping_address" => "address",
        "addressee" => "address.addressee",
        "address1" => "address.address1",
        "address2" => "address.address2",
        "city" => "address.city",
        "province_name" => "address.province",
        "country_name" => "address.country",
        "postal_code" => "address.postalCode",
        "order_lines" | "pouches" | "contents" | "client_product_id" | "pack_id" => "lines",
        "source_client_order_id" => "yourOrderNumber",
        other => other,
    }
}

fn in_form(field: &str) -> &str {
    match field {
        "first_name" => "firstName",
        "last_name" => "lastName",
        "phone_number" => "phone",
        "province_name" => "province",
        "country_name" => "country",
        "postal_code" => "postalCode",
        "duration" => "days",
        "physician_name" => "physicianName",
        "time_of_administration" => "timeOfDay",
        "custom_label" => "customLabel",
        "cycle_length" => "cycleLength",
        "client_product_id" => "productId",
        "serving_size" => "servings",
        other => other,
    }
}

pub fn code_of(error: &okcapsule::Error) -> Code {
    use okcapsule::Error as E;
    match error {
        E::Offline(_) => Code::Offline,
        E::Insecure(_) => Code::Insecure,
        E::TimedOut(_) | E::Lost(_) => Code::TimedOut,
        E::SignedOut(_) => Code::SignedOut,
        E::RepeatedRefusals { .. } => Code::RepeatedRefusals,
        E::Forbidden(_) => Code::Forbidden,
        E::NotFound(_) => Code::NotFound,
        E::Refused(_) => Code::Refused,
        E::Busy { .. } => Code::Busy,
        E::ServerFault { .. } => Code::ServerFault,
        E::Unreadable { .. } => Code::Unreadable,
        _ => Code::Unexpected,
    }
}
