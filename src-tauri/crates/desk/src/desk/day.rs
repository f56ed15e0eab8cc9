//! The day's work and the rules of being stuck, as the window asks for them: what an open desk adds is its own session, clock and files.

use jiff::Zoned;
use jiff::tz::TimeZone;

use super::{Desk, MirrorArea};
use crate::error::{Code, Error, Result};
use crate::notices::view::NoticeRules;
use crate::notices::{self, Due};
use crate::printing::view::{LabelsQuery, LabelsView};
use crate::shipments;
use crate::shipments::view::{
    DeliveryFiguresView, ShipmentView, ShipmentsPageView, ShipmentsQuery, StuckRules, StuckRulesView,
};
use crate::today::view::TodayView;
use crate::today::{self, Gathered, handover};

/// Labels a handover names.
const UNPRINTED_SHOWN: u32 = 100;

impl Desk {
    pub fn today(&self) -> Result<TodayView> {
        let query = LabelsQuery { view: LabelsView::ToPrint, offset: 0, limit: UNPRINTED_SHOWN };
        let gathered = Gathered {
            sends: self.outbox.list_sends()?,
            drafts: self.outbox.list_drafts()?,
            labels: self.printing.list_labels(&query)?,
            rules: self.stuck_rules()?,
        };
        today::today(&self.mirror, gathered, self.now())
    }

    /// What the handover says beside the day itself.
    pub fn handover_notes(&self) -> Result<String> {
        handover::read_notes(&self.files.store, &self.files.keys.keys().columns)
    }

    pub fn set_handover_notes(&self, text: &str) -> Result<()> {
        handover::keep_notes(&self.files.store, &self.files.keys.keys().columns, text)
    }

    pub fn list_shipments(&self, query: &ShipmentsQuery) -> Result<ShipmentsPageView> {
        shipments::list_shipments(&self.mirror, query, &self.stuck_rules()?, self.now())
    }

    pub fn get_shipment(&self, id: &str) -> Result<ShipmentView> {
        shipments::get_shipment(&self.mirror, id, &self.stuck_rules()?, self.now())
    }

    /// # Errors
    /// `NotFound` when it has no tracking page that may be opened.
    pub fn tracking_page(&self, id: &str) -> Result<String> {
        shipments::tracking_page_of(&self.mirror, id)?.ok_or_else(|| Error::new(Code::NotFound))
    }

    /// `zone` as the page knows it (`America/New_York`); UTC when nobody knows it.
    pub fn delivery_figures(&self, zone: &str) -> Result<DeliveryFiguresView> {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        shipments::delivery_figures(&self.mirror, &self.stuck_rules()?, &zone, self.now())
    }

    /// What a person who does not look should be told now.
    pub fn notice_due(&self) -> Result<Option<Due>> {
        let local = Zoned::now().time();
        notices::due(&self.files.store, &self.mirror, &self.stuck_rules()?, self.now(), local)
    }

    pub fn notice_told(&self, due: &Due) -> Result<()> {
        notices::mark_told(&self.files.store, due)
    }

    pub fn notice_rules(&self) -> Result<NoticeRules> {
        notices::read_rules(&self.files.store)
    }

    pub fn set_notice_rules(&self, rules: &NoticeRules) -> Result<NoticeRules> {
        notices::keep_rules(&self.files.store, rules)?;
        self.notice_rules()
    }

    pub fn stuck_rules(&self) -> Result<StuckRules> {
        shipments::read_rules(&self.files.store)
    }

    pub fn stuck_rules_view(&self) -> Result<StuckRulesView> {
        shipments::rules_view(&self.mirror, self.stuck_rules()?, self.now())
    }

    /// What is stuck is judged anew at once.
    pub fn set_stuck_rules(&self, rules: &StuckRules) -> Result<StuckRulesView> {
        shipments::keep_rules(&self.files.store, rules)?;
        self.news.mirror_changed(MirrorArea::Shipments);
        self.stuck_rules_view()
    }
}
