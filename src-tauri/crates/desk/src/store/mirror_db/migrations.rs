//! The one list of what was ever done to `mirror.db`. A new table or column adds a line at the end; its SQL lives in the table's file.

use super::{
    brands, customer_list, customers, likely_twins, masters, order_list, orders, packaging, packs, passes, products,
    rate, search, shipment_facts, shipment_list, shipments, statuses, words,
};
use crate::store::migrate::Step;

/// Append only: the version of a file is the number of steps it has seen.
pub const STEPS: &[Step] = &[
    Step { name: "passes", sql: passes::CREATE },
    Step { name: "products", sql: products::CREATE },
    Step { name: "packs", sql: packs::CREATE },
    Step { name: "brands", sql: brands::CREATE },
    Step { name: "packaging", sql: packaging::CREATE },
    Step { name: "customers", sql: customers::CREATE },
    Step { name: "orders", sql: orders::CREATE },
    Step { name: "shipments", sql: shipments::CREATE },
    Step { name: "statuses", sql: statuses::CREATE },
    Step { name: "rate", sql: rate::CREATE },
    Step { name: "search", sql: search::CREATE },
    Step { name: "words", sql: words::CREATE },
    Step { name: "search by kind", sql: search::BY_KIND },
    Step { name: "words by kind", sql: words::BY_KIND },
    Step { name: "orders sorted", sql: order_list::INDEX },
    Step { name: "masters", sql: masters::CREATE },
    Step { name: "orders by your number", sql: likely_twins::INDEX },
    Step { name: "shipments by delivery", sql: shipment_facts::INDEX },
    Step { name: "orders sorted in their views", sql: order_list::COVERING },
    Step { name: "shipments sorted", sql: shipment_list::INDEX },
    Step { name: "customers sorted", sql: customer_list::INDEX },
];
