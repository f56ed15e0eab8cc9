//! What the server's answers prove about one key of ours.

use desk::error::Code;
use desk::orders::key::OrderKey;
use desk::orders::next_step::{Look, Reply};
use desk::orders::reply::{read_look, read_reply};
use okcapsule::error::{Error, ServerText, SignedOut, read_refusal};
use okcapsule::model::Order;
use okcapsule::transport::{Step, TransportError};

fn key() -> OrderKey {
    OrderKey::parse("0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071").expect("a key")
}

fn order(json: &str) -> Order {
    serde_json::from_str(json).expect("an order")
}

fn refused(status: u16, body: &str) -> Error {
    Error::Refused(read_refusal(status, "Unprocessable Entity", body.as_bytes(), &[]))
}

#[test]
fn only_an_order_that_is_not_another_settles_ours() {
    let ours = order(r#"{"id":"a1","name":"OR-1","client_custom_order_id":"0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071"}"#);
    let plain = order(r#"{"id":"a1","status":"Pending"}"#);
    let other = order(r#"{"id":"a1","client_custom_order_id":"somebody-elses"}"#);
    assert!(
        matches!(read_reply(key(), Ok(ours.clone())), Reply::Placed(placed) if placed.number.as_deref() == Some("OR-1"))
    );
    assert!(matches!(read_reply(key(), Ok(plain.clone())), Reply::Placed(placed) if placed.id == "a1"));
    assert_eq!(read_reply(key(), Ok(other.clone())), Reply::Unknown(Code::Unreadable));
    assert!(matches!(read_look(key(), Ok(ours)), Look::Found(_)));
    assert!(matches!(read_look(key(), Ok(plain)), Look::Found(_)));
    assert_eq!(read_look(key(), Ok(other)), Look::NoAnswer(Code::Unreadable));
}

#[test]
fn an_answer_that_says_nothing_leaves_the_outcome_unknown() {
    let lost = || TransportError::lost("cut");
    let unknown = [
        Error::TimedOut(TransportError::TimedOut),
        Error::Lost(lost()),
        Error::ServerFault { status: 502, wait: None, said: ServerText::default() },
        Error::Unreadable { status: 201, what: "html", said: ServerText::default(), cause: None },
        // A gateway's own 422: it may stand in for an answer of a server that acted.
        refused(422, r#"{"message":"Blocked"}"#),
        Error::Forbidden(read_refusal(403, "Forbidden", b"<html>blocked</html>", &[])),
    ];
    for error in unknown {
        let told = error.to_string();
        assert!(matches!(read_reply(key(), Err(error.clone())), Reply::Unknown(_)), "{told}");
        assert!(matches!(read_look(key(), Err(error)), Look::NoAnswer(_)), "{told}");
    }
}

#[test]
fn what_never_left_is_told_apart_from_what_was_turned_away() {
    let offline = Error::Offline(TransportError::not_sent(Step::Dns, "no such host"));
    assert_eq!(read_reply(key(), Err(offline)), Reply::NotSent(Code::Offline));
    assert_eq!(read_reply(key(), Err(Error::SignedOut(SignedOut::NoToken))), Reply::NotSent(Code::SignedOut));
    assert_eq!(
        read_reply(key(), Err(Error::SignedOut(SignedOut::TokenRefused { generation: 3 }))),
        Reply::Unauthorized
    );
    let wait = std::time::Duration::from_secs(9);
    assert_eq!(read_reply(key(), Err(Error::Busy { wait, asked: true })), Reply::TooMany { wait });
}

#[test]
fn a_listed_field_error_is_told_at_our_field_and_anything_else_stays_open() {
    let known = r#"{"statusCode":422,"error":"Unprocessable Entity","message":"Validation failed","details":[{"field":"shipping_address.city","message":"City must be less than 50 characters"}]}"#;
    let Reply::FieldRefusal(told) = read_reply(key(), Err(refused(422, known))) else {
        panic!("a field error of the list")
    };
    assert_eq!((told.problems[0].path.as_str(), told.problems[0].rule.as_str()), ("address.city", "too_long"));
    let deep = r#"{"message":"Validation failed","errors":[{"message":"\"client_product_id\" must be a valid GUID","type":"string.guid"}]}"#;
    let Reply::FieldRefusal(told) = read_reply(key(), Err(refused(422, deep))) else {
        panic!("a field error of the list")
    };
    assert_eq!(told.problems[0].path, "lines");
    for unknown in
        ["Duplicate order", "Province is not valid for country", "\"client_custom_order_id\" must be a valid GUID"]
    {
        let body = serde_json::json!({ "error": { "message": unknown } }).to_string();
        assert!(matches!(read_reply(key(), Err(refused(422, &body))), Reply::OtherRefusal(_)), "{unknown}");
    }
}

#[test]
fn not_found_counts_only_in_the_apis_own_envelope() {
    let api = read_refusal(
        404,
        "Not Found",
        br#"{"error":{"errorCode":"RESOURCE_NOT_FOUND","message":"The requested resource was not found"}}"#,
        &[],
    );
    assert_eq!(read_look(key(), Err(Error::NotFound(api))), Look::NotFound { counts: false });
    let page = read_refusal(404, "Not Found", b"<html>404</html>", &[]);
    assert_eq!(read_look(key(), Err(Error::NotFound(page))), Look::NoAnswer(Code::NotFound));
}
