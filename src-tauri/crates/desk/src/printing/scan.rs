//! What a barcode reader types, and which tracking numbers that may mean. Pure.

/// What was scanned or typed may mean any of these; the first that is known is meant.
/// USPS labels carry `420` and the ZIP code before the number, FedEx labels 34 digits of which the last 12 are it.
pub fn candidates(typed: &str) -> Vec<String> {
    let plain: String = typed.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect();
    let plain = plain.trim_start_matches("]C1").to_uppercase();
    if plain.is_empty() {
        return Vec::new();
    }
    let mut found = vec![plain.clone()];
    if plain.bytes().all(|byte| byte.is_ascii_digit()) {
        if plain.starts_with("420") {
            // ZIP (5 digits) or ZIP+4, then a number of 20 to 22 digits or more that begins with 9.
            for zip in [5, 9] {
                if let Some(rest) = plain.get(3 + zip..).filter(|rest| rest.starts_with('9') && rest.len() >= 20) {
                    found.push(rest.to_owned());
                }
            }
        }
        if plain.len() == 34 {
            found.push(plain[22..].to_owned());
            found.push(plain[20..].to_owned());
        }
        // FedEx Ground's older barcode: the last 15 of 22.
        if plain.len() == 22 && plain.starts_with("96") {
            found.push(plain[7..].to_owned());
        }
    }
    // A barcode reader that types a number with its dashes or without.
    let bare: String = plain.chars().filter(char::is_ascii_alphanumeric).collect();
    if bare != plain {
        found.push(bare);
    }
    found
}

/// The same number, whatever stands between its digits.
pub fn is_same(known: &str, candidate: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
    };
    !candidate.is_empty() && plain(known) == plain(candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carriers_barcodes_lead_to_their_tracking_numbers() {
        let cases = [
            ("420972059400136208555218441706", "9400136208555218441706"),
            ("4209720512349400136208555218441706", "9400136208555218441706"),
            ("1001901781990001000300617767839437", "617767839437"),
            ("9611020987654312345672", "987654312345672"),
            ("1z 999 aa1 01 2345 6784", "1Z999AA10123456784"),
            ("]C1420972059400136208555218441706", "9400136208555218441706"),
            ("OR-1042", "OR-1042"),
        ];
        for (typed, meant) in cases {
            assert!(candidates(typed).iter().any(|found| found == meant), "{typed}: {:?}", candidates(typed));
        }
    }

    #[test]
    fn a_number_that_only_looks_like_a_barcode_stays_itself() {
        assert_eq!(candidates("420123"), ["420123"]);
        assert_eq!(candidates("9400136208555218441706"), ["9400136208555218441706"]);
        assert!(candidates(" \t\r\n").is_empty());
    }

    #[test]
    fn letters_outside_ascii_break_nothing() {
        assert_eq!(candidates("ÄÖÜ420").first().map(String::as_str), Some("ÄÖÜ420"));
        assert!(!is_same("", ""));
        assert!(is_same("9400 1362", "94001362"));
    }
}
