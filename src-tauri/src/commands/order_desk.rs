//! What the order form asks beside its draft: a pasted text, an address, orders like this one, and an order to repeat. Nothing is sent here.

use desk::catalog;
use desk::desk::TwinsAsked;
use desk::orders::address::{self, AddressFinding};
use desk::orders::paste::{self, PasteProduct, PasteView};
use desk::orders::repeat::RepeatView;
use desk::orders::twin_check::TwinsView;
use desk::orders::view::{AddressForm, DraftView};
use desk::session::SessionStamp;
use tauri::State;

use super::drafts::order_key;
use crate::error::Result;
use crate::state::AppState;

/// What a pasted text says, against the catalog this computer has. The text is not kept.
#[tauri::command]
#[specta::specta]
pub async fn read_paste(state: State<'_, AppState>, text: String) -> Result<PasteView> {
    let desk = state.desk()?;
    let catalog = catalog::get_catalog(&desk.mirror)?;
    let products = catalog.products.iter().map(PasteProduct::from);
    let known: Vec<PasteProduct> = products.chain(catalog.packs.iter().map(PasteProduct::from)).collect();
    Ok(paste::read_paste(&text, &known))
}

/// What in an address is worth a look, offline; nothing of it blocks sending.
#[tauri::command]
#[specta::specta]
pub async fn check_address(address: AddressForm) -> Result<Vec<AddressFinding>> {
    Ok(address::check_address(&address))
}

/// Orders like this draft, and how fresh that answer is.
#[tauri::command]
#[specta::specta]
pub async fn check_twins(state: State<'_, AppState>, key: String, asked: TwinsAsked) -> Result<TwinsView> {
    Ok(state.desk()?.check_twins(order_key(&key)?, asked).await?)
}

/// A new draft like an order of the list.
#[tauri::command]
#[specta::specta]
pub async fn order_again(state: State<'_, AppState>, stamp: SessionStamp, order_id: String) -> Result<DraftView> {
    Ok(state.desk_for(&stamp)?.order_again(&order_id).await?)
}

/// How a draft differs from the order it repeats; nothing when it repeats none.
#[tauri::command]
#[specta::specta]
pub async fn compare_repeat(state: State<'_, AppState>, key: String) -> Result<Option<RepeatView>> {
    Ok(state.desk()?.compare_repeat(order_key(&key)?)?)
}
