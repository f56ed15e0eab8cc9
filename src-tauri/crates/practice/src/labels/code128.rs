//! Code 128 as widths of bars and gaps (ISO/IEC 15417): set B for text, set C for runs of digits. Pure.

/// Widths in modules, a bar first. Empty when the text holds something set B cannot.
pub fn modules(text: &str) -> Vec<u8> {
    if text.is_empty() || !text.bytes().all(|byte| (32..127).contains(&byte)) {
        return Vec::new();
    }
    let symbols = symbols(text.as_bytes());
    let mut widths: Vec<u8> = symbols
        .into_iter()
        .filter_map(|symbol| PATTERNS.get(usize::from(symbol)))
        .flat_map(|pattern| pattern.bytes().map(|digit| digit - b'0'))
        .collect();
    widths.extend(STOP.bytes().map(|digit| digit - b'0'));
    widths
}

#[derive(PartialEq, Clone, Copy)]
enum Set {
    B,
    C,
}

/// Start, data and check symbol.
fn symbols(text: &[u8]) -> Vec<u8> {
    let mut symbols = Vec::with_capacity(text.len() + 2);
    let mut set = if is_even_run(digits_ahead(text)) { Set::C } else { Set::B };
    symbols.push(if set == Set::C { START_C } else { START_B });
    let mut rest = text;
    while let Some(&byte) = rest.first() {
        let ahead = digits_ahead(rest);
        match set {
            Set::B if is_even_run(ahead) => {
                set = Set::C;
                symbols.push(TO_C);
            }
            Set::C if ahead < 2 => {
                set = Set::B;
                symbols.push(TO_B);
            }
            Set::B => {
                symbols.push(byte - 32);
                rest = &rest[1..];
            }
            Set::C => {
                symbols.push((byte - b'0') * 10 + (rest[1] - b'0'));
                rest = &rest[2..];
            }
        }
    }
    let sum: u32 =
        symbols.iter().zip([1].into_iter().chain(1..)).map(|(symbol, weight)| u32::from(*symbol) * weight).sum();
    symbols.push(u8::try_from(sum % 103).unwrap_or(0));
    symbols
}

/// Worth changing to set C for.
fn is_even_run(digits: usize) -> bool {
    digits >= 4 && digits.is_multiple_of(2)
}

fn digits_ahead(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

const TO_C: u8 = 99;
const TO_B: u8 = 100;
const START_B: u8 = 104;
const START_C: u8 = 105;
const STOP: &str = "2331112";

#[rustfmt::skip]
const PATTERNS: [&str; 106] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
    "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
    "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
    "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
    "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
    "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
    "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
    "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
    "114131", "311141", "411131", "211412", "211214", "211232",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_eleven_modules_and_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for pattern in PATTERNS {
            assert_eq!(pattern.bytes().map(|digit| digit - b'0').sum::<u8>(), 11, "{pattern}");
            assert!(seen.insert(pattern), "{pattern} twice");
        }
    }

    #[test]
    fn digits_are_packed_in_pairs() {
        // Start C, eleven pairs, check symbol, and a stop of thirteen modules.
        let widths = modules("9400110200881234567890");
        assert_eq!(widths.iter().map(|width| usize::from(*width)).sum::<usize>(), 13 * 11 + 13);
    }

    #[test]
    fn the_check_symbol_is_the_published_one() {
        // The worked example of many textbooks: PJJ123C in set A gives 54; here in set B, the same letters.
        let symbols = symbols(b"PJJ123C");
        let sum: u32 = 104 + 48 + 42 * 2 + 42 * 3 + 17 * 4 + 18 * 5 + 19 * 6 + 35 * 7;
        assert_eq!(u32::from(*symbols.last().expect("a check symbol")), sum % 103);
    }

    #[test]
    fn what_cannot_be_written_is_not() {
        assert!(modules("é").is_empty());
        assert!(modules("").is_empty());
    }
}
