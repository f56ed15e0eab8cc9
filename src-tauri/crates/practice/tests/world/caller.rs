//! Calls a practice world in process, signed in, and reads its JSON. No claims of its own.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::response::Response;
use bytes::Bytes;
use http::{Method, Request, StatusCode, header};
use jiff::Timestamp;
use practice::{Kind, Practice, PracticeConfig};
use serde_json::{Value, json};
use tower::ServiceExt;

/// A Tuesday noon in Los Angeles, summer time.
pub const NOON: &str = "2026-06-02T19:00:00Z";

pub struct Caller {
    pub practice: Practice,
    pub router: Router,
    pub token: String,
}

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a time in the test")
}

pub fn world(orders: usize) -> Practice {
    world_born(orders, at(NOON))
}

pub fn world_born(orders: usize, born: Timestamp) -> Practice {
    Practice::open(PracticeConfig { seed: 7, orders, born, now: born, deeds: Vec::new() })
}

impl Caller {
    pub async fn of(practice: Practice) -> Self {
        let mut caller = Self { router: practice.router(), practice, token: String::new() };
        caller.sign_in().await;
        caller
    }

    pub async fn new(orders: usize) -> Self {
        Self::of(world(orders)).await
    }

    pub async fn sign_in(&mut self) {
        let (email, password) = self.practice.sign_in_pair();
        let body = json!({ "email": email, "password": password });
        let (status, answer) = self.json(Method::POST, "/v2/authentication/token", Some(body)).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        self.token = answer["access_token"].as_str().expect("a token").to_owned();
    }

    /// The raw answer.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Response {
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "na1-prod.okcapsule.app")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json")
            .body(body)
            .expect("a request");
        self.router.clone().oneshot(request).await.expect("routers do not fail")
    }

    pub async fn json(&self, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let response = self.send(method, path, body).await;
        let status = response.status();
        let bytes = bytes_of(response).await;
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    /// A GET that must succeed.
    pub async fn get(&self, path: &str) -> Value {
        let (status, answer) = self.json(Method::GET, path, None).await;
        assert_eq!(status, StatusCode::OK, "{path}: {answer}");
        answer
    }

    /// A POST of an order that must succeed; answers the order.
    pub async fn order(&self, body: Value) -> Value {
        let (status, answer) = self.json(Method::POST, "/v2/orders", Some(body)).await;
        assert_eq!(status, StatusCode::CREATED, "{answer}");
        answer["order"].clone()
    }

    /// The status of an order now.
    pub async fn status(&self, order: &Value) -> String {
        let path = format!("/v2/orders/{}", order["id"].as_str().expect("an id"));
        self.get(&path).await["order"]["status"].as_str().expect("a status").to_owned()
    }

    pub fn product(&self, place: u32) -> String {
        self.practice.id(Kind::Product, place).to_string()
    }

    /// An order nothing is wrong with, without keys.
    pub fn good_order(&self) -> Value {
        json!({
            "consumer": { "first_name": "Ada", "last_name": "Brook", "email": "ada@shop.example" },
            "shipping_address": {
                "address1": "12 Harbor Way",
                "city": "Portland",
                "province_name": "Oregon",
                "country_name": "United States",
                "postal_code": "97201",
            },
            "order_lines": [{
                "duration": 30,
                "pouches": [{
                    "time_of_administration": "Morning",
                    "contents": [{ "client_product_id": self.product(0), "serving_size": 1 }],
                }],
            }],
        })
    }

    pub fn keyed_order(&self, key: &str) -> Value {
        let mut order = self.good_order();
        order["client_custom_order_id"] = json!(key);
        order
    }

    /// Storage, as a browser would ask it: without a bearer.
    pub async fn fetch(&self, url: &str) -> Response {
        let url = url::Url::parse(url).expect("a link");
        let request = Request::builder()
            .uri(&url[url::Position::BeforePath..url::Position::AfterQuery])
            .header(header::HOST, &url[url::Position::BeforeHost..url::Position::AfterPort])
            .body(Body::empty())
            .expect("a request");
        self.router.clone().oneshot(request).await.expect("routers do not fail")
    }
}

pub async fn bytes_of(response: Response) -> Bytes {
    to_bytes(response.into_body(), usize::MAX).await.expect("a whole body")
}

pub async fn text_of(response: Response) -> String {
    String::from_utf8_lossy(&bytes_of(response).await).into_owned()
}
