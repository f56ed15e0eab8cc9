//! One record of the server as one row of the mirror. Pure but for the row it saves; a label's link ends here.

use jiff::Timestamp;
use okcapsule::model::{
    Assembly, Consumer, Fulfillment, OkcProduct, Order, PackagingAssetGroup, Product, ProductLine, Status,
};
use serde::Serialize;

use crate::error::Result;
use crate::store::mirror_db::customers::CustomerRow;
use crate::store::mirror_db::orders::{ContentRef, OrderRow};
use crate::store::mirror_db::passes::{self, List};
use crate::store::mirror_db::{
    MirrorWrite, brands, customers, masters, orders, packaging, packs, products, shipments, statuses,
};

/// An order the server holds under a key of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenOrder {
    pub order_key: String,
    pub order_id: String,
    pub number: Option<String>,
    pub status: String,
}

/// When it was read, and in which pass of its list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub pass: i64,
    pub at: Timestamp,
}

pub(super) fn product(c: &MirrorWrite<'_>, product: &Product, seen: Seen) -> Result<()> {
    products::save(
        c,
        &products::ProductRow {
            id: product.id.to_string(),
            name: product.product_name.clone().or_else(|| product.name.clone()).unwrap_or_default(),
            active: product.active.unwrap_or(false),
            serving_size: product.serving_size,
            sku: product.client_sku.clone(),
            brand_id: product.product_line_id.as_ref().map(ToString::to_string),
            time_of_day: product.time_of_administration.as_ref().map(ToString::to_string),
            description: product.short_description.clone(),
            family: product.okc_product.as_ref().and_then(|okc| okc.product_family.clone()),
            kind: product.product_assembly_type.as_ref().map(ToString::to_string),
            packaging_id: product.packaging_asset_group_id.as_ref().map(ToString::to_string),
            updated_at: product.updated_at,
            seen_pass: seen.pass,
            json: as_json(product),
        },
    )
}

/// One that does not say is still made.
pub(super) fn master(c: &MirrorWrite<'_>, master: &OkcProduct, seen: Seen) -> Result<()> {
    masters::save(c, master.id.as_str(), master.active.unwrap_or(true), seen.pass)
}

pub(super) fn pack(c: &MirrorWrite<'_>, pack: &Assembly, seen: Seen) -> Result<()> {
    packs::save(
        c,
        &packs::PackRow {
            id: pack.id.to_string(),
            name: pack.product_name.clone().or_else(|| pack.name.clone()).unwrap_or_default(),
            active: pack.active.unwrap_or(false),
            brand_id: pack.product_line_id.as_ref().map(ToString::to_string),
            description: pack.pouch_description.clone().or_else(|| pack.short_description.clone()),
            packaging_id: pack.packaging_asset_group_id.as_ref().map(ToString::to_string),
            parts: pack
                .components
                .iter()
                .filter_map(|part| {
                    Some(packs::PackPartRow {
                        product_id: part.product_id.as_ref()?.to_string(),
                        servings: part.serving_size,
                        time_of_day: part.time_of_administration.as_ref().map(ToString::to_string),
                        active: part.active.unwrap_or(true),
                    })
                })
                .collect(),
            seen_pass: seen.pass,
            json: as_json(pack),
        },
    )
}

pub(super) fn brand(c: &MirrorWrite<'_>, brand: &ProductLine, seen: Seen) -> Result<()> {
    brands::save(
        c,
        &brands::BrandRow {
            id: brand.id.to_string(),
            name: brand.display_name.clone().or_else(|| brand.name.clone()).unwrap_or_default(),
            status: brand.status.as_ref().map(ToString::to_string),
            packaging_id: brand.default_packaging_asset_group_id.as_ref().map(ToString::to_string),
            seen_pass: seen.pass,
            json: as_json(brand),
        },
    )
}

/// Its pictures are signed for 900 s too (BEHAVIOUR §7): signed addresses are left out.
pub(super) fn packaging_group(c: &MirrorWrite<'_>, group: &PackagingAssetGroup, seen: Seen) -> Result<()> {
    packaging::save(
        c,
        &packaging::PackagingRow {
            id: group.id.to_string(),
            name: group.display_name.clone(),
            sku: group.sku.clone(),
            status: group.status.as_ref().map(ToString::to_string),
            seen_pass: seen.pass,
            json: as_json(group),
        },
    )
}

