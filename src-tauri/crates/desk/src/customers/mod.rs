//! Whom one ships to: the list of customers, and one of them with addresses and orders. Read only, from this computer.

pub mod view;

use jiff::Timestamp;
use rusqlite::Connection;

use crate::error::{Code, Error, Result};
use crate::mirror;
use crate::orders::orders_of;
use crate::shipments::{address_of, parcels_of};
use crate::store::MirrorDb;
use crate::store::mirror_db::customer_list::{self, CustomerInList, CustomersFilter, CustomersSortedBy};
use crate::store::mirror_db::customers;
use crate::store::mirror_db::passes::List;
use crate::view::AddressView;
use view::{CustomerInListView, CustomerSortBy, CustomerView, CustomersPageView, CustomersQuery};

/// The most rows one answer carries.
const MOST_ROWS: u32 = 500;
/// Orders shown on a customer's page.
const MOST_ORDERS: u32 = 50;
/// Addresses shown on a customer's page.
const MOST_ADDRESSES: usize = 5;
/// Parcels shown on a customer's page.
const MOST_PARCELS: u32 = 10;

pub fn list_customers(mirror: &MirrorDb, query: &CustomersQuery) -> Result<CustomersPageView> {
    mirror.read(|c| {
        let filter = filter_of(query);
        let found = customer_list::page(c, &filter, query.offset, query.limit.min(MOST_ROWS))?;
        Ok(CustomersPageView {
            rows: found.into_iter().map(row_view).collect(),
            total: customer_list::count(c, &filter)?,
            freshness: mirror::freshness(c, List::Customers)?,
        })
    })
}

/// How many customers a query picks, whatever its window.
pub fn count_customers(c: &Connection, query: &CustomersQuery) -> Result<u32> {
    customer_list::count(c, &filter_of(query))
}

/// # Errors
/// `NotFound` when this computer has not seen them.
pub fn get_customer(mirror: &MirrorDb, id: &str, now: Timestamp) -> Result<CustomerView> {
    mirror.read(|c| {
        let customer = customers::get(c, id)?.ok_or_else(|| Error::new(Code::NotFound))?;
        let (orders, order_count) = orders_of(c, id, MOST_ORDERS, now)?;
        let mut addresses: Vec<AddressView> = Vec::new();
        for order in &orders {
            let address = address_of(c, &order.id)?.filter(|address| !address.address1.is_empty());
            addresses.extend(address.filter(|address| !addresses.contains(address)));
            if addresses.len() == MOST_ADDRESSES {
                break;
            }
        }
        Ok(CustomerView {
            name: customer.name(),
            id: customer.id,
            email: customer.email,
            phone: customer.phone,
            custom_id: customer.custom_id,
            addresses,
            orders,
            order_count,
            parcels: parcels_of(c, id, MOST_PARCELS, now)?,
            updated_at: customer.updated_at.map(|at| at.to_string()),
            freshness: mirror::oldest_freshness(c, &[List::Customers, List::Orders])?,
        })
    })
}

/// What a query picks and how it sorts; its window is left to the caller.
pub(crate) fn filter_of(query: &CustomersQuery) -> CustomersFilter {
    CustomersFilter {
        text: query.text.clone(),
        ids: Vec::new(),
        sorted: match query.sort.by {
            CustomerSortBy::Name => CustomersSortedBy::Name,
            CustomerSortBy::Email => CustomersSortedBy::Email,
            CustomerSortBy::LastOrder => CustomersSortedBy::LastOrder,
        },
        descending: query.sort.descending,
    }
}

fn row_view(found: CustomerInList) -> CustomerInListView {
    let (last_order_id, last_order_at, city) = match found.last_order {
        Some(last) => (Some(last.id), last.placed_at.map(|at| at.to_string()), Some(last.city)),
        None => (None, None, None),
    };
    CustomerInListView {
        name: found.customer.name(),
        id: found.customer.id,
        email: found.customer.email,
        phone: found.customer.phone,
        city: city.filter(|city| !city.is_empty()),
        orders: found.orders,
        last_order_id,
        last_order_at,
    }
}
