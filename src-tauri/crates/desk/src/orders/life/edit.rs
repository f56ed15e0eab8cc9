//! An order as a form, and the difference of two forms as the body of a `PUT`: what changed and nothing else (BEHAVIOUR §6). Pure.

use okcapsule::model::{Order, Pouch};
use serde_json::{Map, Value, json};

use super::view::{EditContent, EditForm, EditLine, EditPouch, FieldChange};
use crate::error::FieldProblem;
use crate::orders::Names;
use crate::orders::check::{CatalogFacts, bare_phone, check_draft};
use crate::orders::view::{
    AddressForm, ContentForm, CustomerForm, DraftForm, FillingForm, LineForm, PouchForm, TimeOfDay,
};

type Fields = Map<String, Value>;

/// A field of the address: its name in the form, in the API, and whether it may be emptied.
type AddressField = (&'static str, &'static str, bool, fn(&AddressForm) -> &str);

const ADDRESS: [AddressField; 7] = [
    ("addressee", "addressee", true, |address| &address.addressee),
    ("address1", "address1", false, |address| &address.address1),
    ("address2", "address2", true, |address| &address.address2),
    ("city", "city", false, |address| &address.city),
    ("province", "province_name", true, |address| &address.province),
    ("postalCode", "postal_code", true, |address| &address.postal_code),
    ("country", "country_name", false, |address| &address.country),
];

/// A text of the order itself: its name in the form and in the API.
type OwnField = (&'static str, &'static str, fn(&EditForm) -> &str);

const OWN: [OwnField; 3] = [
    ("email", "email", |form| &form.email),
    ("phone", "phone_number", |form| &form.phone),
    ("note", "note", |form| &form.note),
];

pub(crate) fn form_of(order: &Order, names: &Names) -> EditForm {
    let consumer = order.consumer.clone().unwrap_or_default();
    let address = order.shipping_address.clone().unwrap_or_default();
    EditForm {
        address: AddressForm {
            addressee: address.addressee.unwrap_or_default(),
            address1: address.address1.unwrap_or_default(),
            address2: address.address2.unwrap_or_default(),
            city: address.city.unwrap_or_default(),
            province: address.province_name.or(address.province_code).unwrap_or_default(),
            postal_code: address.postal_code.unwrap_or_default(),
            country: address.country_name.unwrap_or_default(),
        },
        email: order.email.clone().or(consumer.email).unwrap_or_default(),
        phone: order.phone_number.clone().or(consumer.phone_number).unwrap_or_default(),
        note: order.note.clone().unwrap_or_default(),
        lines: order
            .order_lines
            .iter()
            .map(|line| EditLine {
                id: line.id.to_string(),
                name: line.name.clone().unwrap_or_default(),
                days: line.duration,
                pouches: line.pouches.iter().map(|pouch| pouch_of(pouch, names)).collect(),
            })
            .collect(),
    }
}

fn pouch_of(pouch: &Pouch, names: &Names) -> EditPouch {
    let named = |id: &str| names.get(id).cloned().unwrap_or_default();
    EditPouch {
        id: Some(pouch.id.to_string()),
        time_of_day: pouch.time_of_administration.as_ref().map(ToString::to_string),
        custom_label: pouch.custom_label.clone().unwrap_or_default(),
        days: pouch.duration,
        pack_id: pouch.pack_id.as_ref().map(ToString::to_string),
        pack_name: pouch.pack_id.as_ref().map(|id| named(id.as_str())),
        contents: pouch
            .contents
            .iter()
            .filter_map(|content| {
                let product_id = content.client_product_id.as_ref()?.to_string();
                Some(EditContent {
                    id: Some(content.id.to_string()),
                    product_name: named(&product_id),
                    product_id,
                    servings: content.serving_size,
                })
            })
            .collect(),
    }
}

/// As it is sent: trimmed, the phone bare, empty pouches gone.
pub fn tidied(mut form: EditForm) -> EditForm {
    let AddressForm { addressee, address1, address2, city, province, postal_code, country } = &mut form.address;
    for text in [addressee, address1, address2, city, province, postal_code, country, &mut form.email, &mut form.note] {
        *text = text.trim().to_owned();
    }
    form.phone = bare_phone(form.phone.trim());
    for line in &mut form.lines {
        for pouch in &mut line.pouches {
            pouch.custom_label = pouch.custom_label.trim().to_owned();
        }
        line.pouches.retain(|pouch| pouch.pack_id.is_some() || !pouch.contents.is_empty());
    }
    form
}

