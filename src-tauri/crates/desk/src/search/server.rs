//! While the mirror is still filling, names and order numbers also ask the server; what it answers is kept and found like the rest.

use okcapsule::model::{Consumer, Order};
use okcapsule::page::{PageQuery, term};

use crate::error::Result;
use crate::mirror::{Reading, keep_customers, keep_order};
use crate::store::mirror_db::search::fold;

/// The most records one question brings.
const MOST: u32 = 20;

/// Asks for an order of this number, or for customers of this last name or e-mail. Gives how many of the answers really match:
/// a server may ignore what it is asked for (BEHAVIOUR §4).
pub async fn ask_server_too(reading: &Reading, typed: &str) -> Result<u32> {
    let typed = typed.trim();
    if typed.chars().count() < 3 {
        return Ok(0);
    }
    let wanted = fold(typed);
    let is_it = |text: Option<&str>| text.is_some_and(|text| fold(text) == wanted);
    if typed.chars().any(|letter| letter.is_ascii_digit()) && !typed.contains('@') {
        let found = reading.client.list::<Order>(&PageQuery::new().limit(MOST).q(term("name", typed))).await?;
        let matching: Vec<Order> = found.items.into_iter().filter(|order| is_it(order.name.as_deref())).collect();
        let count = matching.len();
        for order in matching {
            keep_order(reading, order).await?;
        }
        return Ok(u32::try_from(count).unwrap_or(u32::MAX));
    }
    let (field, value) =
        if typed.contains('@') { ("email", typed) } else { ("last_name", typed.rsplit(' ').next().unwrap_or(typed)) };
    let last = fold(value);
    let found = reading.client.list::<Consumer>(&PageQuery::new().limit(MOST).q(term(field, value))).await?;
    let matching: Vec<Consumer> = found
        .items
        .into_iter()
        .filter(|consumer| {
            is_it(consumer.email.as_deref()) || consumer.last_name.as_deref().is_some_and(|name| fold(name) == last)
        })
        .collect();
    let count = u32::try_from(matching.len()).unwrap_or(u32::MAX);
    keep_customers(reading, matching).await?;
    Ok(count)
}
