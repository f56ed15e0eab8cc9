//! Nothing secret is ever printed: every error, every type that holds or passes a secret, in `Debug` and in `Display`, causes included.

use std::error::Error as StdError;
use std::sync::Arc;

use bytes::Bytes;
use okcapsule::label_link::LabelFile;
use okcapsule::model::{FulfillmentId, OrderId};
use okcapsule::token::InMemory;
use okcapsule::transport::TransportError;
use okcapsule::{Error, LabelHosts, LabelLink, PageQuery};
use secrecy::SecretString;
use serde_json::json;

use crate::support::{Outcome, Script, answer, answer_with, client, granted, signed_out};

const PLANTED: [&str; 6] =
    ["Pl4nted-access", "Pl4nted-refresh", "Pl4nted-password", "Pl4nted-signature", "Pl4nted-code", "Adelheid"];

fn assert_clean(what: &str, printed: &str) {
    for secret in PLANTED {
        assert!(!printed.contains(secret), "{what} prints {secret}: {printed}");
    }
}

fn everything_printed(error: &Error) -> String {
    let mut printed = format!("{error} {error:?} {error:#?}");
    let mut cause = error.source();
    while let Some(next) = cause {
        printed.push_str(&format!(" {next} {next:?}"));
        cause = next.source();
    }
    printed
}

/// A server that repeats every secret it was shown, and a customer's name, in every shape.
fn echoes() -> Vec<(&'static str, Outcome)> {
    let all = "Pl4nted-access Pl4nted-refresh Pl4nted-password Pl4nted-code Adelheid https://okc-x.s3.amazonaws.com/a?X-Amz-Signature=Pl4nted-signature";
    let issue = json!([{ "message": format!("\"{all}\" is required"), "type": all }]);
    let statuses = [200u16, 201, 204, 301, 307, 400, 403, 404, 408, 409, 410, 422, 429, 500, 503];
    let bodies = [
        json!(all).to_string(),
        all.to_owned(),
        format!("<html>{all}</html>"),
        json!({ "error": { "errorCode": all, "message": all }, "message": all }).to_string(),
        json!({ "message": all, "errors": issue }).to_string(),
        json!({ "error": { "message": all, "errors": issue } }).to_string(),
        json!({ "statusCode": 422, "error": all, "message": all, "details": [{ "field": all, "message": all }] })
            .to_string(),
        json!({ "order": all, "orders": [all], "fulfillment": all, "access_token": { "x": all } }).to_string(),
        format!("{{\"order\": {{\"id\": \"1\", \"{all}\": "),
    ];
    let mut outcomes = Vec::new();
    for status in statuses {
        for body in &bodies {
            outcomes.push((
                "an answer",
                answer_with(status, body, &[("location", "https://evil.example/?Pl4nted-signature")]),
            ));
        }
    }
    outcomes.push(("lost", Err(TransportError::lost("cut"))));
    outcomes.push(("time-out", Err(TransportError::TimedOut)));
    outcomes
}

fn planted_client(outcome: Outcome) -> okcapsule::Client {
    // A failing read is repeated three times.
    let again = || match &outcome {
        Ok(response) => Ok(response.clone()),
        Err(error) => Err(error.clone()),
    };
    let script = Script::new((0..6).map(|_| again()));
    let client = signed_out(script, Arc::new(InMemory));
    let clock = okcapsule::clock::TokioClock::starting_at(crate::support::born());
    client.tokens().install(granted("Pl4nted-access", Some("Pl4nted-refresh"), 3600), &clock);
    client
}