/// Both sides' changes of one order: `form` was made from `base`, and the server has `fresh` by now.
pub enum Merged {
    Clean(EditForm),
    /// The same field changed on both sides: what was typed stands, and a person looks.
    Conflict {
        form: EditForm,
        paths: Vec<String>,
    },
}

pub fn merge(base: &EditForm, form: EditForm, fresh: &EditForm) -> Merged {
    let mut merged = fresh.clone();
    let mut paths = Vec::new();
    let mut differs = |path: String, before: &str, typed: &str, now: &str| {
        if typed == before {
            return false;
        }
        if now != before && now != typed {
            paths.push(path);
        }
        true
    };
    let slots = address_slots(&mut merged.address);
    for ((name, _, _, read), slot) in ADDRESS.into_iter().zip(slots) {
        let (before, typed) = (read(&base.address), read(&form.address));
        if differs(format!("address.{name}"), before, typed, read(&fresh.address)) {
            *slot = typed.to_owned();
        }
    }
    let slots = [&mut merged.email, &mut merged.phone, &mut merged.note];
    for ((name, _, read), slot) in OWN.into_iter().zip(slots) {
        if differs(name.to_owned(), read(base), read(&form), read(fresh)) {
            *slot = read(&form).to_owned();
        }
    }
    let line_in = |lines: &[EditLine], id: &str| lines.iter().find(|line| line.id == id).cloned();
    for (at, before) in base.lines.iter().enumerate() {
        let (typed, now) = (line_in(&form.lines, &before.id), line_in(&fresh.lines, &before.id));
        if typed.as_ref() == Some(before) {
            continue;
        }
        if now.as_ref() != Some(before) && now != typed {
            paths.push(format!("lines.{at}"));
        }
        match (typed, merged.lines.iter_mut().find(|line| line.id == before.id)) {
            (Some(typed), Some(slot)) => *slot = typed,
            (None, _) => merged.lines.retain(|line| line.id != before.id),
            // Somebody removed what was changed here: there is nothing left to change.
            (Some(_), None) => {}
        }
    }
    match paths.is_empty() {
        true => Merged::Clean(merged),
        false => Merged::Conflict { form: merged, paths },
    }
}

fn address_slots(address: &mut AddressForm) -> [&mut String; 7] {
    let AddressForm { addressee, address1, address2, city, province, postal_code, country } = address;
    [addressee, address1, address2, city, province, postal_code, country]
}

/// The body of the `PUT`; `None` when nothing changed. A nested `id` changes that record, none adds one, `is_deleted` removes it.
pub fn patch_of(base: &EditForm, form: &EditForm) -> Option<Value> {
    let mut patch = Fields::new();
    let mut address = Fields::new();
    for (_, name, may_be_empty, read) in ADDRESS {
        let (before, after) = (read(&base.address), read(&form.address));
        if before != after {
            address.insert(name.to_owned(), text_or_null(after, may_be_empty));
        }
    }
    if !address.is_empty() {
        patch.insert("shipping_address".to_owned(), address.into());
    }
    for (_, name, read) in OWN {
        let (before, after) = (read(base), read(form));
        if before != after {
            patch.insert(name.to_owned(), text_or_null(after, true));
        }
    }
    let lines: Vec<Value> = base
        .lines
        .iter()
        .filter_map(|before| match form.lines.iter().find(|line| line.id == before.id) {
            None => Some(json!({ "id": before.id, "is_deleted": true })),
            Some(after) => patch_line(before, after),
        })
        .collect();
    if !lines.is_empty() {
        patch.insert("order_lines".to_owned(), lines.into());
    }
    (!patch.is_empty()).then(|| patch.into())
}

fn patch_line(before: &EditLine, after: &EditLine) -> Option<Value> {
    let mut patch = Fields::new();
    if let Some(days) = after.days.filter(|_| after.days != before.days) {
        patch.insert("duration".to_owned(), days.into());
    }
    let gone = before.pouches.iter().filter_map(|pouch| {
        let id = pouch.id.as_ref()?;
        let stays = after.pouches.iter().any(|other| other.id.as_ref() == Some(id));
        (!stays).then(|| json!({ "id": id, "is_deleted": true }))
    });
    let kept = after.pouches.iter().filter_map(|pouch| {
        let old = before.pouches.iter().find(|old| old.id.is_some() && old.id == pouch.id);
        match old {
            Some(old) => patch_pouch(old, pouch, before.days, after.days),
            None => Some(new_pouch(pouch)),
        }
    });
    let pouches: Vec<Value> = gone.chain(kept).collect();
    if !pouches.is_empty() {
        patch.insert("pouches".to_owned(), pouches.into());
    }
    with_id(patch, &before.id)
}

