//! The API over HTTP: one file a resource, `front` for what every request passes, `envelope` for how refusals look.
//! Routes read the world and write JSON; what may be written is decided in `world`.

mod addresses;
mod assemblies;
mod authentication;
mod clients;
mod consumers;
pub mod envelope;
mod front;
pub mod fulfillments;
mod logs;
mod mischief;
mod okc_products;
mod order_lines;
mod order_writes;
mod orders;
mod packaging;
mod page;
mod product_lines;
mod products;
mod query;
pub mod rate;
mod statuses;

use axum::Json;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::StatusCode;
use http::request::Parts;
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Practice;
use crate::deed::Write;
use crate::rules::WorldRules;
use crate::world::refusal::Refusal;
use crate::world::{Touched, World};

/// Everything, behind the front.
pub fn router(practice: Practice) -> Router {
    let api = api(practice.clone());
    Router::new().fallback(front::answer).with_state(front::Front { practice, api })
}

fn api(practice: Practice) -> Router {
    Router::new()
        .route("/v2/authentication/token", post(authentication::token))
        .route("/v2/authentication/refresh-token", post(authentication::refresh))
        .route("/v2/authentication/forgot-password", post(authentication::forgot))
        .route("/v2/authentication/reset-password", post(authentication::reset))
        .route("/v2/authentication/user", get(authentication::user))
        .route("/v2/clients", get(clients::list))
        .route("/v2/clients/{id}", get(clients::one))
        .route("/v2/products", get(products::list))
        .route("/v2/products/count", get(products::count))
        .route("/v2/products/{id}", get(products::one))
        .route("/v2/okc-products", get(okc_products::list))
        .route("/v2/okc-products/count", get(okc_products::count))
        .route("/v2/okc-products/{id}", get(okc_products::one))
        .route("/v2/assemblies", get(assemblies::list))
        .route("/v2/assemblies/count", get(assemblies::count))
        .route("/v2/assemblies/{id}", get(assemblies::one))
        .route("/v2/product-lines", get(product_lines::list))
        .route("/v2/product-lines/count", get(product_lines::count))
        .route("/v2/product-lines/{id}", get(product_lines::one))
        .route("/v2/product-lines/{id}/packaging-asset-groups", get(product_lines::packaging))
        .route("/v2/packaging-asset-groups", get(packaging::list))
        .route("/v2/packaging-asset-groups/count", get(packaging::count))
        .route("/v2/packaging-asset-groups/{id}", get(packaging::one))
        .route("/v2/consumers", get(consumers::list).post(consumers::create))
        .route("/v2/consumers/count", get(consumers::count))
        .route("/v2/consumers/{id}", get(consumers::one).put(consumers::update).delete(consumers::delete))
        .route("/v2/consumers/{id}/addresses", get(addresses::list).post(addresses::create))
        .route("/v2/consumers/{id}/addresses/count", get(addresses::count))
        .route(
            "/v2/consumers/{id}/addresses/{address}",
            get(addresses::one).put(addresses::update).delete(addresses::delete),
        )
        .route("/v2/orders", get(orders::list).post(order_writes::create))
        .route("/v2/orders/count", get(orders::count))
        .route("/v2/orders/by-client-order-id/{key}", get(orders::by_key))
        .route("/v2/orders/{id}", get(orders::one).put(order_writes::update).delete(order_writes::delete))
        .route("/v2/orders/{id}/fulfillments", get(fulfillments::of_order))
        .route("/v2/order-lines/{id}", get(order_lines::one))
        .route("/v2/order-transaction-logs", get(logs::list))
        .route("/v2/order-transaction-logs/{id}", get(logs::one))
        .route("/v2/statuses", get(statuses::list))
        .route("/v2/fulfillments", get(fulfillments::list))
        .route("/v2/fulfillments/count", get(fulfillments::count))
        .route("/v2/fulfillments/{id}", get(fulfillments::one))
        .route("/v2/fulfillments/{id}/label", get(fulfillments::label))
        .fallback(|asked: Asked| async move { asked.refuse(&Refusal::not_found()) })
        .method_not_allowed_fallback(
            |asked: Asked| async move { asked.refuse(&Refusal::says(405, "Method Not Allowed")) },
        )
        .with_state(practice)
}

/// What every handler gets: the world, its rules, and the raw query.
pub struct Asked {
    pub practice: Practice,
    pub rules: WorldRules,
    pub query: String,
    pub path: String,
}

impl FromRequestParts<Practice> for Asked {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, practice: &Practice) -> Result<Self, Self::Rejection> {
        Ok(Self {
            practice: practice.clone(),
            rules: practice.rules(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            path: parts.uri.path().to_owned(),
        })
    }
}

/// An answer, or why not.
pub type Answer = Result<Value, Refusal>;

impl Asked {
    /// 200 with what `read` finds in the world as it stands now.
    pub fn read(&self, read: impl FnOnce(&World, Timestamp) -> Answer) -> Response {
        self.reply(StatusCode::OK, self.practice.look(read))
    }

    /// Does a write and shows what came of it; 204 without a body when there is nothing to show.
    pub fn write(
        &self,
        status: StatusCode,
        write: Write,
        show: impl FnOnce(&World, Touched, Timestamp) -> Value,
    ) -> Response {
        let done = self.practice.look_mut(|world, now| {
            let touched = world.write(write, now)?;
            Ok(show(world, touched, now))
        });
        if status == StatusCode::NO_CONTENT && done.is_ok() {
            return status.into_response();
        }
        self.reply(status, done)
    }

    pub fn reply(&self, status: StatusCode, answer: Answer) -> Response {
        match answer {
            Ok(body) => (status, Json(body)).into_response(),
            Err(refusal) => self.refuse(&refusal),
        }
    }

    pub fn refuse(&self, refusal: &Refusal) -> Response {
        envelope::response(&self.rules, refusal)
    }
}

/// Reads a JSON body as the vendor does: 400 when it is no JSON at all.
///
/// # Errors
/// The refusal for an unreadable body.
pub fn body_of(bytes: &[u8]) -> Result<Value, Refusal> {
    serde_json::from_slice(bytes).map_err(|_| Refusal::says(400, "Bad Request: the body is not valid JSON"))
}

/// An id in a path; anything that is no UUID names nothing here.
///
/// # Errors
/// 404.
pub fn id_of(text: &str) -> Result<Uuid, Refusal> {
    Uuid::try_parse(text).map_err(|_| Refusal::not_found())
}

pub fn count(n: usize) -> Value {
    json!({ "count": n })
}
