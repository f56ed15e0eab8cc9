//! The twin check as a screen asks for it: against this computer's orders and what is on its way from here, and just before sending against
//! what the server has that this computer has not seen yet. What counts as a twin is `twin`; nothing here blocks.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use okcapsule::model::{Order, OrderStatus as ServerStatus};
use okcapsule::page::{PageQuery, term};
use okcapsule::rules::limits;
use serde::{Deserialize, Serialize};

use crate::error::{Code, Error, Result};
use crate::mirror::{self, Reading};
use crate::orders::address::places;
use crate::orders::check::CatalogFacts;
use crate::orders::draft::{USUAL_DAYS, filled};
use crate::orders::key::OrderKey;
use crate::orders::outbox::Outbox;
use crate::orders::repeat::form_of;
use crate::orders::sentence::{SentenceView, tell_order};
use crate::orders::state::State;
use crate::orders::twin::{
    ComparedBox, ComparedItem, ComparedOrder, PlacedOrder, TOO_SOON_PERCENT, TwinFinding, find_twins,
};
use crate::orders::view::{AddressForm, DraftForm, OrderStatus};
use crate::store::MirrorDb;
use crate::store::mirror_db::likely_twins::{Likeness, likely_twins};
use crate::store::mirror_db::passes::List;

/// What a person waits at most before a send for the server's newest orders.
pub const PATIENCE: Duration = Duration::from_secs(3);
/// Changes are asked for from a little before the last look: clocks differ, and a change may be written late.
const OVERLAP: SignedDuration = SignedDuration::from_mins(10);
const MOST_LIKE: u32 = 200;
/// Side by side with more than these nobody reads.
const MOST_SHOWN: usize = 3;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TwinsView {
    /// The order being written, in the words of the earlier ones.
    pub draft: SentenceView,
    /// Street, unit and postal code.
    pub draft_street: String,
    /// The strongest first; at most three.
    pub twins: Vec<TwinView>,
    /// Every order placed until then was compared with; nothing was ever read to its end when absent.
    pub as_of: Option<String>,
    /// The server was to be asked and did not answer in time, with the reason.
    pub not_asked: Option<Code>,
}

/// An earlier order beside the one being written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TwinView {
    pub found: TwinFinding,
    /// On its way from this computer: the id is its order key, and OK Capsule may not have it yet.
    pub on_its_way: bool,
    pub placed_at: String,
    pub status: Option<OrderStatus>,
    pub status_text: String,
    pub your_order_number: String,
    pub order: SentenceView,
    /// Street, unit and postal code.
    pub street: String,
}

struct Candidate {
    placed: PlacedOrder,
    form: DraftForm,
    status: Option<ServerStatus>,
    on_its_way: bool,
}

/// Compares with what this computer has. `key` is the order's own: it is no twin of itself.
pub fn check_twins(
    mirror: &MirrorDb,
    outbox: &Outbox,
    key: OrderKey,
    form: &DraftForm,
    catalog: &CatalogFacts,
    now: Timestamp,
) -> Result<TwinsView> {
    let mut candidates = read_candidates(mirror, key, form, now)?;
    candidates.extend(outbox.on_their_way(key)?);
    let placed: Vec<PlacedOrder> = candidates.iter().map(|one| one.placed.clone()).collect();
    let found = find_twins(&ComparedOrder::from(form), now, &placed);
    let twins = found.into_iter().filter_map(|found| {
        let candidate = candidates.iter().find(|one| one.placed.id == found.order_id)?;
        Some(TwinView {
            on_its_way: candidate.on_its_way,
            placed_at: candidate.placed.placed_at.to_string(),
            status: candidate.status.as_ref().map(super::list::status_view),
            status_text: candidate.status.as_ref().map(ToString::to_string).unwrap_or_default(),
            your_order_number: candidate.placed.order.your_order_number.clone(),
            order: tell_order(&candidate.form, catalog),
            street: street_of(&candidate.form),
            found,
        })
    });
    let as_of = mirror.read(|c| mirror::freshness(c, List::Orders))?.as_of;
    let draft = tell_order(form, catalog);
    Ok(TwinsView {
        draft,
        draft_street: street_of(form),
        twins: twins.take(MOST_SHOWN).collect(),
        as_of,
        not_asked: None,
    })
}

