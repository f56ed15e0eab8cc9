//! Whole desks opened, left, signed out of and opened again, with real files and no window.

mod accounts;
mod practice_kept;

use std::sync::{Arc, Mutex};

use desk::desk::{Desk, DeskParts, MirrorArea, News};
use desk::orders::check::CatalogFacts;
use desk::orders::draft::{blank_form, pouch_of};
use desk::orders::key::OrderKey;
use desk::orders::view::{ContentForm, CustomerForm, DraftForm, SendState, TimeOfDay};
use desk::printing::PrintersHere;
use desk::printing::memory::MemoryPrinters;
use desk::session::SessionParts;
use okcapsule::page::PageQuery;

/// Counts how often it heard that the session changed.
#[derive(Default)]
pub struct Heard {
    sessions: Mutex<u32>,
}

impl Heard {
    pub fn sessions(&self) -> u32 {
        *self.sessions.lock().expect("no test panics here")
    }
}

impl News for Heard {
    fn send_changed(&self, _: OrderKey) {}

    fn mirror_changed(&self, _: MirrorArea) {}

    fn session_changed(&self) {
        *self.sessions.lock().expect("no test panics here") += 1;
    }
}

pub fn parts(session: SessionParts) -> (DeskParts, Arc<Heard>) {
    let heard = Arc::new(Heard::default());
    let printers = PrintersHere::played(Arc::new(MemoryPrinters::label_printer("labels", "Label printer")));
    (DeskParts { session, news: heard.clone(), printers }, heard)
}

/// A complete order for somebody new.
pub async fn form(desk: &Desk) -> DraftForm {
    let products = desk.session.client().list_products(&PageQuery::new()).await.expect("a catalog").items;
    let product = products.iter().find(|product| product.active == Some(true)).expect("an active product");
    let mut form = blank_form();
    form.customer = CustomerForm::New {
        first_name: "Nora".to_owned(),
        last_name: "Feldman".to_owned(),
        email: "nora.feldman@example.com".to_owned(),
        phone: String::new(),
    };
    form.address.address1 = "418 Alder Street".to_owned();
    form.address.city = "Portland".to_owned();
    form.address.province = "Oregon".to_owned();
    form.address.postal_code = "97205".to_owned();
    let content = ContentForm { product_id: product.id.as_str().to_owned(), servings: Some(1) };
    form.lines[0].pouches = vec![pouch_of(TimeOfDay::Morning, vec![content])];
    form
}

pub async fn draft(desk: &Desk) -> OrderKey {
    let draft = desk.outbox.new_draft(Some(form(desk).await), &CatalogFacts::default()).await.expect("a draft");
    OrderKey::parse(&draft.key).expect("a key")
}

/// Waits until the send has come to a rest.
pub async fn settled(desk: &Desk, key: OrderKey) -> SendState {
    for _ in 0..2_000 {
        let state = desk.outbox.get_send(key).expect("its row").state;
        if matches!(state, SendState::Placed | SendState::Refused | SendState::Unsure) {
            return state;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the send did not come to a rest");
}
