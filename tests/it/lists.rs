//! Lists on the mirror: filters, sorting, windows, saved views, and one customer.

use desk::catalog::view::{CatalogPart, CatalogQuery};
use desk::customers::view::{CustomerSort, CustomerSortBy, CustomersQuery};
use desk::customers::{get_customer, list_customers};
use desk::error::Code;
use desk::lists::view::{PickedList, SaveViewForm};
use desk::lists::{delete_view, list_views, save_view};
use desk::mirror;
use desk::orders::list_orders;
use desk::orders::view::{OrderFilters, OrderRowView, OrderSort, OrderSortBy, OrdersQuery, OrdersView};
use desk::store::{DeskDb, MirrorDb};
use jiff::Timestamp;
use proptest::prelude::*;

use crate::world::{World, key, owner};

fn query(view: OrdersView) -> OrdersQuery {
    OrdersQuery {
        view,
        text: String::new(),
        filters: OrderFilters::default(),
        sort: OrderSort::default(),
        offset: 0,
        limit: 500,
    }
}

fn rows(mirror: &MirrorDb, query: &OrdersQuery, now: Timestamp) -> Vec<OrderRowView> {
    list_orders(mirror, query, now).expect("a list").rows
}

async fn filled(orders: usize) -> World {
    let world = World::of(orders).await;
    mirror::refresh_catalog(&world.reading).await.expect("the catalog");
    mirror::refresh_customers(&world.reading).await.expect("customers");
    mirror::refresh_orders(&world.reading).await.expect("orders");
    world
}

#[tokio::test(start_paused = true)]
async fn the_counts_of_every_view_agree_with_what_it_lists() {
    let world = filled(300).await;
    let filters = [
        OrderFilters::default(),
        OrderFilters { statuses: vec!["On Hold".to_owned(), "Shipped".to_owned()], ..OrderFilters::default() },
        OrderFilters { placed_from: Some("2026-04-01T00:00:00Z".to_owned()), ..OrderFilters::default() },
    ];
    for filters in filters {
        let asked = OrdersQuery { filters, ..query(OrdersView::All) };
        let page = list_orders(&world.reading.mirror, &asked, world.now()).expect("a list");
        for counted in &page.counts {
            let listed = rows(&world.reading.mirror, &OrdersQuery { view: counted.view, ..asked.clone() }, world.now());
            assert_eq!(usize::try_from(counted.count).expect("few"), listed.len(), "{counted:?}");
        }
        assert!(page.counts.iter().any(|counted| counted.count > 0));
    }
}

