//! Signing in: the built-in user, its tokens, and what makes one good. Tokens are signed with a key of the world,
//! so a world opened again accepts its old ones; a password reset changes the key.

use hmac::{Hmac, Mac};
use jiff::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::draw::Kind;
use crate::world::World;

pub const USER_EMAIL: &str = "sam.rivera@example.com";
/// What a person types; a reset replaces it.
pub const USER_PASSWORD: &str = "practice makes perfect";
/// What the app's Practice button uses; no reset touches it.
pub const BUTTON_PASSWORD: &str = "the practice button";
/// The confirmation code that would come by e-mail.
pub const RESET_CODE: &str = "246810";
/// Seconds.
pub const ACCESS_LIFE: i64 = 86_400;
pub const PERMISSIONS: &str = "orders/read,orders/create,orders/update,orders/delete,products/read,product_lines/read,\
okc_products/read,consumers/read,consumers/create,consumers/update,consumers/delete,addresses/read,addresses/create,\
addresses/update,addresses/delete,fulfillments/read,order-lines/read,clients/read";
pub const READ_PERMISSIONS: &str = "orders/read,products/read,product_lines/read,okc_products/read,consumers/read,\
addresses/read,fulfillments/read,order-lines/read,clients/read";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenFault {
    Missing,
    Wrong,
    Expired,
}

pub fn client_id(world: &World) -> Uuid {
    world.ids.make(Kind::Client, 0, 0)
}

pub fn user_id(world: &World) -> Uuid {
    world.ids.make(Kind::User, 0, 0)
}

pub fn accepts(world: &World, email: &str, password: &str) -> bool {
    let typed = match &world.password {
        Some(digest) => *digest == password_digest(world, password),
        None => password == USER_PASSWORD,
    };
    email.trim().eq_ignore_ascii_case(USER_EMAIL) && (typed || password == BUTTON_PASSWORD)
}

/// What of a password enters the log of deeds.
pub fn password_digest(world: &World, password: &str) -> String {
    hex::encode(Sha256::digest(format!("practice {} {password}", world.seed)))
}

/// A JWT in form, good for a day of world time.
pub fn access(world: &World, now: Timestamp) -> String {
    let claims = json!({
        "sub": user_id(world),
        "client_id": client_id(world),
        "iat": now.as_second(),
        "exp": now.as_second() + ACCESS_LIFE,
    });
    let head = base64url(br#"{"alg":"HS256","typ":"JWT"}"#);
    let body = format!("{head}.{}", base64url(claims.to_string().as_bytes()));
    let seal = base64url(&sign(world, &body));
    format!("{body}.{seal}")
}

pub fn refresh(world: &World) -> String {
    base64url(&sign(world, "refresh"))
}

/// # Errors
/// What is wrong with the value of an `Authorization` header.
pub fn check(world: &World, header: Option<&str>, now: Timestamp) -> Result<(), TokenFault> {
    let token = header.and_then(|header| header.strip_prefix("Bearer ")).ok_or(TokenFault::Missing)?;
    let (body, seal) = token.rsplit_once('.').ok_or(TokenFault::Wrong)?;
    if seal != base64url(&sign(world, body)) {
        return Err(TokenFault::Wrong);
    }
    let claims = body.split_once('.').and_then(|(_, claims)| from_base64url(claims)).ok_or(TokenFault::Wrong)?;
    let claims: serde_json::Value = serde_json::from_slice(&claims).map_err(|_| TokenFault::Wrong)?;
    match claims.get("exp").and_then(serde_json::Value::as_i64) {
        Some(expires) if expires > now.as_second() => Ok(()),
        _ => Err(TokenFault::Expired),
    }
}

fn sign(world: &World, text: &str) -> Vec<u8> {
    let key = format!("practice token {} {:?}", world.seed, world.password);
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// RFC 4648 §5, without padding.
pub fn base64url(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            let letter = (word >> (18 - 6 * place)) & 63;
            text.push(char::from(LETTERS[letter as usize]));
        }
    }
    text
}

/// `None` for anything that is not base64url.
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut word, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let value = LETTERS.iter().position(|known| *known == letter)?;
        word = (word << 6 | u32::try_from(value).ok()?) & 0xff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((word >> bits) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world() -> World {
        World::new(5, 0, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn base64url_goes_there_and_back() {
        for text in ["", "f", "fo", "foo", "foob", "fooba", "foobar"] {
            assert_eq!(from_base64url(&base64url(text.as_bytes())).as_deref(), Some(text.as_bytes()));
        }
        assert_eq!(base64url(b"foob"), "Zm9vYg");
        assert_eq!(from_base64url("Zm9v Yg"), None);
    }

    #[test]
    fn a_token_is_good_for_a_day() {
        let world = world();
        let now = Timestamp::UNIX_EPOCH;
        let header = format!("Bearer {}", access(&world, now));
        let after = |seconds| check(&world, Some(&header), Timestamp::from_second(seconds).expect("in range"));
        assert_eq!(after(ACCESS_LIFE - 1), Ok(()));
        assert_eq!(after(ACCESS_LIFE), Err(TokenFault::Expired));
        assert_eq!(check(&world, Some(&format!("{header}x")), now), Err(TokenFault::Wrong));
        assert_eq!(check(&world, None, now), Err(TokenFault::Missing));
    }

    #[test]
    fn a_reset_ends_old_tokens_and_the_old_password() {
        let mut world = world();
        let header = format!("Bearer {}", access(&world, Timestamp::UNIX_EPOCH));
        assert!(accepts(&world, "Sam.Rivera@example.com", USER_PASSWORD));
        world.password = Some(password_digest(&world, "another"));
        assert!(!accepts(&world, USER_EMAIL, USER_PASSWORD));
        assert!(accepts(&world, USER_EMAIL, "another") && accepts(&world, USER_EMAIL, BUTTON_PASSWORD));
        assert_eq!(check(&world, Some(&header), Timestamp::UNIX_EPOCH), Err(TokenFault::Wrong));
    }
}
