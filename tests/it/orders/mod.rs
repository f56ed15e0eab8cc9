//! Orders from the first typed letter to the frozen request, and the pure decision of what a send does next.

mod body;
mod check;
mod next_step;
mod outbox;
mod rate;
mod reply;
mod sentence;
mod typing;

use desk::orders::check::{CatalogFacts, PackFacts, ProductFacts};
use desk::orders::draft::{blank_form, pouch_of};
use desk::orders::view::{ContentForm, CustomerForm, DraftForm, TimeOfDay};

pub const VITAMIN_D: &str = "d290f1ee-6c54-4b01-90e6-d701748f0851";
pub const FISH_OIL: &str = "6f0c1f0e-2f4b-4c7e-9a55-0d8a6f2b7c11";
pub const PACK: &str = "0b9a7c52-8a1d-4f55-9d3f-1d2f3a4b5c6d";

/// The order of the guide, "Create Your First Order".
pub fn guide_order() -> DraftForm {
    let mut form = blank_form();
    form.customer = CustomerForm::New {
        first_name: "John".to_owned(),
        last_name: "Doe".to_owned(),
        email: "john.doe@example.com".to_owned(),
        phone: String::new(),
    };
    form.address.address1 = "742 Evergreen Terrace".to_owned();
    form.address.city = "Springfield".to_owned();
    form.address.province = "Illinois".to_owned();
    form.address.postal_code = "62701".to_owned();
    form.lines[0].pouches = vec![pouch_of(TimeOfDay::Morning, vec![content(VITAMIN_D, 1)])];
    form
}

pub fn content(product: &str, servings: u32) -> ContentForm {
    ContentForm { product_id: product.to_owned(), servings: Some(servings) }
}

pub fn catalog() -> CatalogFacts {
    let product = |name: &str| ProductFacts { name: name.to_owned(), active: true, master_active: true };
    CatalogFacts {
        products: [(VITAMIN_D.to_owned(), product("Vitamin D3")), (FISH_OIL.to_owned(), product("Omega-3 Fish Oil"))]
            .into(),
        packs: [(PACK.to_owned(), PackFacts { name: "Calm Evening".to_owned(), active: true, products: 4 })].into(),
        whole: true,
    }
}
