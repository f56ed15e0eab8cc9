//! The paste box: an e-mail, a signature, a spreadsheet row or an address block becomes the fields of an order form.
//! Pure. Every value says where in the text it was read and whether a person should look at it; what was not used is handed back.

mod contact;
mod dose;
mod labels;
mod names;
mod place;
mod products;
mod reading;
mod regimen;
mod rest;
mod street;
mod table;
mod text;
mod view;
mod who;

pub use reading::read_paste;
pub use view::{PasteDoubt, PasteFieldView, PasteLeftoverView, PasteProduct, PasteProductView, PasteView, SpanView};
