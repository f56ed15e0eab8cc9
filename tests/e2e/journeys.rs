//! Every journey, by name. A name is a claim.

mod accessibility;
mod accounts;
mod forced_colors;
mod gallery;
mod gallery_states;
mod keyboard;
mod keychain;
mod labels;
mod lifecycle;
pub mod main_job;
mod order_desk;
mod order_life;
mod privacy;
mod search;
mod shipments;
pub mod steps;

use std::pin::Pin;

use anyhow::Result;

use crate::stage::Stage;

type Walk = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

pub struct Journey {
    pub name: &'static str,
    pub walk: fn(Stage) -> Walk,
}

macro_rules! journeys {
    ($($module:ident :: $name:ident),* $(,)?) => {
        vec![$(Journey {
            name: concat!(stringify!($module), "::", stringify!($name)),
            walk: |stage| Box::pin($module::$name(stage)),
        }),*]
    };
}

pub fn all() -> Vec<Journey> {
    journeys![
        main_job::a_newcomer_gets_a_label_in_practice,
        keyboard::the_main_job_needs_no_mouse,
        order_desk::an_order_comes_from_a_pasted_e_mail_by_keyboard_alone,
        order_desk::a_screen_reader_hears_every_name_of_a_pasted_order,
        order_desk::what_is_typed_survives_kill_after_kill,
        order_desk::the_same_order_comes_again_in_four_actions,
        order_desk::an_order_like_this_one_stands_beside_it_before_anything_is_sent,
        order_desk::a_template_is_made_from_an_order_and_begins_another,
        labels::a_label_comes_after_its_link_has_run_out,
        labels::a_label_comes_when_storage_refuses_a_link_whose_time_is_not_up,
        labels::a_label_that_storage_keeps_refusing_is_told_in_a_sentence,
        labels::all_labels_are_printed_in_three_actions_and_one_again_by_its_number,
        labels::a_parcel_found_by_search_is_printed_by_one_more_key_and_again_only_for_a_reason,
        labels::a_jam_of_the_practice_printer_is_cleared_and_only_the_gaps_are_printed,
        labels::a_label_lent_to_another_program_is_gone_at_the_latest_with_the_next_start,
        labels::printers_of_this_computer_are_set_up_and_a_label_may_stay_a_week,
        lifecycle::a_draft_survives_a_killed_process,
        lifecycle::an_order_killed_while_it_could_be_taken_back_is_a_draft_again,
        lifecycle::a_second_process_brings_the_first_one_forward_and_ends,
        lifecycle::a_second_process_that_cannot_see_the_first_says_already_open,
        lifecycle::broken_preferences_mean_defaults_and_one_sentence,
        order_life::a_pending_order_is_canceled_in_four_actions,
        order_life::hold_release_edit_and_cancel_need_no_mouse,
        order_life::several_orders_are_held_after_it_is_shown_what_will_happen,
        order_life::the_page_of_an_order_is_as_good_in_the_dark,
        accounts::a_wrong_password_is_told_at_its_field_and_the_right_one_opens_today,
        accounts::stage_is_under_more_and_has_its_own_desk,
        accounts::a_sign_in_refused_elsewhere_keeps_the_draft_and_the_screen,
        accounts::signing_out_keeps_a_readable_desk_that_stays_live,
        accounts::removing_the_account_lists_the_draft_and_leaves_no_file_of_it,
        accounts::leaving_waits_for_the_order_on_its_way,
        accounts::leaving_lists_what_nobody_knows_yet_and_finds_it_again_later,
        accounts::a_locked_desk_shows_nothing_and_stays_locked_over_a_restart,
        accounts::no_token_and_no_password_is_left_in_any_file,
        accounts::the_app_that_ships_does_not_know_the_door_of_the_tests,
        keychain::a_working_keychain_keeps_the_sign_in_over_a_restart,
        keychain::a_locked_keychain_is_told_first_and_used_once_it_is_unlocked,
        keychain::without_a_keychain_nothing_personal_outlives_the_window,
        keychain::a_keychain_that_says_no_is_told_before_the_first_word,
        keychain::a_keychain_that_never_answers_does_not_hold_the_window_up,
        privacy::one_key_hides_names_and_shows_them_again,
        privacy::nothing_typed_is_found_on_disk_in_plain,
        shipments::where_is_my_parcel_is_answered_from_a_name,
        shipments::today_leads_to_what_is_stuck_and_hands_the_day_over,
        shipments::a_parcel_that_becomes_stuck_stands_on_today_with_the_next_look,
        shipments::help_shows_each_task_and_a_drill_is_put_right_again,
        search::part_of_a_tracking_number_and_enter_open_the_parcel,
        search::orders_are_sorted_filtered_chosen_and_opened_by_key,
        search::what_is_seen_is_exported_and_the_file_holds_it,
        search::without_a_network_everything_still_reads_and_searches,
        gallery::every_state_of_today_and_shipments_is_good_in_light,
        gallery::every_state_of_today_and_shipments_is_as_good_in_the_dark,
        gallery::every_state_of_the_other_screens_is_good_in_light,
        gallery::every_state_of_the_other_screens_is_as_good_in_the_dark,
        accessibility::axe_finds_nothing_in_light,
        accessibility::axe_finds_nothing_in_dark,
        accessibility::axe_finds_nothing_in_high_contrast,
        accessibility::axe_finds_nothing_at_200_percent,
        accessibility::axe_finds_nothing_at_400_percent,
        accessibility::a_new_order_is_one_press_away_at_every_size,
        accessibility::the_focus_goes_to_the_heading_of_each_screen,
        accessibility::the_focus_goes_to_the_first_wrong_field,
        forced_colors::axe_finds_nothing_in_forced_colors,
    ]
}
