//! Every journey, by name. A name is a claim.

mod accessibility;
mod forced_colors;
mod keyboard;
mod labels;
mod lifecycle;
pub mod main_job;
mod privacy;
mod steps;

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
        labels::a_label_comes_after_its_link_has_run_out,
        labels::a_label_comes_when_storage_refuses_a_link_whose_time_is_not_up,
        labels::a_label_that_storage_keeps_refusing_is_told_in_a_sentence,
        lifecycle::a_draft_survives_a_killed_process,
        lifecycle::an_order_killed_while_it_could_be_taken_back_is_a_draft_again,
        lifecycle::a_second_process_brings_the_first_one_forward_and_ends,
        lifecycle::a_second_process_that_cannot_see_the_first_says_already_open,
        lifecycle::broken_preferences_mean_defaults_and_one_sentence,
        privacy::nothing_typed_is_found_on_disk_in_plain,
        accessibility::axe_finds_nothing_in_light,
        accessibility::axe_finds_nothing_in_dark,
        accessibility::axe_finds_nothing_in_high_contrast,
        accessibility::axe_finds_nothing_at_200_percent,
        accessibility::axe_finds_nothing_at_400_percent,
        accessibility::the_focus_goes_to_the_heading_of_each_screen,
        accessibility::the_focus_goes_to_the_first_wrong_field,
        forced_colors::axe_finds_nothing_in_forced_colors,
    ]
}