fn street_of(form: &DraftForm) -> String {
    let AddressForm { address1, address2, postal_code, .. } = &form.address;
    let parts: Vec<&str> = [address1, address2, postal_code].into_iter().filter_map(|text| filled(text)).collect();
    parts.join(", ")
}

/// Reads what the server has that this computer may not have seen: at most two requests, at most three seconds. What came is kept like
/// every other reading. Gives the moment up to which every order is known now.
/// # Errors
/// Why it is not known: `Offline`, `TimedOut`, …; `Unreadable` when there was more than two requests bring.
pub async fn read_newest(reading: &Reading) -> Result<Timestamp> {
    let asked_at = reading.client.server_now();
    let as_of = reading.mirror.read(|c| mirror::freshness(c, List::Orders))?.as_of;
    let since = as_of
        .and_then(|text| text.parse::<Timestamp>().ok())
        .unwrap_or_else(|| window_start(asked_at))
        .saturating_sub(OVERLAP)
        .unwrap_or(Timestamp::MIN);
    let Ok(asked) = tokio::time::timeout(PATIENCE, ask_newest(reading, since)).await else {
        return Err(Error::new(Code::TimedOut));
    };
    let (orders, is_whole) = asked?;
    mirror::keep_orders(reading, orders).await?;
    if is_whole { Ok(asked_at) } else { Err(Error::new(Code::Unreadable)) }
}

/// First what changed since the last look. Where the server does not obey that filter, the pending ones: that is where an order stands
/// until the nightly batch (BEHAVIOUR §6). Gives true when nothing can be missing.
async fn ask_newest(reading: &Reading, since: Timestamp) -> Result<(Vec<Order>, bool)> {
    let query = PageQuery::new().filter_by("updated_at", "gte", since.to_string());
    let first = reading.client.list_orders(&query).await?;
    let obeyed = first.items.iter().all(|order| order.updated_at.is_none_or(|at| at >= since));
    let mut orders = first.items;
    let second = match (obeyed, first.next) {
        (true, None) => return Ok((orders, true)),
        (true, Some(cursor)) => reading.client.list_orders(&query.cursor(cursor)).await?,
        (false, _) => {
            let pending = term("status", ServerStatus::Pending.as_str());
            reading.client.list_orders(&PageQuery::new().q(pending)).await?
        }
    };
    let is_whole = second.next.is_none()
        && (obeyed || second.items.iter().all(|order| order.status == Some(ServerStatus::Pending)));
    orders.extend(second.items);
    Ok((orders, is_whole))
}

/// Before this, nothing can still be too soon.
fn window_start(now: Timestamp) -> Timestamp {
    let days = i64::from(limits::DURATION.end() * TOO_SOON_PERCENT / 100) + 1;
    now.saturating_sub(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::MIN)
}

fn read_candidates(mirror: &MirrorDb, key: OrderKey, form: &DraftForm, now: Timestamp) -> Result<Vec<Candidate>> {
    let compared = ComparedOrder::from(form);
    let code = compared.address.postal_code.trim();
    let like = Likeness {
        your_number: compared.your_order_number.trim().to_owned(),
        customer_id: compared.customer_id.clone().unwrap_or_default(),
        email: compared.email.trim().to_owned(),
        name: compared.name.trim().to_owned(),
        postal_start: code.chars().take(if places::is_zip(code) { 5 } else { 3 }).collect(),
        city: compared.address.city.trim().to_owned(),
    };
    let found = mirror.read(|c| likely_twins(c, &like, window_start(now), MOST_LIKE))?;
    let mut candidates: Vec<Candidate> = Vec::new();
    for order in found.iter().filter_map(|json| mirror::order_from_json(json)) {
        let is_ours = order.client_custom_order_id.as_deref().and_then(OrderKey::parse) == Some(key);
        let is_known = candidates.iter().any(|one| one.placed.id == order.id.as_str());
        let Some(placed_at) = order.submission_date.or(order.created_at).filter(|_| !is_ours && !is_known) else {
            continue;
        };
        candidates.push(candidate_of(&order, placed_at));
    }
    Ok(candidates)
}

