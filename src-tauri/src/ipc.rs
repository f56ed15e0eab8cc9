//! The ONE list of what the page may call and hear. A test writes `ui/src/bindings.ts` and the permission file from it, and fails when they are stale
//! (`BLESS=1` rewrites them). Nothing is decided here.

use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::{commands, events};

pub fn surface() -> Builder<tauri::Wry> {
    Builder::<tauri::Wry>::new()
        .commands(collect_commands![
            commands::session::app_view,
            commands::session::start_practice,
            commands::session::open_desk,
            commands::session::leave,
            commands::session::lock,
            commands::session::unlock,
            commands::account::look_around,
            commands::account::sign_in,
            commands::account::forgot_password,
            commands::account::reset_password,
            commands::account::sign_out,
            commands::account::what_removal_takes,
            commands::account::remove_account,
            commands::account::check_setup,
            commands::account::examine_connection,
            commands::catalog::get_catalog,
            commands::catalog::find_customers,
            commands::catalog::catalog_digest,
            commands::catalog::see_catalog,
            commands::orders::list_orders,
            commands::orders::refresh_orders,
            commands::orders::get_order,
            commands::life::change_order,
            commands::life::start_edit,
            commands::life::edit_order,
            commands::life::order_life,
            commands::life::order_history,
            commands::life::add_order_note,
            commands::life::delete_order_note,
            commands::life::plan_several,
            commands::life::start_several,
            commands::life::current_several,
            commands::life::stop_several,
            commands::life::close_several,
            commands::life::order_reminders,
            commands::life::list_needs_changes,
            commands::order_desk::read_paste,
            commands::order_desk::check_address,
            commands::order_desk::check_twins,
            commands::order_desk::order_again,
            commands::order_desk::compare_repeat,
            commands::drafts::list_drafts,
            commands::drafts::new_draft,
            commands::drafts::get_draft,
            commands::drafts::save_draft,
            commands::drafts::discard_draft,
            commands::templates::list_templates,
            commands::templates::save_template,
            commands::templates::delete_template,
            commands::templates::start_from_template,
            commands::sends::send_draft,
            commands::sends::undo_send,
            commands::sends::send_now,
            commands::sends::send_again,
            commands::sends::get_send,
            commands::sends::list_sends,
            commands::shipments::list_shipments,
            commands::shipments::refresh_shipments,
            commands::shipments::get_shipment,
            commands::shipments::open_tracking,
            commands::shipments::delivery_figures,
            commands::shipments::stuck_rules,
            commands::shipments::save_stuck_rules,
            commands::notices::notice_due,
            commands::notices::show_notice,
            commands::notices::notice_rules,
            commands::notices::save_notice_rules,
            commands::today::get_today,
            commands::today::handover_notes,
            commands::today::save_handover_notes,
            commands::today::print_sheet,
            commands::search::search_everything,
            commands::search::search_server_too,
            commands::lists::list_customers,
            commands::lists::get_customer,
            commands::lists::list_views,
            commands::lists::save_view,
            commands::lists::delete_view,
            commands::lists::following_view,
            commands::lists::look_now,
            commands::lists::set_hidden,
            commands::export::export_list,
            commands::labels::get_label,
            commands::labels::save_label,
            commands::labels::save_labels,
            commands::labels::view_label,
            commands::printing::list_labels,
            commands::printing::find_label,
            commands::printing::label_on_paper,
            commands::printing::print_labels,
            commands::printing::current_batch,
            commands::printing::go_on_printing,
            commands::printing::stop_printing,
            commands::printing::labels_came_out,
            commands::printing::see_label,
            commands::printing::list_printers,
            commands::printing::choose_printer,
            commands::printing::print_test_sheet,
            commands::printing::measure_printer,
            commands::printing::forget_measures,
            commands::printing::keep_labels_for,
            commands::printing::print_account,
            commands::printing::practice_tray,
            commands::printing::play_printer_trouble,
            commands::backup::make_backup,
            commands::backup::choose_backup,
            commands::backup::look_into_backup,
            commands::backup::bring_backup_back,
            commands::backup::forget_backup,
            commands::practice::practice_clock,
            commands::practice::move_practice_clock,
            commands::practice::play_drill,
            commands::settings::get_preferences,
            commands::settings::save_preferences,
            commands::settings::list_licences,
        ])
        .events(collect_events![
            events::SendChanged,
            events::MirrorChanged,
            events::SessionChanged,
            events::NoticeOpened
        ])
        .error_handling(ErrorHandlingMode::Result)
        .disable_serde_phases()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;

    use super::*;

    #[test]
    fn bindings_and_permissions_know_exactly_these_commands() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let bindings = exported();
        let permission = permission_of(&command_names(&bindings));
        is_current(&root.join("ui/src/bindings.ts"), &bindings);
        is_current(&root.join("src-tauri/permissions/capsule-desk.toml"), &permission);
    }

    fn exported() -> String {
        let file = std::env::temp_dir().join(format!("capsule-desk-bindings-{}.ts", std::process::id()));
        surface().export(specta_typescript::Typescript::default(), &file).expect("every type exports to TypeScript");
        let text = std::fs::read_to_string(&file).expect("the file just written");
        std::fs::remove_file(&file).expect("the file just read");
        text
    }

    fn is_current(file: &Path, wanted: &str) {
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(file, wanted).expect("writing a generated file");
        }
        let found = std::fs::read_to_string(file).unwrap_or_default();
        assert!(found == wanted, "{} is stale: run `cargo xtask bindings`", file.display());
    }

    fn command_names(bindings: &str) -> Vec<&str> {
        let names: Vec<&str> =
            bindings.split("__TAURI_INVOKE(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(names.contains(&"app_view"), "the commands are found in the bindings");
        names
    }

    fn permission_of(names: &[&str]) -> String {
        let mut text = String::from(
            "# Written by the test in src-tauri/src/ipc.rs: `cargo xtask bindings`.\n\n[[permission]]\nidentifier = \"capsule-desk\"\ndescription = \"The commands of ipc.rs, and no others.\"\ncommands.allow = [\n",
        );
        for name in names {
            writeln!(text, "    \"{name}\",").expect("a String takes every line");
        }
        text.push_str("]\n");
        text
    }
}