pub(super) fn customer(c: &MirrorWrite<'_>, consumer: &Consumer, seen: Seen) -> Result<()> {
    customers::save(c, &customer_row(consumer, seen.pass))
}

/// Keeps the order and what it says about its customer. Gives what to tell whoever waits for its key.
pub(super) fn order(c: &MirrorWrite<'_>, order: &Order, seen: Seen) -> Result<Option<SeenOrder>> {
    let contents = contents_of(order);
    let names = names_of(c, &contents)?;
    let address = order.shipping_address.clone().unwrap_or_default();
    let consumer = order.consumer.as_ref();
    let row = OrderRow {
        id: order.id.to_string(),
        number: order.name.clone(),
        status: order.status.as_ref().map(ToString::to_string).unwrap_or_default(),
        order_key: order.client_custom_order_id.clone(),
        your_number: order.source_client_order_id.clone(),
        customer_id: consumer.map(|consumer| consumer.id.to_string()).filter(|id| !id.is_empty()),
        customer: consumer
            .map(|consumer| customer_row(consumer, 0).name())
            .filter(|name| !name.is_empty())
            .or_else(|| address.addressee.clone())
            .unwrap_or_default(),
        email: order.email.clone().or_else(|| consumer.and_then(|consumer| consumer.email.clone())),
        phone: order.phone_number.clone().or_else(|| consumer.and_then(|consumer| consumer.phone_number.clone())),
        city: address.city.clone().unwrap_or_default(),
        province: address.province_code.clone().or_else(|| address.province_name.clone()),
        postal_code: address.postal_code.clone(),
        country: address.country_name.clone(),
        contents,
        days: order.order_lines.iter().find_map(|line| line.duration),
        placed_at: order.submission_date.or(order.created_at),
        updated_at: order.updated_at,
        read_at: seen.at,
        seen_pass: seen.pass,
    };
    orders::save(c, &row, &as_json(order), &names)?;
    if let Some(consumer) = consumer.filter(|consumer| !consumer.id.is_empty()) {
        let pass = passes::current(c, List::Customers)?;
        customers::save_seen_in_order(c, &customer_row(consumer, pass))?;
    }
    Ok(row.order_key.map(|order_key| SeenOrder { order_key, order_id: row.id, number: row.number, status: row.status }))
}

pub(super) fn shipment(c: &MirrorWrite<'_>, shipment: &Fulfillment, seen: Seen) -> Result<()> {
    let tracking = shipment.tracking_info.clone().unwrap_or_default();
    shipments::save(
        c,
        &shipments::ShipmentRow {
            id: shipment.id.to_string(),
            order_id: shipment.order_id.as_ref().map(ToString::to_string),
            customer_id: shipment.consumer_id.as_ref().map(ToString::to_string),
            status_id: shipment.status_id.as_ref().map(ToString::to_string),
            carrier: tracking.shipping_carrier,
            service: tracking.shipping_method,
            tracking_number: tracking.tracking_number,
            tracking_url: tracking.tracking_url,
            made_at: shipment.created_at,
            picked_up_at: shipment.pickup_date,
            delivery_at: shipment.delivery_date,
            weight: shipment.weight.as_ref().map(ToString::to_string),
            charge: shipment.shipping_net_charge.as_ref().map(ToString::to_string),
            charge_model: shipment.shipping_charge_model.clone(),
            so_id: shipment.shipment_order_id.clone(),
            so_number: shipment.shipment_order_number.clone(),
            line_names: shipment
                .order_lines
                .iter()
                .filter_map(|line| line.supplement_pack_name.clone().or_else(|| line.name.clone()))
                .collect(),
            label_ready: shipment.label_url.is_some(),
            updated_at: shipment.updated_at,
            first_seen_at: seen.at,
            read_at: seen.at,
            seen_pass: seen.pass,
            json: as_json(shipment),
        },
    )
}

