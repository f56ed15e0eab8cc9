//! E-mail addresses and phone numbers by their shape.

use okcapsule::rules::limits::is_email;

use super::text::Span;

pub(super) fn find_emails(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let local = text[..at].trim_end_matches(|c: char| c.is_alphanumeric() || "._%+-'".contains(c)).len();
        let rest = &text[at + 1..];
        let domain = rest.len() - rest.trim_start_matches(|c: char| c.is_alphanumeric() || ".-".contains(c)).len();
        let domain = rest[..domain].trim_end_matches(['.', '-']).len();
        let local = at - text[local..at].trim_start_matches(['.', '\'', '-']).len();
        let span = Span { from: local, to: at + 1 + domain };
        if is_email(span.of(text)) {
            found.push(span);
        }
    }
    found
}

#[derive(Debug, Clone)]
pub(super) struct Phone {
    pub span: Span,
    pub value: String,
    pub kind: PhoneKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PhoneKind {
    /// Ten digits of the North American plan, or its own country's code.
    Sure,
    /// Ten such digits without any mark between them.
    Loose,
    /// Of no plan we know, without a plus.
    NoCountryCode,
}

/// Numbers of the North American plan and numbers with a plus. `named` spans are what the text itself calls a phone number.
pub(super) fn find_phones(text: &str, named: &[Span]) -> Vec<Phone> {
    let mut found: Vec<Phone> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let starts = byte.is_ascii_digit()
            || ((byte == b'+' || byte == b'(') && bytes.get(at + 1).is_some_and(|b| b.is_ascii_digit() || *b == b'('));
        let after_word = at > 0
            && (bytes[at - 1].is_ascii_alphanumeric()
                || matches!(bytes[at - 1], b'#' | b'/' | b'-' | b'.' | b'@' | b'_'));
        if !starts || after_word {
            at += 1;
            continue;
        }
        let end = end_of_number(bytes, at);
        let span = Span { from: at, to: end };
        let is_named = named.iter().any(|one| one.from <= at && end <= one.to);
        if let Some((value, kind)) = phone_of(span.of(text), is_named) {
            found.push(Phone { span, value, kind });
        }
        at = end.max(at + 1);
    }
    found
}

fn end_of_number(bytes: &[u8], from: usize) -> usize {
    let mut end = from;
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        let joins = matches!(byte, b' ' | b'-' | b'.' | b'(' | b')' | b'+' | b'/');
        if byte.is_ascii_digit() {
            end = at + 1;
        } else if !joins || at - end > 1 && end > from {
            break;
        }
        at += 1;
    }
    // A word that begins with digits ("14B") is none.
    if bytes.get(end).is_some_and(u8::is_ascii_alphabetic) {
        return bytes[from..end].iter().rposition(|b| *b == b' ').map_or(from, |at| from + at);
    }
    end
}

fn phone_of(written: &str, is_named: bool) -> Option<(String, PhoneKind)> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let marked = written.len() > digits.len();
    if written.trim_start_matches('(').starts_with('+') {
        let ten = digits.strip_prefix('1').filter(|ten| is_north_american(ten));
        return match ten {
            Some(ten) => Some((spaced(ten), PhoneKind::Sure)),
            None => (8..=14).contains(&digits.len()).then(|| (format!("+{digits}"), PhoneKind::Sure)),
        };
    }
    let ten = match digits.len() {
        10 => digits.as_str(),
        11 => digits.strip_prefix('1').unwrap_or_default(),
        _ => "",
    };
    if is_north_american(ten) && (is_named || !marked || has_phone_groups(written)) {
        let kind = if marked || is_named { PhoneKind::Sure } else { PhoneKind::Loose };
        return Some((spaced(ten), kind));
    }
    (is_named && (6..=14).contains(&digits.len())).then(|| (written.trim().to_owned(), PhoneKind::NoCountryCode))
}

/// Three, three, four: not "1200 5551 23".
fn has_phone_groups(written: &str) -> bool {
    let groups: Vec<usize> =
        written.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).map(str::len).collect();
    matches!(groups.as_slice(), [3, 3, 4] | [1, 3, 3, 4] | [3, 7] | [1, 10])
}

/// Area code and exchange never begin with 0 or 1 (NANPA).
fn is_north_american(ten: &str) -> bool {
    ten.len() == 10 && [0, 3].iter().all(|at| ten.as_bytes()[*at] >= b'2')
}

fn spaced(ten: &str) -> String {
    format!("+1 {} {} {}", &ten[..3], &ten[3..6], &ten[6..])
}
