//! Labels on paper: lists, batches, what a person saw; printers and their rulers.

use desk::printing::view::{
    BatchView, ChoosePrinterForm, LabelRowView, LabelsPageView, LabelsQuery, MeasuredForm, PracticeTrouble, PrintForm,
    PrinterChoice, PrintersView, TestSheetView, TrayView,
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

/// What this computer knows of one parcel's label.
#[tauri::command]
#[specta::specta]
pub async fn label_on_paper(state: State<'_, AppState>, shipment_id: String) -> Result<LabelRowView> {
    Ok(state.desk()?.printing.label_on_paper(&shipment_id)?)
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
    form: ChoosePrinterForm,
) -> Result<PrintersView> {
    Ok(state.desk_for(&stamp)?.printing.choose_printer(form).await?)
}

/// How many days a fetched label stays on this computer; older ones go at once.
#[tauri::command]
#[specta::specta]
pub async fn keep_labels_for(state: State<'_, AppState>, stamp: SessionStamp, days: u32) -> Result<PrintersView> {
    Ok(state.desk_for(&stamp)?.printing.keep_labels_for(days).await?)
}

/// The account of a run as a list on office paper.
#[tauri::command]
#[specta::specta]
pub async fn print_account(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    batch: String,
    choice: PrinterChoice,
) -> Result<()> {
    Ok(state.desk_for(&stamp)?.printing.print_account(&batch, &choice).await?)
}

/// What came out of the practice printer, and what is wrong with it. In Practice only.
#[tauri::command]
#[specta::specta]
pub async fn practice_tray(state: State<'_, AppState>) -> Result<TrayView> {
    Ok(state.desk()?.printing.practice_tray()?)
}

/// Lets something go wrong with the practice printer; none puts it right. In Practice only.
#[tauri::command]
#[specta::specta]
pub async fn play_printer_trouble(
    state: State<'_, AppState>,
    stamp: SessionStamp,
    trouble: Option<PracticeTrouble>,
) -> Result<TrayView> {
    Ok(state.desk_for(&stamp)?.printing.play_trouble(trouble)?)
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