pub(super) fn status_row(status: &Status) -> statuses::StatusRow {
    statuses::StatusRow {
        id: status.id.to_string(),
        name: status.name.clone().unwrap_or_default(),
        group: status.group.clone(),
    }
}

/// The order as the server last told it, from what [`order`] kept.
pub fn order_from_json(json: &str) -> Option<Order> {
    serde_json::from_str(json).ok()
}

fn customer_row(consumer: &Consumer, pass: i64) -> CustomerRow {
    CustomerRow {
        id: consumer.id.to_string(),
        first_name: consumer.first_name.clone().unwrap_or_default(),
        last_name: consumer.last_name.clone().unwrap_or_default(),
        email: consumer.email.clone(),
        phone: consumer.phone_number.clone(),
        custom_id: consumer.client_custom_consumer_id.clone(),
        updated_at: consumer.updated_at,
        seen_pass: pass,
        json: as_json(consumer),
    }
}

/// What the pouches hold, each thing once, in order.
fn contents_of(order: &Order) -> Vec<ContentRef> {
    let mut contents = Vec::new();
    for pouch in order.order_lines.iter().flat_map(|line| &line.pouches) {
        let pack = pouch.pack_id.iter().map(|id| ContentRef::Pack(id.to_string()));
        let loose = pouch
            .contents
            .iter()
            .filter_map(|content| content.client_product_id.as_ref())
            .map(|id| ContentRef::Product(id.to_string()));
        for content in pack.chain(loose) {
            if !contents.contains(&content) {
                contents.push(content);
            }
        }
    }
    contents
}

fn names_of(c: &MirrorWrite<'_>, contents: &[ContentRef]) -> Result<String> {
    let mut names = Vec::with_capacity(contents.len());
    for content in contents {
        names.extend(match content {
            ContentRef::Product(id) => products::name(c, id)?,
            ContentRef::Pack(id) => packs::name(c, id)?,
        });
    }
    Ok(names.join("\n"))
}

/// The record as JSON, without any signed address: the typed shipment never writes its label link out, and whatever else is signed for
/// minutes (pictures of packaging) would be a lie tomorrow.
fn as_json<T: Serialize>(record: &T) -> String {
    let Ok(json) = serde_json::to_string(record) else {
        return "{}".to_owned();
    };
    if !is_signed_link(&json) {
        return json;
    }
    let Ok(mut value) = serde_json::from_str(&json) else {
        return "{}".to_owned();
    };
    drop_signed_links(&mut value);
    value.to_string()
}

fn drop_signed_links(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) if is_signed_link(text) => *value = serde_json::Value::Null,
        serde_json::Value::Array(items) => items.iter_mut().for_each(drop_signed_links),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(drop_signed_links),
        _ => {}
    }
}

fn is_signed_link(text: &str) -> bool {
    // Most records hold no address at all.
    text.contains("://") && {
        let lower = text.to_ascii_lowercase();
        ["x-amz-signature=", "x-amz-credential=", "signature=", "awsaccesskeyid="]
            .iter()
            .any(|mark| lower.contains(mark))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_signed_link_survives_anywhere_in_a_record() {
        let mut value = serde_json::json!({
            "a": "https://okc-x.s3.amazonaws.com/k?X-Amz-Signature=ab&X-Amz-Date=1",
            "b": [{"c": "HTTPS://H/p?AWSAccessKeyId=1&Signature=2"}, "https://www.fedex.com/fedextrack/?trknbr=1"],
        });
        drop_signed_links(&mut value);
        assert_eq!(
            value,
            serde_json::json!({"a": null, "b": [{"c": null}, "https://www.fedex.com/fedextrack/?trknbr=1"]})
        );
    }

    #[test]
    fn a_fulfillment_is_kept_without_its_label_link() {
        let fulfillment: Fulfillment = serde_json::from_str(
            r#"{"id":"f-1","label_url":"https://okc-labels-bucket.s3.amazonaws.com/secret.pdf?X-Amz-Expires=900","weight":2.50,"unknown":1}"#,
        )
        .expect("a tolerant noun");
        assert!(fulfillment.label_url.is_some());
        let json = as_json(&fulfillment);
        assert!(!json.contains("secret.pdf") && !json.contains("label_url"), "{json}");
    }
}
