//! The rules of orders as the contract tells them, pure: limits (BEHAVIOUR §5), life cycle and cut-off (§6).
//! No clock is asked and nothing is sent; what the server decides in the end is not guessed here.

mod check;
mod cut_off;
mod life_cycle;
pub mod limits;

pub use check::{Problem, Rule, check_order};
pub use cut_off::{CutOff, CutOffStage, cut_off_of, stage_of};
pub use life_cycle::{Canceling, Editing, Move, allowed_moves, check_move, is_final, may_cancel, may_edit};
