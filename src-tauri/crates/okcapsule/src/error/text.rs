//! Words that came from a server: shown to a person on request, never printed by `Debug` or `Display`.
//! They may hold a name or an address, and anything that looks like a token or a signed link is taken out on the way in.

use std::fmt;

/// At most this many characters of a body that is not JSON are kept (BEHAVIOUR §10).
const EXCERPT: usize = 200;
const LONGEST: usize = 2_000;
/// A run this long without a space, and not a UUID, is a token or a signature, not a word.
const TOKEN_LENGTH: usize = 40;

#[derive(Clone, Default, PartialEq, Eq)]
pub struct ServerText(String);

impl ServerText {
    /// `secrets` are exact texts that must not survive, whatever they look like.
    pub fn new(text: &str, secrets: &[&str]) -> Self {
        let mut text = text.to_owned();
        for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
            text = text.replace(secret, "[removed]");
        }
        let words = text.split_inclusive(char::is_whitespace).map(redact_word);
        Self(words.collect::<String>().chars().take(LONGEST).collect())
    }

    /// The beginning of a body that is not JSON.
    pub fn excerpt(body: &[u8], secrets: &[&str]) -> Self {
        let text = Self::new(&String::from_utf8_lossy(body), secrets);
        Self(text.0.chars().take(EXCERPT).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for ServerText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServerText({} characters)", self.0.chars().count())
    }
}

fn redact_word(word: &str) -> String {
    if let Some(scheme) = word.find("://") {
        let Some(question) = word[scheme..].find('?') else {
            return redact_runs(word);
        };
        return format!("{}?[removed]{}", redact_runs(&word[..scheme + question]), trailing_space(word));
    }
    redact_runs(word)
}

fn trailing_space(word: &str) -> &str {
    let end = word.trim_end().len();
    &word[end..]
}

/// Replaces each long run of token letters by a mark.
fn redact_runs(word: &str) -> String {
    let mut clean = String::with_capacity(word.len());
    let mut run = String::new();
    for letter in word.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | '+' | '=') {
            run.push(letter);
        } else {
            close_run(&mut run, &mut clean);
            clean.push(letter);
        }
    }
    close_run(&mut run, &mut clean);
    clean
}

fn close_run(run: &mut String, clean: &mut String) {
    let jwt = run.starts_with("eyJ") && run.len() > 12;
    let long = run.len() >= TOKEN_LENGTH && !is_host(run);
    clean.push_str(if jwt || long { "[removed]" } else { run });
    run.clear();
}

/// A long host name is no secret, and support needs it.
fn is_host(run: &str) -> bool {
    run.ends_with(".amazonaws.com") || run.ends_with(".okcapsule.app")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_signatures_do_not_survive_in_server_words() {
        let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlc2lnbmF0dXJl";
        let text = ServerText::new(&format!("bad token '{token}', try again"), &[]);
        assert_eq!(text.as_str(), "bad token '[removed]', try again");
        let link = "https://okc-labels.s3.amazonaws.com/a.pdf?X-Amz-Signature=deadbeef&X-Amz-Date=20260101T000000Z";
        let text = ServerText::new(&format!("gone: {link} sorry"), &[]);
        assert_eq!(text.as_str(), "gone: https://okc-labels.s3.amazonaws.com/a.pdf?[removed] sorry");
    }

    #[test]
    fn an_exact_secret_is_removed_however_short() {
        let text = ServerText::new("you sent hunter2!", &["hunter2", ""]);
        assert_eq!(text.as_str(), "you sent [removed]!");
    }

    #[test]
    fn ids_and_sentences_stay_readable() {
        let said = "Order a1b2c3d4-e5f6-7890-abcd-ef1234567890 cannot be modified (\"status\")";
        assert_eq!(ServerText::new(said, &[]).as_str(), said);
    }

    #[test]
    fn debug_tells_only_the_length() {
        assert_eq!(format!("{:?}", ServerText::new("Ada Brook", &[])), "ServerText(9 characters)");
    }

    #[test]
    fn an_excerpt_is_short_and_survives_bad_utf8() {
        let body = [b"<html>\xff".as_slice(), "ä ".repeat(500).as_bytes()].concat();
        assert_eq!(ServerText::excerpt(&body, &[]).as_str().chars().count(), 200);
    }
}
