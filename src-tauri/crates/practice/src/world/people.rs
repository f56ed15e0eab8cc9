//! Made-up customers with made-up homes: names, mail at example.com, telephones from the range kept free for stories.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::nouns::{Address, Consumer, ConsumerAddress};
use super::words::{CA_PLACES, FIRST_NAMES, LAST_NAMES, POSTAL_LETTERS, STREETS, US_PLACES};
use crate::clock::earlier;
use crate::draw::Draw;

const DAY: u64 = 24 * 60 * 60;

/// The `place`th customer of a seed.
pub fn consumer(seed: u64, born: Timestamp, place: usize) -> Consumer {
    let mut draw = Draw::new(seed, "consumer", place as u64);
    let first_name = draw.pick(&FIRST_NAMES).copied().unwrap_or("Ada");
    let last_name = draw.pick(&LAST_NAMES).copied().unwrap_or("Brook");
    let address = address(&mut draw);
    let phone = draw.chance(80).then(|| phone(&mut draw, &address));
    let created = earlier(born, Duration::from_secs(DAY * 271 + draw.below(DAY * 400)));
    let email = format!("{}.{}{}@example.com", plain(first_name), plain(last_name), place + 1);
    let kept = ConsumerAddress {
        place: Arc::new(address),
        is_default: true,
        kind: "shipping".into(),
        phone: phone.clone(),
        created,
        updated: created,
        deleted: false,
    };
    Consumer {
        first_name: first_name.into(),
        last_name: Some(last_name.into()),
        email: Some(email.into()),
        phone,
        client_custom_consumer_id: draw.chance(40).then(|| format!("C-{}", 5_000 + place).into()),
        addresses: vec![kept],
        created,
        updated: created,
        deleted: false,
    }
}

/// Somewhere in the United States or, now and then, in Canada.
pub fn address(draw: &mut Draw) -> Address {
    let in_canada = draw.chance(9);
    let places: &[(&str, &str, &str, &str)] = if in_canada { &CA_PLACES } else { &US_PLACES };
    let (city, province, area, _) = draw.pick(places).copied().unwrap_or(US_PLACES[0]);
    let postal_code = match in_canada {
        true => {
            let letter = draw.pick(&POSTAL_LETTERS).copied().unwrap_or("A");
            format!("{area} {}{letter}{}", draw.below(10), draw.below(10))
        }
        false => format!("{area}{:02}", 1 + draw.below(60)),
    };
    let street = draw.pick(&STREETS).copied().unwrap_or("Main Street");
    let unit = match draw.below(100) {
        0..14 => Some(format!("Apt {}{}", 1 + draw.below(12), ["A", "B", "C", "D"][draw.index(4)])),
        14..18 => Some(format!("Suite {}", 100 + draw.below(400))),
        18..20 => Some(format!("Unit {}", 1 + draw.below(40))),
        _ => None,
    };
    Address {
        addressee: None,
        address1: format!("{} {street}", 10 + draw.below(4_900)).into(),
        address2: unit.map(Into::into),
        city: city.into(),
        province: Some(province.into()),
        postal_code: Some(postal_code.into()),
        country: if in_canada { "Canada" } else { "United States" }.into(),
    }
}

/// A number from the range kept free for stories: 555-0100 to 555-0199.
fn phone(draw: &mut Draw, address: &Address) -> Box<str> {
    let all = US_PLACES.iter().chain(&CA_PLACES);
    let area = all
        .filter(|(city, province, ..)| *city == &*address.city && Some(*province) == address.province.as_deref())
        .map(|(.., area)| *area)
        .next()
        .unwrap_or("503");
    format!("+1{area}55501{:02}", draw.below(100)).into()
}

/// Lower case, without accents and signs.
fn plain(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            'é' | 'ë' => Some('e'),
            'í' => Some('i'),
            'á' => Some('a'),
            letter if letter.is_ascii_alphanumeric() => Some(letter),
            _ => None,
        })
        .collect()
}