fn patch_pouch(before: &EditPouch, after: &EditPouch, old_days: Option<u32>, days: Option<u32>) -> Option<Value> {
    let mut patch = Fields::new();
    if before.custom_label != after.custom_label {
        patch.insert("custom_label".to_owned(), text_or_null(&after.custom_label, true));
    }
    // A pouch with days of its own would keep them over the line's (BEHAVIOUR §5).
    if let (Some(days), true) = (days, days != old_days && before.days.is_some() && before.days == old_days) {
        patch.insert("duration".to_owned(), days.into());
    }
    let gone = before.contents.iter().filter_map(|content| {
        let id = content.id.as_ref()?;
        let stays = after.contents.iter().any(|other| other.id.as_ref() == Some(id));
        (!stays).then(|| json!({ "id": id, "is_deleted": true }))
    });
    let kept = after.contents.iter().filter_map(|content| {
        let old = before.contents.iter().find(|old| old.id.is_some() && old.id == content.id);
        match old {
            Some(old) => patch_content(old, content),
            None => Some(new_content(content)),
        }
    });
    let contents: Vec<Value> = gone.chain(kept).collect();
    if !contents.is_empty() {
        patch.insert("contents".to_owned(), contents.into());
    }
    with_id(patch, before.id.as_deref().unwrap_or_default())
}

fn patch_content(before: &EditContent, after: &EditContent) -> Option<Value> {
    let mut patch = Fields::new();
    if before.product_id != after.product_id {
        patch.insert("client_product_id".to_owned(), after.product_id.clone().into());
    }
    if let Some(servings) = after.servings.filter(|_| after.servings != before.servings) {
        patch.insert("serving_size".to_owned(), servings.into());
    }
    with_id(patch, before.id.as_deref().unwrap_or_default())
}

fn new_pouch(pouch: &EditPouch) -> Value {
    let mut fields = Fields::new();
    if let Some(time) = &pouch.time_of_day {
        fields.insert("time_of_administration".to_owned(), time.clone().into());
    }
    if !pouch.custom_label.is_empty() {
        fields.insert("custom_label".to_owned(), pouch.custom_label.clone().into());
    }
    fields.insert("contents".to_owned(), pouch.contents.iter().map(new_content).collect::<Vec<_>>().into());
    fields.into()
}

fn new_content(content: &EditContent) -> Value {
    json!({ "client_product_id": content.product_id, "serving_size": content.servings.unwrap_or(1) })
}

fn with_id(mut patch: Fields, id: &str) -> Option<Value> {
    if patch.is_empty() {
        return None;
    }
    patch.insert("id".to_owned(), id.into());
    Some(patch.into())
}

fn text_or_null(text: &str, may_be_empty: bool) -> Value {
    match text.is_empty() && may_be_empty {
        true => Value::Null,
        false => text.into(),
    }
}

/// True when `order` shows what `wanted` asks for, whatever ids the server gave to what is new.
pub fn shows(order: &EditForm, wanted: &EditForm) -> bool {
    without_ids(order) == without_ids(wanted)
}

fn without_ids(form: &EditForm) -> EditForm {
    let mut form = tidied(form.clone());
    for line in &mut form.lines {
        for pouch in &mut line.pouches {
            pouch.id = None;
            pouch.days = None;
            pouch.pack_name = None;
            for content in &mut pouch.contents {
                content.id = None;
                content.product_name = String::new();
            }
            pouch.contents.sort_by(|a, b| a.product_id.cmp(&b.product_id));
        }
        line.pouches.sort_by(|a, b| {
            let key = |pouch: &EditPouch| (pouch.time_of_day.clone(), pouch.custom_label.clone());
            key(a).cmp(&key(b))
        });
    }
    form
}

