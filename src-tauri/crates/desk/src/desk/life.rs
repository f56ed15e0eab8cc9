//! The life of placed orders, as the window asks for it. What an open desk adds is whether anybody is signed in, and its catalog.

use super::Desk;
use crate::error::{Code, Error, Result};
use crate::orders::life::view::{
    ChangedView, EditForm, EditView, NeedsChangesView, OrderDeed, OrderRemindersView, SeveralView,
};
use crate::orders::life::{self, Life};

impl Desk {
    /// What is known of orders after they were placed; changes nothing at the server.
    pub fn life(&self) -> &Life {
        &self.life
    }

    /// One of the four moves a client may ask for (BEHAVIOUR §6).
    ///
    /// # Errors
    /// `SignedOut` when nobody is signed in, and those of [`Life::change_order`].
    pub async fn change_order(&self, order_id: &str, deed: OrderDeed) -> Result<ChangedView> {
        self.changing()?.change_order(order_id, deed).await
    }

    /// # Errors
    /// `SignedOut`, and those of [`Life::start_edit`].
    pub async fn start_edit(&self, order_id: &str) -> Result<EditView> {
        self.changing()?.start_edit(order_id).await
    }

    /// # Errors
    /// `SignedOut`, and those of [`Life::edit_order`].
    pub async fn edit_order(&self, order_id: &str, base: EditForm, form: EditForm) -> Result<ChangedView> {
        let catalog = self.catalog_facts()?;
        self.changing()?.edit_order(order_id, base, form, &catalog).await
    }

    /// # Errors
    /// `SignedOut`, and those of [`Life::start_several`].
    pub fn start_several(&self, deed: OrderDeed, ids: &[String], typed: Option<u32>) -> Result<SeveralView> {
        self.changing()?.start_several(deed, ids, typed)
    }

    pub fn order_reminders(&self) -> Result<OrderRemindersView> {
        life::order_reminders(&self.mirror)
    }

    pub fn list_needs_changes(&self) -> Result<Vec<NeedsChangesView>> {
        life::list_needs_changes(&self.mirror, self.now())
    }

    fn changing(&self) -> Result<&Life> {
        if !self.session.is_signed_in() {
            return Err(Error::new(Code::SignedOut));
        }
        Ok(&self.life)
    }
}