fn candidate_of(order: &Order, placed_at: Timestamp) -> Candidate {
    let (form, _) = form_of(order);
    // The boxes of the form are shown; compared is what the server says, word for word.
    let compared = ComparedOrder {
        your_order_number: order.source_client_order_id.clone().unwrap_or_default(),
        boxes: boxes_of(order),
        email: order.email.clone().filter(|email| filled(email).is_some()).unwrap_or_else(|| email_of(&form)),
        ..ComparedOrder::from(&form)
    };
    Candidate {
        placed: PlacedOrder {
            id: order.id.to_string(),
            number: order.name.clone().unwrap_or_default(),
            placed_at,
            ended: order.status.as_ref().is_some_and(is_ended),
            order: compared,
        },
        form,
        status: order.status.clone(),
        on_its_way: false,
    }
}

fn email_of(form: &DraftForm) -> String {
    ComparedOrder::from(form).email
}

fn boxes_of(order: &Order) -> Vec<ComparedBox> {
    let lines = order.order_lines.iter().map(|line| {
        let items = line.pouches.iter().flat_map(|pouch| {
            let time =
                pouch.time_of_administration.as_ref().map(ToString::to_string).unwrap_or_default().to_lowercase();
            let pack = pouch.pack_id.iter().map(|id| (id.to_string(), 1));
            let contents = pouch.contents.iter().filter_map(|content| {
                Some((content.client_product_id.as_ref()?.to_string(), content.serving_size.unwrap_or(1)))
            });
            pack.chain(contents)
                .map(|(id, servings)| ComparedItem { time: time.clone(), id: id.to_lowercase(), servings })
                .collect::<Vec<_>>()
        });
        let longest = line.pouches.iter().filter_map(|pouch| pouch.duration).chain(line.duration).max();
        ComparedBox { days: longest.unwrap_or(USUAL_DAYS), items: items.collect() }
    });
    lines.collect()
}

/// Nothing of it is on its way any more.
fn is_ended(status: &ServerStatus) -> bool {
    matches!(
        status,
        ServerStatus::CanceledByClient
            | ServerStatus::CanceledByOkc
            | ServerStatus::Replaced
            | ServerStatus::Voided
            | ServerStatus::Returned
    )
}

impl Outbox {
    /// Orders that left this desk, or are about to, and that no list shows yet.
    fn on_their_way(&self, except: OrderKey) -> Result<Vec<Candidate>> {
        let mut found = Vec::new();
        for row in self.parts.journal.unsettled()? {
            let is_leaving = matches!(row.state, State::Leaving | State::Sending | State::Unsure);
            if row.key == except || !is_leaving || row.owner != self.parts.owner {
                continue;
            }
            // What cannot be read on this computer cannot be compared.
            let Ok(Some(saved)) = self.parts.journal.form(row.key) else { continue };
            let placed_at = row.attempted_at.or(row.leaves_at).unwrap_or_else(|| self.parts.clock.now());
            found.push(Candidate {
                placed: PlacedOrder {
                    id: row.key.text(),
                    number: String::new(),
                    placed_at,
                    ended: false,
                    order: ComparedOrder::from(&saved.form),
                },
                form: saved.form,
                status: None,
                on_its_way: true,
            });
        }
        Ok(found)
    }
}
