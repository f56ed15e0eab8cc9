//! Tokens, their lives, and the words of refusal on the login routes (BEHAVIOUR §2).

use std::time::Duration;

use http::{Method, StatusCode};
use practice::{ExpiresIn, RESET_CODE, USER_EMAIL, USER_PASSWORD, WorldRules};
use serde_json::{Value, json};

use crate::caller::Caller;

async fn post(caller: &Caller, route: &str, body: Value) -> (StatusCode, Value) {
    caller.json(Method::POST, &format!("/v2/authentication/{route}"), Some(body)).await
}

#[tokio::test]
async fn the_login_name_may_be_called_email_or_username() {
    let caller = Caller::new(0).await;
    for name in ["email", "username"] {
        let (status, answer) = post(&caller, "token", json!({ name: USER_EMAIL, "password": USER_PASSWORD })).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!((&answer["token_type"], &answer["expires_in"]), (&json!("Bearer"), &json!(86_400)));
        assert!(answer["permissions"].as_str().is_some_and(|list| list.contains("orders/create")));
    }
    let (status, answer) = post(&caller, "token", json!({})).await;
    assert_eq!(status.as_u16(), 422);
    let first = json!({ "message": "'username' is required", "type": "any.required" });
    assert_eq!(answer["error"]["errors"][0], first, "{answer}");
    let (status, _) = post(&caller, "token", json!({ "email": USER_EMAIL, "password": "wrong" })).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(start_paused = true)]
async fn an_access_token_lives_a_day_and_is_renewed() {
    let mut caller = Caller::new(0).await;
    let (_, granted) = post(&caller, "token", json!({ "email": USER_EMAIL, "password": USER_PASSWORD })).await;
    caller.practice.move_clock(Duration::from_secs(86_400));
    let (status, answer) = caller.json(Method::GET, "/v2/orders", None).await;
    assert_eq!((status.as_u16(), &answer["error"]["message"]), (401, &json!("Token expired")));
    let refresh = json!({ "refresh_token": granted["refresh_token"] });
    let (status, renewed) = post(&caller, "refresh-token", refresh.clone()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(renewed.get("refresh_token").is_none(), "the old one stays");
    caller.token = renewed["access_token"].as_str().expect("a token").to_owned();
    caller.get("/v2/orders").await;

    let rules = WorldRules { refresh_gives_refresh_token: true, expires_in: ExpiresIn::Text, ..WorldRules::default() };
    caller.practice.set_rules(rules);
    let (_, renewed) = post(&caller, "refresh-token", refresh).await;
    assert_eq!((&renewed["expires_in"], renewed["refresh_token"].is_string()), (&json!("86400"), true));
    let (status, _) = post(&caller, "refresh-token", json!({ "refresh_token": "made up" })).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (status, answer) = post(&caller, "refresh-token", json!({})).await;
    assert_eq!((status.as_u16(), &answer["error"]["errors"][0]["type"]), (422, &json!("any.required")));
}

#[tokio::test]
async fn nothing_is_shown_without_a_token() {
    let mut caller = Caller::new(0).await;
    let user = caller.get("/v2/authentication/user").await;
    assert_eq!((&user["email"], &user["username"]), (&json!(USER_EMAIL), &user["id"]));
    for token in ["", "made.up.token"] {
        token.clone_into(&mut caller.token);
        for path in ["/v2/orders", "/v2/authentication/user", "/v2/clients"] {
            let (status, answer) = caller.json(Method::GET, path, None).await;
            assert_eq!((status.as_u16(), &answer["error"]["message"]), (401, &json!("Unauthorized")));
        }
    }
}

#[tokio::test]
async fn a_forgotten_password_is_reset_with_the_code() {
    let caller = Caller::new(0).await;
    assert_eq!(post(&caller, "forgot-password", json!({ "email": "x" })).await.0.as_u16(), 422);
    let (status, answer) = post(&caller, "forgot-password", json!({ "email": USER_EMAIL })).await;
    assert_eq!((status.as_u16(), answer["message"].is_string()), (200, true));
    let reset = |code: &str| json!({ "username": USER_EMAIL, "password": "quiet river", "confirmation_code": code });
    assert_eq!(post(&caller, "reset-password", reset("000000")).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(post(&caller, "reset-password", reset(RESET_CODE)).await.0, StatusCode::CREATED);
    let sign_in = |password: &str| json!({ "email": USER_EMAIL, "password": password });
    assert_eq!(post(&caller, "token", sign_in(USER_PASSWORD)).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(post(&caller, "token", sign_in("quiet river")).await.0, StatusCode::OK);
    let (email, password) = caller.practice.sign_in_pair();
    assert_eq!(post(&caller, "token", json!({ "email": email, "password": password })).await.0, StatusCode::OK);
    assert_eq!(caller.json(Method::GET, "/v2/orders", None).await.0, StatusCode::UNAUTHORIZED, "old tokens end");
    assert!(!format!("{:?}", caller.practice.deeds_since(0)).contains("quiet river"));
}
