//! Search everything: orders, shipments, customers and products on this computer, best answer first. Reads only; the index is the mirror's.

mod closeness;
mod server;
pub mod view;

use rusqlite::Connection;

use crate::error::Result;
use crate::mirror;
use crate::store::MirrorDb;
use crate::store::mirror_db::passes::List;
use crate::store::mirror_db::search::{self, Kind};
use crate::store::mirror_db::words::{self, Meeting};
use crate::store::mirror_db::{customers, orders, products, shipments};

pub use closeness::{Closeness, is_near, tolerance};
pub use server::ask_server_too;
use view::{SearchGroupView, SearchHitView, SearchKind, SearchView};

/// Shown of each kind.
const SHOWN: usize = 8;
/// Below this many answers, words typed wrong are forgiven.
const FEW: usize = 5;
/// Words near a mistyped one that are looked up.
const MOST_NEAR: usize = 8;

/// Exact words before beginnings before parts, newest first in each; nearly right words only when the rest finds under five.
/// One or two letters find beginnings of words. Milliseconds at 200,000 records.
pub fn search_everything(mirror: &MirrorDb, typed: &str) -> Result<SearchView> {
    mirror.read(|c| {
        let typed_words = words::split(typed);
        let mut found: Vec<(SearchKind, Vec<Hit>)> = Vec::new();
        for kind in [SearchKind::Order, SearchKind::Shipment, SearchKind::Customer, SearchKind::Product] {
            found.push((kind, close_hits(c, kind, typed, &typed_words)?));
        }
        let count = found.iter().map(|(_, hits)| hits.len()).sum::<usize>();
        // A whole e-mail that is somebody's was typed right.
        if count < FEW && !(count > 0 && typed.contains('@')) {
            let near = near_words(c, &typed_words)?;
            for (kind, hits) in &mut found {
                add_near(c, *kind, &near, hits)?;
            }
        }
        let mut groups = Vec::new();
        for (kind, hits) in found {
            groups.extend(group(c, kind, &hits)?);
        }
        Ok(SearchView { groups, filling: mirror::freshness(c, List::Orders)?.filling })
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hit {
    n: i64,
    closeness: Closeness,
}

fn row_kind(kind: SearchKind) -> Kind {
    match kind {
        SearchKind::Order => Kind::Order,
        SearchKind::Shipment => Kind::Shipment,
        SearchKind::Customer => Kind::Customer,
        SearchKind::Product => Kind::Product,
    }
}

/// One more than is shown, so that the answer can say there are more.
fn close_hits(c: &Connection, kind: SearchKind, typed: &str, typed_words: &[String]) -> Result<Vec<Hit>> {
    let (kind, wanted) = (row_kind(kind), SHOWN + 1);
    let mut hits: Vec<Hit> = Vec::with_capacity(wanted);
    let limit = u32::try_from(2 * wanted).unwrap_or(u32::MAX);
    for closeness in [Closeness::Exact, Closeness::Beginning, Closeness::Part] {
        if hits.len() >= wanted {
            break;
        }
        let known: Vec<i64> = hits.iter().map(|hit| hit.n).collect();
        let found = match closeness {
            Closeness::Exact => words::find(c, kind, typed_words, Meeting::Whole, limit)?,
            // Every parcel's number may begin alike: the trigrams find the newest of them without walking all.
            Closeness::Beginning if typed_words.iter().any(|word| is_long_number(word)) => Vec::new(),
            // Every e-mail's host ends alike, and what was typed of an e-mail stands in it as it was typed.
            Closeness::Beginning if typed.split_whitespace().any(is_part_of_email) => Vec::new(),
            Closeness::Beginning => words::find(c, kind, typed_words, Meeting::Beginning, limit)?,
            Closeness::Part | Closeness::Near => search::find(c, kind, typed, &known, limit)?,
        };
        hits.extend(found.into_iter().filter(|n| !known.contains(n)).map(|n| Hit { n, closeness }));
    }
    hits.truncate(wanted);
    Ok(hits)
}

/// Longer than the beginnings that are indexed by themselves.
fn is_long_number(word: &str) -> bool {
    word.len() > 3 && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Long enough for the trigrams.
fn is_part_of_email(word: &str) -> bool {
    word.contains('@') && word.chars().count() >= 3
}

/// For each typed word the words of the mirror it may have been meant for; none when some word has no such meaning.
fn near_words(c: &Connection, typed_words: &[String]) -> Result<Vec<Vec<String>>> {
    let mut meanings = Vec::new();
    for typed in typed_words {
        let most = tolerance(typed);
        let mut meant = vec![typed.clone()];
        let is_word = typed.chars().all(char::is_alphabetic);
        if let (Some(letter), 1.., true) = (typed.chars().next(), most, is_word) {
            // The first letter is seldom wrong; a number is never guessed.
            let known = words::beginning_with(c, letter)?;
            meant.extend(known.into_iter().filter(|word| word != typed && is_near(typed, word, most)).take(MOST_NEAR));
        }
        meanings.push(meant);
    }
    Ok(meanings)
}

/// One word is replaced at a time: two slips in two words are not guessed.
fn add_near(c: &Connection, kind: SearchKind, meanings: &[Vec<String>], hits: &mut Vec<Hit>) -> Result<()> {
    let limit = u32::try_from(SHOWN + 1).unwrap_or(u32::MAX);
    for (at, meant) in meanings.iter().enumerate() {
        for word in meant.iter().skip(1) {
            let mut words: Vec<String> = meanings.iter().filter_map(|meant| meant.first().cloned()).collect();
            words[at].clone_from(word);
            for n in words::find(c, row_kind(kind), &words, Meeting::Beginning, limit)? {
                if hits.len() <= SHOWN && !hits.iter().any(|hit| hit.n == n) {
                    hits.push(Hit { n, closeness: Closeness::Near });
                }
            }
        }
    }
    Ok(())
}

fn group(c: &Connection, kind: SearchKind, hits: &[Hit]) -> Result<Option<SearchGroupView>> {
    let mut shown = Vec::with_capacity(SHOWN);
    for hit in hits.iter().take(SHOWN) {
        shown.extend(hit_view(c, kind, *hit)?);
    }
    Ok((!shown.is_empty()).then_some(SearchGroupView { kind, hits: shown, more: hits.len() > SHOWN }))
}

fn hit_view(c: &Connection, kind: SearchKind, hit: Hit) -> Result<Option<SearchHitView>> {
    let closeness = hit.closeness;
    Ok(match kind {
        SearchKind::Order => orders::by_n(c, hit.n)?.map(|order| SearchHitView {
            id: order.id,
            title: order.number.unwrap_or_default(),
            detail: order.customer,
            mark: Some(order.status).filter(|status| !status.is_empty()),
            city: Some(order.city).filter(|city| !city.is_empty()),
            at: order.placed_at.map(|at| at.to_string()),
            closeness,
        }),
        SearchKind::Shipment => shipments::by_n(c, hit.n)?.map(|found| SearchHitView {
            id: found.shipment.id,
            title: found.shipment.tracking_number.unwrap_or_default(),
            detail: found.customer,
            mark: found.shipment.carrier,
            city: None,
            at: found.shipment.made_at.map(|at| at.to_string()),
            closeness,
        }),
        SearchKind::Customer => customers::by_n(c, hit.n)?.map(|customer| SearchHitView {
            title: customer.name(),
            detail: customer.email.unwrap_or_default(),
            id: customer.id,
            mark: None,
            city: None,
            at: None,
            closeness,
        }),
        SearchKind::Product => products::by_n(c, hit.n)?.map(|product| SearchHitView {
            id: product.id,
            title: product.name,
            detail: product.sku.unwrap_or_default(),
            mark: None,
            city: None,
            at: None,
            closeness,
        }),
    })
}