/// For the journal and the eye: what an edit changes, in the order of the form.
pub fn changes_of(base: &EditForm, form: &EditForm) -> Vec<FieldChange> {
    let mut found = Vec::new();
    let mut add = |field: String, from: String, to: String| {
        if from != to {
            found.push(FieldChange { field, from, to });
        }
    };
    for (name, _, _, read) in ADDRESS {
        add(format!("address.{name}"), read(&base.address).to_owned(), read(&form.address).to_owned());
    }
    for (name, _, read) in OWN {
        add(name.to_owned(), read(base).to_owned(), read(form).to_owned());
    }
    for before in &base.lines {
        let Some(after) = form.lines.iter().find(|line| line.id == before.id) else {
            add("box".to_owned(), before.name.clone(), "-".to_owned());
            continue;
        };
        let days = |line: &EditLine| line.days.map(|days| days.to_string()).unwrap_or_default();
        add("days".to_owned(), days(before), days(after));
        for pouch in &before.pouches {
            let now = after.pouches.iter().find(|other| other.id == pouch.id);
            let label = now.map(|now| now.custom_label.clone()).unwrap_or_default();
            if now.is_some() {
                add("label".to_owned(), pouch.custom_label.clone(), label);
            }
            add("contents".to_owned(), contents_text(pouch), now.map(contents_text).unwrap_or_default());
        }
        for pouch in after.pouches.iter().filter(|pouch| pouch.id.is_none()) {
            add("contents".to_owned(), String::new(), contents_text(pouch));
        }
    }
    found
}

/// "Morning: 2 Vitamin D3, 1 Zinc".
fn contents_text(pouch: &EditPouch) -> String {
    let told: Vec<String> = pouch
        .contents
        .iter()
        .map(|content| format!("{} {}", content.servings.unwrap_or(1), content.product_name).trim().to_owned())
        .chain(pouch.pack_name.clone())
        .collect();
    match &pouch.time_of_day {
        Some(time) => format!("{time}: {}", told.join(", ")),
        None => told.join(", "),
    }
}

/// The rules of a new order (BEHAVIOUR §5) on what was changed; what stood there before is the server's.
pub fn check_edit(base: &EditForm, form: &EditForm, catalog: &CatalogFacts) -> Vec<FieldProblem> {
    let changed_line = |at: usize| {
        form.lines.get(at).is_some_and(|line| base.lines.iter().find(|old| old.id == line.id) != Some(line))
    };
    let changed = |path: &str| match path.split('.').collect::<Vec<_>>().as_slice() {
        ["address", name, ..] => ADDRESS
            .iter()
            .find(|(own, ..)| own == name)
            .is_none_or(|(_, _, _, read)| read(&base.address) != read(&form.address)),
        ["email", ..] => base.email != form.email,
        ["phone", ..] => base.phone != form.phone,
        ["lines", at, ..] => at.parse().is_ok_and(changed_line),
        _ => true,
    };
    let found = check_draft(&as_draft(form), catalog).problems;
    found
        .into_iter()
        .map(|problem| FieldProblem { path: edit_path(&problem.path), ..problem })
        .filter(|problem| changed(&problem.path))
        .collect()
}

/// A path of `DraftForm` as one of `EditForm`.
pub fn edit_path(path: &str) -> String {
    let path =
        path.replace(".filling.contents", ".contents").replace(".filling.packId", ".packId").replace(".filling", "");
    match path.as_str() {
        "customer.email" => "email".to_owned(),
        "customer.phone" => "phone".to_owned(),
        _ => path,
    }
}

fn as_draft(form: &EditForm) -> DraftForm {
    DraftForm {
        // Who it is for is not edited here; only e-mail and phone are looked at.
        customer: CustomerForm::New {
            first_name: "-".to_owned(),
            last_name: "-".to_owned(),
            email: form.email.clone(),
            phone: form.phone.clone(),
        },
        address: form.address.clone(),
        lines: form
            .lines
            .iter()
            .map(|line| LineForm {
                days: line.days,
                pouches: line.pouches.iter().map(draft_pouch).collect(),
                ..LineForm::default()
            })
            .collect(),
        ..DraftForm::default()
    }
}

fn draft_pouch(pouch: &EditPouch) -> PouchForm {
    PouchForm {
        time_of_day: match pouch.time_of_day.as_deref() {
            Some("Evening") => TimeOfDay::Evening,
            Some("Midday") => TimeOfDay::Midday,
            _ => TimeOfDay::Morning,
        },
        custom_label: pouch.custom_label.clone(),
        filling: match &pouch.pack_id {
            Some(pack_id) => FillingForm::Pack { pack_id: pack_id.clone() },
            None => FillingForm::Contents {
                contents: pouch
                    .contents
                    .iter()
                    .map(|content| ContentForm { product_id: content.product_id.clone(), servings: content.servings })
                    .collect(),
            },
        },
        cycle: String::new(),
        cycle_length: None,
    }
}
