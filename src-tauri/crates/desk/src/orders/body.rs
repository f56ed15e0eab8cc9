//! A checked draft as the exact bytes of `POST /v2/orders`. These bytes are frozen when the draft leaves; no later step makes them again.
//! Field names and their order are the guide's ("Create Your First Order"); what is not filled in is not sent.

use bytes::Bytes;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::orders::check::bare_phone;
use crate::orders::draft::filled;
use crate::orders::key::OrderKey;
use crate::orders::view::{AddressForm, CustomerForm, DraftForm, FillingForm, LineForm, PouchForm, TimeOfDay};

/// The bytes of the request and their SHA-256, in hex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenBody {
    pub bytes: Bytes,
    pub hash: String,
}

/// The draft must have passed `check_draft`: a number that is still missing is left out and the server would refuse it.
pub fn freeze(key: OrderKey, form: &DraftForm) -> FrozenBody {
    let bytes = serde_json::to_vec(&order(key, form)).expect("text, numbers and lists always become JSON");
    let hash = hash_of(&bytes);
    FrozenBody { bytes: bytes.into(), hash }
}

pub fn hash_of(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[derive(Serialize)]
struct OrderWire<'a> {
    client_custom_order_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_client_order_id: Option<&'a str>,
    consumer: ConsumerWire<'a>,
    shipping_address: AddressWire<'a>,
    order_lines: Vec<LineWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

/// Either an id alone or names: both together are refused (BEHAVIOUR §5, pattern 2).
#[derive(Serialize)]
#[serde(untagged)]
enum ConsumerWire<'a> {
    Known {
        id: &'a str,
    },
    New {
        first_name: &'a str,
        last_name: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        email: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        phone_number: Option<String>,
    },
}

#[derive(Serialize)]
struct AddressWire<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    addressee: Option<&'a str>,
    address1: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    address2: Option<&'a str>,
    city: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    province_name: Option<&'a str>,
    country_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<&'a str>,
}

#[derive(Serialize)]
struct LineWire<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    physician_name: Option<&'a str>,
    pouches: Vec<PouchWire<'a>>,
}

#[derive(Serialize)]
struct PouchWire<'a> {
    time_of_administration: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cycle: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cycle_length: Option<u32>,
    #[serde(flatten)]
    filling: FillingWire<'a>,
}

/// Exactly one of the two (BEHAVIOUR §5).
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum FillingWire<'a> {
    PackId(&'a str),
    Contents(Vec<ContentWire<'a>>),
}

#[derive(Serialize)]
struct ContentWire<'a> {
    client_product_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    serving_size: Option<u32>,
}

fn order(key: OrderKey, form: &DraftForm) -> OrderWire<'_> {
    OrderWire {
        client_custom_order_id: key.text(),
        source_client_order_id: filled(&form.your_order_number),
        consumer: consumer(&form.customer),
        shipping_address: address(&form.address),
        order_lines: form.lines.iter().map(line).collect(),
        note: filled(&form.note),
    }
}

fn consumer(customer: &CustomerForm) -> ConsumerWire<'_> {
    match customer {
        CustomerForm::Known { id, .. } => ConsumerWire::Known { id: id.trim() },
        CustomerForm::New { first_name, last_name, email, phone } => ConsumerWire::New {
            first_name: first_name.trim(),
            last_name: last_name.trim(),
            email: filled(email),
            phone_number: filled(phone).map(bare_phone),
        },
    }
}

fn address(form: &AddressForm) -> AddressWire<'_> {
    AddressWire {
        addressee: filled(&form.addressee),
        address1: form.address1.trim(),
        address2: filled(&form.address2),
        city: form.city.trim(),
        province_name: filled(&form.province),
        country_name: form.country.trim(),
        postal_code: filled(&form.postal_code),
    }
}

fn line(form: &LineForm) -> LineWire<'_> {
    LineWire {
        duration: form.days,
        physician_name: filled(&form.physician_name),
        pouches: form.pouches.iter().map(pouch).collect(),
    }
}

fn pouch(form: &PouchForm) -> PouchWire<'_> {
    PouchWire {
        time_of_administration: match form.time_of_day {
            TimeOfDay::Morning => "Morning",
            TimeOfDay::Midday => "Midday",
            TimeOfDay::Evening => "Evening",
        },
        custom_label: filled(&form.custom_label),
        cycle: filled(&form.cycle),
        cycle_length: form.cycle_length,
        filling: match &form.filling {
            FillingForm::Pack { pack_id } => FillingWire::PackId(pack_id.trim()),
            FillingForm::Contents { contents } => FillingWire::Contents(
                contents
                    .iter()
                    .map(|content| ContentWire {
                        client_product_id: content.product_id.trim(),
                        serving_size: content.servings,
                    })
                    .collect(),
            ),
        },
    }
}
