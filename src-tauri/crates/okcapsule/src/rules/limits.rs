//! The published limits (BEHAVIOUR §5) as numbers and tests of one value. Lengths count characters, not bytes.

use std::ops::RangeInclusive;

/// Per pouch, that is per time of day; whether it counts products or pills is not said.
pub const MOST_SUPPLEMENTS: usize = 8;
/// Days of a line or a pouch.
pub const DURATION: RangeInclusive<u32> = 1..=60;
/// Days, when a line names none.
pub const USUAL_DURATION: u32 = 30;
pub const CYCLE_LENGTHS: [u32; 3] = [0, 7, 10];
pub const USUAL_CYCLE_LENGTH: u32 = 7;
pub const CUSTOM_LABEL: usize = 30;
pub const PHYSICIAN_NAME: usize = 30;
pub const PERSON_NAME: usize = 100;
pub const EMAIL: usize = 100;
/// With the plus.
pub const PHONE: usize = 15;
pub const ADDRESSEE: usize = 200;
/// One message says "less than 100": exactly 100 deserves a warning (BEHAVIOUR §12).
pub const ADDRESS_LINE: usize = 100;
pub const CITY: usize = 50;

const LABEL_MARKS: &str = "!?@#$%^&*()_-+[]{}':;~/|.,";

/// Letters, digits, space and some marks; no double quote, no accents.
pub fn is_custom_label(text: &str) -> bool {
    text.chars().count() <= CUSTOM_LABEL && text.chars().all(is_label_letter)
}

/// One letter that may stand in a custom label.
pub fn is_label_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == ' ' || LABEL_MARKS.contains(letter)
}

/// `daily`, or day numbers joined by `;`, each from 1 to `cycle_length`, none twice.
pub fn is_cycle(text: &str, cycle_length: u32) -> bool {
    if text == "daily" {
        return true;
    }
    let days: Option<Vec<u32>> = text.split(';').map(|day| day.parse().ok()).collect();
    let Some(mut days) = days else { return false };
    let all_within = days.iter().all(|day| (1..=cycle_length).contains(day));
    let count = days.len();
    days.sort_unstable();
    days.dedup();
    all_within && days.len() == count
}

/// `+` and 2 to 14 digits, the first not 0.
pub fn is_e164(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('+') else {
        return false;
    };
    text.len() <= PHONE
        && digits.len() >= 2
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The shape every mail server agrees on: one `@`, something before it, a name with a dot behind it, no spaces. The server decides.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_domain = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    !local.is_empty() && !local.contains('@') && is_domain && !text.chars().any(char::is_whitespace)
}

/// The server's "valid GUID", in its usual spelling.
pub fn is_guid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12] && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
