//! Carriers: services, tracking numbers with right check digits, and where a number is looked up.
//! Numbers are drawn from ranges meant for tests or out of use where a carrier has such; none names a real parcel on purpose.

use super::nouns::Carrier;
use crate::draw::Draw;

pub fn choose(draw: &mut Draw, abroad: bool) -> Carrier {
    match (abroad, draw.below(100)) {
        (true, 0..60) => Carrier::Dhl,
        (true, _) => Carrier::Ups,
        (false, 0..52) => Carrier::Usps,
        (false, 52..76) => Carrier::FedEx,
        (false, 76..96) => Carrier::Ups,
        (false, _) => Carrier::Dhl,
    }
}

pub fn service(draw: &mut Draw, carrier: Carrier) -> &'static str {
    let services: &[&'static str] = match carrier {
        Carrier::FedEx => &["Ground", "Home Delivery", "2Day"],
        Carrier::Ups => &["Ground", "Ground Saver", "2nd Day Air"],
        Carrier::Usps => &["Ground Advantage", "Priority Mail"],
        Carrier::Dhl => &["Express Worldwide", "eCommerce Ground"],
    };
    draw.pick(services).copied().unwrap_or("Ground")
}

pub fn tracking_number(draw: &mut Draw, carrier: Carrier) -> String {
    match carrier {
        Carrier::FedEx => fedex(&draw.digits(11)),
        Carrier::Ups => ups(&format!("999AA1{:02}{}", 1 + draw.below(3), draw.digits(7))),
        Carrier::Usps => usps(&format!("94001{}", draw.digits(16))),
        Carrier::Dhl => dhl(&format!("{}{}", 1 + draw.below(8), draw.digits(8))),
    }
}

pub fn tracking_url(carrier: Carrier, number: &str) -> String {
    match carrier {
        Carrier::FedEx => format!("https://www.fedex.com/fedextrack/?trknbr={number}"),
        Carrier::Ups => format!("https://www.ups.com/track?tracknum={number}"),
        Carrier::Usps => format!("https://tools.usps.com/go/TrackConfirmAction?tLabels={number}"),
        Carrier::Dhl => format!("https://www.dhl.com/us-en/home/tracking.html?tracking-id={number}"),
    }
}

/// Twelve digits: the last is the sum weighted 3, 1, 7, …, modulo 11, 10 as 0.
fn fedex(eleven: &str) -> String {
    let sum: u32 =
        eleven.bytes().zip([3, 1, 7].into_iter().cycle()).map(|(digit, weight)| digit_of(digit) * weight).sum();
    format!("{eleven}{}", sum % 11 % 10)
}

/// `1Z`, shipper, service, package and a check digit: letters count by their place from A = 2, every second doubled.
fn ups(fifteen: &str) -> String {
    let sum: u32 = fifteen
        .bytes()
        .enumerate()
        .map(|(place, letter)| {
            let value = match letter {
                b'0'..=b'9' => digit_of(letter),
                _ => (u32::from(letter) - 63) % 10,
            };
            if place % 2 == 1 { value * 2 } else { value }
        })
        .sum();
    format!("1Z{fifteen}{}", (10 - sum % 10) % 10)
}

/// Twenty-two digits, the last as in an EAN: every second digit from the right three times.
fn usps(twenty_one: &str) -> String {
    let sum: u32 = twenty_one
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| digit_of(digit) * if place % 2 == 0 { 3 } else { 1 })
        .sum();
    format!("{twenty_one}{}", (10 - sum % 10) % 10)
}

/// Ten digits: the last is the rest of the first nine divided by 7.
fn dhl(nine: &str) -> String {
    let rest = nine.bytes().fold(0, |rest, digit| (rest * 10 + digit_of(digit)) % 7);
    format!("{nine}{rest}")
}

fn digit_of(byte: u8) -> u32 {
    u32::from(byte.saturating_sub(b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_numbers_have_the_check_digits_computed_here() {
        assert_eq!(fedex("98657878885"), "986578788855");
        assert_eq!(fedex("47717908123"), "477179081230");
        assert_eq!(ups("999AA1012345678"), "1Z999AA10123456784");
        assert_eq!(ups("5R8939035756712"), "1Z5R89390357567127");
        assert_eq!(usps("940551189922319742849"), "9405511899223197428490");
        assert_eq!(dhl("331881002"), "3318810025");
        assert_eq!(dhl("848713550"), "8487135506");
    }

    #[test]
    fn every_carrier_has_its_own_form() {
        let mut draw = Draw::new(3, "carriers", 0);
        for _ in 0..50 {
            assert_eq!(tracking_number(&mut draw, Carrier::FedEx).len(), 12);
            assert!(tracking_number(&mut draw, Carrier::Ups).starts_with("1Z"));
            let usps = tracking_number(&mut draw, Carrier::Usps);
            assert!(usps.starts_with("9400") && usps.len() == 22);
            assert_eq!(tracking_number(&mut draw, Carrier::Dhl).len(), 10);
        }
        for carrier in Carrier::ALL {
            assert!(tracking_url(carrier, "1").starts_with("https://"));
        }
    }
}