#[tokio::test(start_paused = true)]
async fn filters_narrow_to_exactly_what_they_name() {
    let world = filled(200).await;
    let all = rows(&world.reading.mirror, &query(OrdersView::All), world.now());
    assert_eq!(all.len(), 200);
    let catalog = desk::catalog::get_catalog(&world.reading.mirror).expect("a catalog");
    let product = catalog.products.iter().find(|product| product.active).expect("an active product");
    let middle = all[100].placed_at.clone().expect("a date");
    type Fits<'a> = &'a dyn Fn(&OrderRowView) -> bool;
    let cases: [(OrderFilters, Fits<'_>); 4] = [
        (OrderFilters { statuses: vec!["Delivered".to_owned()], ..OrderFilters::default() }, &|row| {
            row.status_text == "Delivered"
        }),
        (OrderFilters { product_id: Some(product.id.clone()), ..OrderFilters::default() }, &|row| {
            row.contents.contains(&product.name)
        }),
        (OrderFilters { placed_from: Some(middle.clone()), ..OrderFilters::default() }, &|row| {
            row.placed_at.as_ref().is_some_and(|at| moment(at) >= moment(&middle))
        }),
        (OrderFilters { placed_until: Some(middle.clone()), ..OrderFilters::default() }, &|row| {
            row.placed_at.as_ref().is_some_and(|at| moment(at) < moment(&middle))
        }),
    ];
    for (filters, belongs) in cases {
        let found = rows(
            &world.reading.mirror,
            &OrdersQuery { filters: filters.clone(), ..query(OrdersView::All) },
            world.now(),
        );
        let expected: Vec<_> = all.iter().filter(|row| belongs(row)).cloned().collect();
        assert!(!expected.is_empty() && expected.len() < all.len(), "{filters:?} tells nothing");
        assert_eq!(found, expected, "{filters:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_last_days_are_counted_from_the_day_one_looks() {
    let world = filled(200).await;
    let (mirror, now) = (&world.reading.mirror, world.now());
    let lately = |days, now| {
        let filters = OrderFilters { placed_within_days: Some(days), ..OrderFilters::default() };
        rows(mirror, &OrdersQuery { filters, ..query(OrdersView::All) }, now)
    };
    let month = lately(30, now);
    let oldest = month.last().and_then(|row| row.placed_at.as_deref()).map(moment).expect("orders of this month");
    let newest = month.first().and_then(|row| row.placed_at.as_deref()).map(moment).expect("orders of this month");
    assert!(now.duration_since(oldest) < jiff::SignedDuration::from_hours(30 * 24 + 1), "{oldest}");
    assert!(month.len() < 200, "an older order is out");
    let later = newest.checked_add(jiff::SignedDuration::from_hours(33 * 24)).expect("a date");
    assert_eq!(lately(30, later), [], "the same view, looked at a month later");
    assert_eq!(lately(u32::MAX, now).len(), 200);
}

#[tokio::test(start_paused = true)]
async fn a_view_of_the_catalog_counts_what_the_catalog_shows() {
    let world = filled(1).await;
    let (mirror, now) = (&world.reading.mirror, world.now());
    let catalog = desk::catalog::get_catalog(mirror).expect("a catalog");
    let store = DeskDb::in_memory(owner()).expect("memory");
    let brand = catalog.products[0].brand_id.clone();
    let word: String = catalog.products[0].name.chars().take(4).collect::<String>().to_uppercase();
    let like = |name: &str| name.to_uppercase().contains(&word);
    let in_brand = |of: &Option<String>| brand.is_none() || *of == brand;
    for (part, text, brand_id, expected) in [
        (CatalogPart::Products, "", None, catalog.products.len()),
        (CatalogPart::Packs, "", None, catalog.packs.len()),
        (CatalogPart::Products, &*word, None, catalog.products.iter().filter(|row| like(&row.name)).count()),
        (
            CatalogPart::Products,
            "",
            brand.clone(),
            catalog.products.iter().filter(|row| in_brand(&row.brand_id)).count(),
        ),
        (CatalogPart::Packs, "no such pack", None, 0),
    ] {
        let query =
            CatalogQuery { part, text: text.to_owned(), brand_id, sort_by: "name".to_owned(), descending: false };
        let list = PickedList::Catalog { query, columns: Vec::new() };
        let form = SaveViewForm { id: None, name: format!("{part:?} {text} {expected}"), list: list.clone() };
        let saved = save_view(&store, &key(), mirror, form, now).expect("saved");
        assert_eq!((usize::try_from(saved.count).expect("few"), saved.list), (expected, list));
    }
    assert_eq!(list_views(&store, &key(), mirror, now).expect("views").len(), 5);
}

fn moment(text: &str) -> Timestamp {
    text.parse().expect("a timestamp")
}

#[tokio::test(start_paused = true)]
async fn windows_of_a_sorted_list_join_without_gap_or_double() {
    let world = filled(130).await;
    let mirror = &world.reading.mirror;
    for by in [
        OrderSortBy::Placed,
        OrderSortBy::Updated,
        OrderSortBy::Number,
        OrderSortBy::Customer,
        OrderSortBy::City,
        OrderSortBy::Status,
        OrderSortBy::YourNumber,
        OrderSortBy::Days,
    ] {
        for descending in [false, true] {
            let asked = OrdersQuery { sort: OrderSort { by, descending }, ..query(OrdersView::All) };
            let whole = rows(mirror, &asked, world.now());
            let mut joined = Vec::new();
            for offset in (0..130).step_by(37) {
                joined.extend(rows(mirror, &OrdersQuery { offset, limit: 37, ..asked.clone() }, world.now()));
            }
            assert_eq!(whole, joined, "{by:?}");
            let is_sorted = match by {
                OrderSortBy::Customer => whole.is_sorted_by_key(|row| row.customer.to_ascii_lowercase()),
                OrderSortBy::City => whole.is_sorted_by_key(|row| row.city.to_ascii_lowercase()),
                OrderSortBy::Status => whole.is_sorted_by_key(|row| row.status_text.clone()),
                OrderSortBy::Number => whole.is_sorted_by_key(|row| (row.number.len(), row.number.clone())),
                _ => continue,
            };
            assert!(is_sorted != descending, "{by:?}, descending: {descending}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_customer_shows_their_orders_and_where_they_went() {
    let world = filled(200).await;
    let mirror = &world.reading.mirror;
    let asked = CustomersQuery {
        text: String::new(),
        sort: CustomerSort { by: CustomerSortBy::LastOrder, descending: true },
        offset: 0,
        limit: 500,
    };
    let page = list_customers(mirror, &asked).expect("a list");
    assert_eq!(usize::try_from(page.total).expect("few"), page.rows.len());
    let newest = rows(mirror, &query(OrdersView::All), world.now());
    assert_eq!(page.rows[0].last_order_id.as_deref(), Some(newest[0].id.as_str()));
    let orders: u32 = page.rows.iter().map(|row| row.orders).sum();
    assert_eq!(orders, 200, "every order is somebody's");

    let regular = page.rows.iter().max_by_key(|row| row.orders).expect("a customer");
    let customer = get_customer(mirror, &regular.id, world.now()).expect("they are there");
    assert_eq!((customer.name.as_str(), customer.order_count), (regular.name.as_str(), regular.orders));
    assert_eq!(usize::try_from(regular.orders).expect("few"), customer.orders.len());
    assert!(customer.orders.iter().all(|order| order.customer == customer.name));
    assert!(!customer.addresses.is_empty() && !customer.addresses[0].city.is_empty());
    assert_eq!(get_customer(mirror, "nobody", world.now()).expect_err("unknown").code, Code::NotFound);

    let by_name = CustomersQuery { text: regular.name.clone(), ..asked.clone() };
    assert!(list_customers(mirror, &by_name).expect("a list").rows.iter().any(|row| row.id == regular.id));
}

fn form(name: &str, view: OrdersView) -> SaveViewForm {
    let list = PickedList::Orders { query: query(view), columns: vec!["customer".to_owned()] };
    SaveViewForm { id: None, name: name.to_owned(), list }
}

#[tokio::test(start_paused = true)]
async fn a_saved_view_comes_back_with_what_it_picks_now() {
    let world = filled(120).await;
    let (mirror, now) = (&world.reading.mirror, world.now());
    let store = DeskDb::in_memory(owner()).expect("memory");
    let saved = save_view(&store, &key(), mirror, form(" Late ones ", OrdersView::OnHold), now).expect("saved");
    let held = rows(mirror, &query(OrdersView::OnHold), now).len();
    assert_eq!((saved.name.as_str(), usize::try_from(saved.count).expect("few")), ("Late ones", held));
    assert_eq!(list_views(&store, &key(), mirror, now).expect("views"), std::slice::from_ref(&saved));

    let changed = SaveViewForm { id: Some(saved.id.clone()), ..form("All of them", OrdersView::All) };
    assert_eq!(save_view(&store, &key(), mirror, changed, now).expect("saved over").count, 120);
    let another = save_view(&store, &key(), mirror, form("Late ones", OrdersView::OnHold), now).expect("free again");
    let names = || -> Vec<String> {
        list_views(&store, &key(), mirror, now).expect("views").into_iter().map(|view| view.name).collect()
    };
    assert_eq!(names(), ["All of them", "Late ones"]);
    delete_view(&store, &another.id).expect("deleted");
    delete_view(&store, &another.id).expect("nothing to delete is fine");
    assert_eq!(names(), ["All of them"]);
}

#[test]
fn a_view_needs_a_name_of_its_own_that_fits() {
    let (mirror, now) = (MirrorDb::in_memory(owner()).expect("memory"), Timestamp::now());
    let store = DeskDb::in_memory(owner()).expect("memory");
    save_view(&store, &key(), &mirror, form("Held", OrdersView::OnHold), now).expect("saved");
    for (name, rule) in [("  ", "required"), ("held", "taken"), (&*"x".repeat(61), "too_long")] {
        let error = save_view(&store, &key(), &mirror, form(name, OrdersView::All), now).expect_err("refused");
        assert_eq!((error.code, error.fields[0].rule.as_str()), (Code::Refused, rule), "{name}");
    }
}

#[test]
fn what_a_view_picks_lies_sealed_on_the_disk() {
    let (mirror, now) = (MirrorDb::in_memory(owner()).expect("memory"), Timestamp::now());
    let store = DeskDb::in_memory(owner()).expect("memory");
    let mut mine = form("Everything of Quillfeather", OrdersView::All);
    if let PickedList::Orders { query, .. } = &mut mine.list {
        query.text = "Quillfeather".to_owned();
    }
    save_view(&store, &key(), &mirror, mine, now).expect("saved");
    let lies = store.read(desk::store::desk_db::saved_views::all).expect("rows");
    assert_eq!(lies.len(), 1);
    assert!(!lies[0].1.windows(5).any(|bytes| bytes == b"Quill"));
    let other = desk::session::seal::Key::from_bytes(&[9; 32]).expect("32 bytes");
    assert!(list_views(&store, &other, &mirror, now).expect("no failure").is_empty(), "another key opens nothing");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_typed_into_a_filter_breaks_a_list(text in "\\PC{0,12}", id in "\\PC{0,12}", date in "\\PC{0,12}") {
        let mirror = MirrorDb::in_memory(owner()).expect("memory");
        let filters = OrderFilters {
            statuses: vec![id.clone()],
            customer_id: Some(id.clone()),
            product_id: Some(id),
            placed_from: Some(date.clone()),
            placed_until: Some(date),
            placed_within_days: None,
        };
        let asked = OrdersQuery { text: text.clone(), filters, ..query(OrdersView::All) };
        prop_assert_eq!(list_orders(&mirror, &asked, Timestamp::UNIX_EPOCH).expect("a list").total, 0);
        let customers = CustomersQuery { text, sort: CustomerSort::default(), offset: 0, limit: 9 };
        prop_assert_eq!(list_customers(&mirror, &customers).expect("a list").total, 0);
    }
}