#[tokio::test(start_paused = true)]
async fn no_error_of_any_call_prints_a_token_a_link_a_password_or_a_name() {
    let password = SecretString::from("Pl4nted-password");
    let link = LabelLink::new("https://okc-x.s3.amazonaws.com/a?X-Amz-Signature=Pl4nted-signature");
    let mut errors = 0;
    let mut note = |what: &str, error: Option<Error>| {
        let Some(error) = error else { return };
        errors += 1;
        assert_clean(what, &everything_printed(&error));
        if let Some(refusal) = error.refusal() {
            // What may be shown to a person still holds no secret of ours, though it may hold a name.
            let shown = format!(
                "{}{:?}",
                refusal.message().as_str(),
                refusal.fields().iter().map(|field| field.message.as_str()).collect::<Vec<_>>()
            );
            assert!(!shown.contains("Pl4nted-signature"), "{what}: {shown}");
        }
    };
    for (what, outcome) in echoes() {
        let again = || match &outcome {
            Ok(response) => Ok(response.clone()),
            Err(error) => Err(error.clone()),
        };
        let client = || planted_client(again());
        note(what, client().get_order(&OrderId::from("o1")).await.err());
        note(what, client().list_orders(&PageQuery::new()).await.err());
        note(what, client().create_order(Bytes::from_static(b"{\"first_name\":\"Adelheid\"}")).await.err());
        note(what, client().get_fulfillment(&FulfillmentId::from("f1")).await.err());
        note(what, client().get_label_link(&FulfillmentId::from("f1")).await.err());
        note(what, client().fetch_label(&link, &LabelHosts::standard()).await.err());
        note(what, client().sign_in("Adelheid@shop.example", &password).await.err());
        note(what, client().reset_password("Adelheid@shop.example", &password, "Pl4nted-code").await.err());
        let restored = okcapsule::Tokens::with_refresh_token(SecretString::from("Pl4nted-refresh"), Arc::new(InMemory));
        let script = Script::new((0..6).map(|_| again()));
        note(what, crate::support::with_tokens(script, restored).get_order(&OrderId::from("o1")).await.err());
    }
    assert!(errors > 800, "only {errors} errors were looked at");
}

#[tokio::test(start_paused = true)]
async fn what_the_server_repeats_of_our_secrets_is_not_shown_to_a_person_either() {
    let echo = json!({ "error": { "message": "your token Pl4nted-access and password Pl4nted-password are bad" } });
    let error = planted_client(answer(422, &echo)).get_order(&OrderId::from("o1")).await.expect_err("refused");
    let said = error.refusal().expect("a refusal").message().as_str().to_owned();
    assert_eq!(said, "your token [removed] and password Pl4nted-password are bad");
    let error =
        planted_client(answer(422, &echo)).sign_in("a@b.example", &SecretString::from("Pl4nted-password")).await;
    let error = error.expect_err("refused");
    let said = error.refusal().expect("a refusal").message().as_str().to_owned();
    assert_eq!(said, "your token Pl4nted-access and password [removed] are bad");
}

#[tokio::test]
async fn types_that_carry_secrets_print_none() {
    let grant = json!({ "access_token": "Pl4nted-access", "refresh_token": "Pl4nted-refresh", "expires_in": 86400 });
    let shipment = json!({ "fulfillment": { "id": "f1", "label_url": "https://okc-x.s3.amazonaws.com/a?X-Amz-Signature=Pl4nted-signature" } });
    let script = Script::new([answer(200, grant), answer(200, shipment)]);
    let client = signed_out(script.clone(), Arc::new(InMemory));
    let signed_in =
        client.sign_in("Adelheid@shop.example", &SecretString::from("Pl4nted-password")).await.expect("signed in");
    assert_clean("SignedIn", &format!("{signed_in:?}"));
    let fulfillment = client.get_fulfillment(&FulfillmentId::from("f1")).await.expect("a fulfillment");
    assert!(fulfillment.label_url.is_some());
    assert_clean("Fulfillment", &format!("{fulfillment:?} {fulfillment:#?}"));
    assert_clean("Fulfillment as JSON", &serde_json::to_string(&fulfillment).expect("JSON"));
    for request in script.seen() {
        assert_clean("Request", &format!("{request:?} {:?}", request.headers));
    }
    let label = LabelFile::from_bytes(Bytes::from_static(b"%PDF-1.4 Adelheid")).expect("a label");
    assert_clean("LabelFile", &format!("{label:?}"));
    let bearer = client_bearer().await;
    assert!(bearer.contains("Sensitive"), "{bearer}");
}

/// The header map as a careless log would print it.
async fn client_bearer() -> String {
    let script = Script::new([answer(200, json!({ "orders": [] }))]);
    client(script.clone()).list_orders(&PageQuery::new()).await.expect("a page");
    format!("{:?}", script.seen()[0].headers)
}
