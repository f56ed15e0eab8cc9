//! What the server's answers prove about one key of ours.

use desk::error::Code;
use desk::orders::key::OrderKey;
use desk::orders::next_step::{Look, Reply};
use desk::orders::reply::{read_look, read_reply};
use okcapsule::error::{Error, ServerText, SignedOut, read_refusal};
use okcapsule::model::Order;
use okcapsule::transport::{Step, TransportError};
use serde_json::{Value, json};

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

/// Each documented message in each envelope it may come in; what the page makes of it is held by the same rows, in `draft-page.test.tsx`.
#[test]
fn every_documented_refusal_is_told_at_its_place_whatever_it_is_wrapped_in() {
    let rows: Value = serde_json::from_str(include_str!("../../fixtures/refusals.json")).expect("the rows");
    let rows = rows["rows"].as_array().expect("a list");
    assert!(rows.len() >= 26, "{} rows", rows.len());
    for row in rows {
        let (message, status) = (row["message"].as_str().expect("words"), row["status"].as_u64().expect("a number"));
        let issues = json!([{ "message": message, "type": "any.custom" }]);
        let wrapped = [
            json!({ "error": { "message": message } }),
            json!({ "message": "Validation failed", "errors": issues }),
            json!({ "error": { "message": "Validation failed", "errors": issues } }),
            json!({ "statusCode": status, "error": "Unprocessable Entity", "message": message }),
        ];
        for body in wrapped {
            let told = told_by(u16::try_from(status).expect("a status"), &body.to_string());
            let problem = told.problems.iter().find(|problem| !problem.rule.is_empty() && problem.rule != "refused");
            let place = problem.map(|problem| (problem.path.as_str(), problem.rule.as_str()));
            assert_eq!(place, row["path"].as_str().zip(row["rule"].as_str()), "{body}");
            if let Some(problem) = problem {
                assert_eq!(problem.said.as_deref(), row["said"].as_str(), "{body}");
            }
        }
    }
}

/// What is told of an answer with this body.
fn told_by(status: u16, body: &str) -> desk::orders::next_step::Refusal {
    let refusal = read_refusal(status, "Reason", body.as_bytes(), &[]);
    let error = match status {
        403 => Error::Forbidden(refusal),
        404 => Error::NotFound(refusal),
        _ => Error::Refused(refusal),
    };
    match read_reply(key(), Err(error)) {
        Reply::Forbidden(told) | Reply::FieldRefusal(told) | Reply::OtherRefusal(told) => told,
        other => panic!("{status} {body} is a refusal, not {other:?}"),
    }
}

#[test]
fn a_field_named_by_its_whole_path_is_found_in_the_form() {
    let table = [
        ("consumer.email", "must be a valid email", "customer.email", "email"),
        ("consumer.id", "must be a valid GUID", "customer.id", "customer_unknown"),
        ("order_lines[1].pouches", "\"pouches\" is required", "lines.1.pouches", "pouch_missing"),
        (
            "order_lines[0].pouches[1].contents[2].client_product_id",
            "must be a valid GUID",
            "lines.0.pouches.1.filling.contents.2.productId",
            "product_unknown",
        ),
        ("order_lines[0].duration", "must be less than or equal to 60", "lines.0.days", "refused"),
    ];
    for (field, message, path, rule) in table {
        let details = json!([{ "field": field, "message": message }]);
        let body = json!({ "statusCode": 422, "error": "Unprocessable Entity", "message": "Validation failed", "details": details });
        let told = told_by(422, &body.to_string());
        assert_eq!((told.problems[0].path.as_str(), told.problems[0].rule.as_str()), (path, rule), "{field}");
    }
}
