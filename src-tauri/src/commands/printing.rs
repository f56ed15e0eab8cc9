//! Labels on paper: lists, batches, what a person saw; printers and their rulers.

use desk::printing::view::{
    BatchView, LabelRowView, LabelsPageView, LabelsQuery, MeasuredForm, PrintForm, PrinterChoice, PrintersView,
    TestSheetView,
};
use desk::session::SessionStamp;
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

#[tauri::command]
#[specta::specta]
pub async fn list_labels(state: State<'_, AppState>, query: LabelsQuery) -> Result<LabelsPageView> {
    Ok(state.desk()?.printing.list_labels(&query)?)
}

/// The label whose tracking number or order number was scanned or typed. Changes nothing.
#[tauri::command]
#[specta::specta]
pub async fn find_label(state: State<'_, AppState>, typed: String) -> Result<LabelRowView> {
    Ok(state.desk()?.printing.find_label(&typed)?)
}

/// Begins a batch, which goes on by itself.
#[tauri::command]
#[specta::specta]
pub async fn print_labels(state: State<'_, AppState>, stamp: SessionStamp, form: PrintForm) -> Result<BatchView> {
    Ok(state.desk_for(&stamp)?.printing.print(form).await?)
}

/// The batch that is open, else the last one.
#[tauri::command]
#[specta::specta]
pub async fn current_batch(state: State<'_, AppState>) -> Result<Option<BatchView>> {
    Ok(state.desk()?.printing.current_batch()?)
}

/// Prints the gaps of a paused batch.
#[tauri::command]
#[specta::specta]
pub async fn go_on_printing(state: State<'_, AppState>, stamp: SessionStamp, batch: String) -> Result<BatchView> {
    Ok(state.desk_for(&stamp)?.printing.go_on(&batch).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn stop_printing(state: State<'_, AppState>, stamp: SessionStamp, batch: String) -> Result<BatchView> {
    Ok(state.desk_for(&stamp)?.printing.stop(&batch).await?)
}

/// Which label came out last; none when none of those in doubt did.
#[tauri::command]
#[specta::specta]
pub async fn labels_came_out(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    batch: String,
    last: Option<String>,
) -> Result<BatchView> {
    Ok(state.desk_for(&stamp)?.printing.came_out(&batch, last.as_deref()).await?)
}

/// A label was scanned, or a person says it is here.
#[tauri::command]
#[specta::specta]
pub async fn see_label(state: State<'_, AppState>, stamp: SessionStamp, typed: String) -> Result<LabelRowView> {
    Ok(state.desk_for(&stamp)?.printing.see(&typed).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn list_printers(state: State<'_, AppState>) -> Result<PrintersView> {
    Ok(state.desk()?.printing.list_printers().await?)
}

#[tauri::command]
#[specta::specta]
pub async fn choose_printer(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    choice: PrinterChoice,
) -> Result<PrintersView> {
    Ok(state.desk_for(&stamp)?.printing.choose_printer(choice).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn print_test_sheet(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    choice: PrinterChoice,
) -> Result<TestSheetView> {
    Ok(state.desk_for(&stamp)?.printing.print_test_sheet(&choice).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn measure_printer(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    form: MeasuredForm,
) -> Result<PrintersView> {
    Ok(state.desk_for(&stamp)?.printing.measure_printer(form).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn forget_measures(state: State<'_, AppState>, stamp: SessionStamp, queue: String) -> Result<PrintersView> {
    Ok(state.desk_for(&stamp)?.printing.forget_measures(&queue).await?)
}
