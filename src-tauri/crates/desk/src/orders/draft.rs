//! A draft: a key, whose it is, and what was typed. What was typed is kept as it was typed, complete or not; `check` judges it.

use crate::orders::key::{OrderKey, RunId};
use crate::orders::view::{
    AddressForm, ContentForm, CustomerForm, DraftForm, FillingForm, LineForm, PouchForm, TimeOfDay,
};
use crate::store::Owner;

/// Days when nothing else is typed.
pub const USUAL_DAYS: u32 = okcapsule::rules::limits::USUAL_DURATION;

#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub key: OrderKey,
    pub owner: Owner,
    /// The run of the program in which the key was born.
    pub born_in: RunId,
    pub form: DraftForm,
    /// The field the cursor was in, as a path of `form`.
    pub focus: Option<String>,
}

/// The form a new order starts with: one line for the usual days, shipped within the United States, nothing filled in.
pub fn blank_form() -> DraftForm {
    DraftForm {
        address: AddressForm { country: "United States".to_owned(), ..AddressForm::default() },
        lines: vec![LineForm { days: Some(USUAL_DAYS), ..LineForm::default() }],
        ..DraftForm::default()
    }
}

/// A pouch holding these products, every day, without a label of its own.
pub fn pouch_of(time_of_day: TimeOfDay, contents: Vec<ContentForm>) -> PouchForm {
    PouchForm {
        time_of_day,
        custom_label: String::new(),
        filling: FillingForm::Contents { contents },
        cycle: String::new(),
        cycle_length: None,
    }
}

/// The name a list shows for this draft; empty while none is typed.
pub fn customer_name(form: &DraftForm) -> String {
    match &form.customer {
        CustomerForm::Known { name, .. } => name.trim().to_owned(),
        CustomerForm::New { first_name, last_name, .. } => {
            format!("{} {}", first_name.trim(), last_name.trim()).trim().to_owned()
        }
    }
}

/// What is typed, without the space around it; `None` when nothing is left.
pub(crate) fn filled(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}
