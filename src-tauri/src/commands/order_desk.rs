//! Reading a pasted text, and the look at an address, for the order form. Neither changes or sends anything.

use desk::catalog;
use desk::orders::address::{self, AddressFinding};
use desk::orders::paste::{self, PasteProduct, PasteView};
use desk::orders::view::AddressForm;
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// What a pasted text says, against the catalog this computer has. The text is not kept.
#[tauri::command]
#[specta::specta]
pub async fn read_paste(state: State<'_, AppState>, text: String) -> Result<PasteView> {
    let desk = state.desk()?;
    let products: Vec<PasteProduct> =
        catalog::get_catalog(&desk.mirror)?.products.iter().map(PasteProduct::from).collect();
    Ok(paste::read_paste(&text, &products))
}

/// What in an address is worth a look, offline; nothing of it blocks sending.
#[tauri::command]
#[specta::specta]
pub async fn check_address(address: AddressForm) -> Result<Vec<AddressFinding>> {
    Ok(address::check_address(&address))
}
