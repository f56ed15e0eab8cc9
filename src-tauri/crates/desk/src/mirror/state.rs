//! What following looks like from outside, for the page. Reads only.

use std::time::Duration;

use rusqlite::Connection;

use super::changes::filter_told;
use super::estimate::{Share, seconds_left};
use super::follow::Doing;
use super::freshness::next_look;
use super::view::{FollowState, FollowedListView, FollowingView, RequestsView};
use super::{ChangeFilter, Reading, freshness};
use crate::desk::MirrorArea;
use crate::error::Result;
use crate::store::mirror_db::passes::List;
use crate::store::mirror_db::rate;
use crate::store::mirror_db::{customer_list, order_list, packs, products, shipments};

/// The state of following, list by list, and how much of the limit is used.
pub fn following_view(reading: &Reading) -> Result<FollowingView> {
    reading.mirror.read(|c| {
        let mut lists = Vec::new();
        for (area, list) in [
            (MirrorArea::Orders, List::Orders),
            (MirrorArea::Shipments, List::Shipments),
            (MirrorArea::Customers, List::Customers),
            (MirrorArea::Catalog, List::Products),
        ] {
            lists.push(list_view(reading, c, area, list)?);
        }
        Ok(FollowingView {
            state: match reading.following().doing() {
                Doing::Looking => FollowState::Looking,
                Doing::Waiting => FollowState::Waiting,
                Doing::Resting { until } => FollowState::Resting { until: until.to_string() },
                Doing::Failed { code, needs_person: false } => FollowState::Unreachable { code },
                Doing::Failed { code, needs_person: true } => FollowState::NeedsPerson { code },
            },
            next_look: next_look(c)?.map(|at| at.to_string()),
            lists,
            requests: requests(reading, c)?,
        })
    })
}

fn list_view(reading: &Reading, c: &Connection, area: MirrorArea, list: List) -> Result<FollowedListView> {
    let fresh = freshness(c, list)?;
    let seconds_left = fresh.filling.as_ref().and_then(|filling| {
        let left = filling.expected?.saturating_sub(filling.read);
        seconds_left(left, reading.speed.records_a_second(list), share(reading))
    });
    Ok(FollowedListView {
        area,
        records: records(c, area)?,
        as_of: fresh.as_of,
        filling: fresh.filling,
        seconds_left,
        failure: fresh.failure,
        only_changes: filter_told(c, list)?.map(|told| told == ChangeFilter::Obeyed),
    })
}

fn records(c: &Connection, area: MirrorArea) -> Result<u32> {
    match area {
        MirrorArea::Orders => order_list::count(c, &order_list::OrdersFilter::default()),
        MirrorArea::Shipments => shipments::count_all(c),
        MirrorArea::Customers => customer_list::count(c, &customer_list::CustomersFilter::default()),
        MirrorArea::Catalog => Ok(u32::try_from(products::all(c)?.len() + packs::all(c)?.len()).unwrap_or(u32::MAX)),
    }
}

/// As the server told in this run, or else in an earlier one.
fn requests(reading: &Reading, c: &Connection) -> Result<RequestsView> {
    let sent = reading.client.sent();
    let sent = RequestsView { sent_last_minute: sent.last_minute, sent: sent.ever, ..RequestsView::default() };
    if let Some(told) = reading.client.allowance() {
        return Ok(RequestsView {
            used: Some(told.used),
            limit: Some(told.limit),
            our_share: Some(told.limit / 2),
            resets_at: told.resets_at.map(|at| at.to_string()),
            ..sent
        });
    }
    let Some(told) = rate::get(c)? else {
        return Ok(sent);
    };
    let is_over = told.resets_at.is_none_or(|at| at <= reading.client.server_now());
    let used = told.hourly.zip(told.remaining).map(|(limit, remaining)| limit.saturating_sub(remaining));
    Ok(RequestsView {
        used: if is_over { None } else { used },
        limit: told.hourly,
        our_share: told.hourly.map(|limit| limit / 2),
        resets_at: told.resets_at.filter(|_| !is_over).map(|at| at.to_string()),
        ..sent
    })
}

fn share(reading: &Reading) -> Option<Share> {
    let told = reading.client.allowance()?;
    let left = told.resets_at?.duration_since(reading.client.server_now());
    let left = Duration::try_from(left).unwrap_or(Duration::ZERO);
    let hourly = told.limit / 2;
    Some(Share {
        hourly,
        left_now: hourly.saturating_sub(told.used),
        seconds_to_reset: u32::try_from(left.as_secs()).unwrap_or(u32::MAX),
    })
}
