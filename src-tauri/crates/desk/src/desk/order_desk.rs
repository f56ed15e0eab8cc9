//! The order desk, as the window asks for it: twins, order again, templates, and what became of the catalog. What an open desk adds to the
//! areas is its own files, clock and way to the server.

use super::Desk;
use crate::catalog::digest::{self, CatalogDigestView};
use crate::error::Result;
use crate::orders::key::OrderKey;
use crate::orders::repeat::{self, RepeatView};
use crate::orders::templates;
use crate::orders::templates::view::{SaveTemplateForm, TemplateView};
use crate::orders::twin_check::{self, TwinsView};
use crate::orders::view::DraftView;

/// When the twin check is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum TwinsAsked {
    /// While one writes: against this computer.
    Writing,
    /// The order is about to leave: the server is asked for its newest orders first.
    Leaving,
}

impl Desk {
    /// Orders like this draft. Nothing is sent and nothing is blocked; a server that does not answer in three seconds only makes the answer
    /// older, and it says so.
    pub async fn check_twins(&self, key: OrderKey, asked: TwinsAsked) -> Result<TwinsView> {
        let catalog = self.catalog_facts()?;
        let form = self.outbox.get_draft(key, &catalog)?.form;
        let asks = asked == TwinsAsked::Leaving && self.session.is_signed_in();
        let newest = if asks { Some(twin_check::read_newest(&self.reading).await) } else { None };
        let view = twin_check::check_twins(&self.mirror, &self.outbox, key, &form, &catalog, self.now())?;
        Ok(match newest {
            None => view,
            Some(Ok(as_of)) => TwinsView { as_of: Some(as_of.to_string()), ..view },
            Some(Err(error)) => {
                tracing::info!(reference = %error.reference, code = ?error.code, "the twin check is as old as the mirror");
                TwinsView { not_asked: Some(error.code), ..view }
            }
        })
    }

    /// A new draft like an order of the list.
    /// # Errors
    /// `NotFound` when this computer has not seen it.
    pub async fn order_again(&self, order_id: &str) -> Result<DraftView> {
        let form = repeat::repeat_order(&self.mirror, order_id)?;
        self.outbox.new_draft(Some(form), &self.catalog_facts()?).await
    }

    /// How a draft differs from the order it repeats; `None` when it repeats none.
    pub fn compare_repeat(&self, key: OrderKey) -> Result<Option<RepeatView>> {
        let catalog = self.catalog_facts()?;
        let form = self.outbox.get_draft(key, &catalog)?.form;
        repeat::compare_repeat(&self.mirror, &form, &catalog)
    }

    // ---- templates ------------------------------------------------------------------------------

    pub fn list_templates(&self) -> Result<Vec<TemplateView>> {
        templates::list_templates(&self.files.store, &self.files.keys.keys().columns, &self.catalog_facts()?)
    }

    pub fn save_template(&self, form: SaveTemplateForm) -> Result<TemplateView> {
        let columns = &self.files.keys.keys().columns;
        templates::save_template(&self.files.store, columns, &self.catalog_facts()?, form, self.now())
    }

    pub fn delete_template(&self, id: &str) -> Result<()> {
        templates::delete_template(&self.files.store, id)
    }

    /// A new draft that holds what the template holds.
    pub async fn start_from_template(&self, id: &str) -> Result<DraftView> {
        let form = templates::form_from_template(&self.files.store, &self.files.keys.keys().columns, id)?;
        self.outbox.new_draft(Some(form), &self.catalog_facts()?).await
    }

    // ---- the catalog's changes ------------------------------------------------------------------

    /// What became of the catalog since a person last looked; `None` when nothing did.
    pub fn catalog_digest(&self) -> Result<Option<CatalogDigestView>> {
        digest::catalog_digest(&self.files.store, &self.files.keys.keys().columns, &self.catalog_facts()?, self.now())
    }

    /// A person has seen it.
    pub fn see_catalog(&self) -> Result<()> {
        digest::see_catalog(&self.files.store, &self.catalog_facts()?, self.now())
    }
}
