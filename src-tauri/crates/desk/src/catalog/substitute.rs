//! What could stand in for a product that can no longer be ordered: of the same family, nearest by name. Pure; a person decides.

use std::collections::HashSet;

use crate::store::mirror_db::products::ProductRow;

/// More than these are no suggestion any more.
const MOST: usize = 3;

/// Ids of orderable products in place of `gone`, the likeliest first; none when nothing is near. `ended` are products whose master ended.
pub(super) fn substitutes_of(gone: &ProductRow, all: &[ProductRow], ended: &HashSet<String>) -> Vec<String> {
    let words = words_of(&gone.name);
    let mut near: Vec<(u32, &ProductRow)> = all
        .iter()
        .filter(|other| other.active && other.id != gone.id && !ended.contains(&other.id))
        .filter_map(|other| Some((nearness(gone, &words, other)?, other)))
        .collect();
    near.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.name.cmp(&other.name)));
    near.into_iter().take(MOST).map(|(_, product)| product.id.clone()).collect()
}

/// A family that differs rules a product out; without a family, half of the words must be the same.
fn nearness(gone: &ProductRow, words: &HashSet<String>, other: &ProductRow) -> Option<u32> {
    let others = words_of(&other.name);
    let shared = u32::try_from(words.intersection(&others).count()).unwrap_or(u32::MAX);
    let same_brand = u32::from(gone.brand_id == other.brand_id);
    let same_time = u32::from(gone.time_of_day.is_some() && gone.time_of_day == other.time_of_day);
    let score = shared * 4 + same_brand * 2 + same_time;
    match (family(gone), family(other)) {
        (Some(a), Some(b)) => (a == b).then_some(score + 100),
        _ => (shared > 0 && shared as usize * 2 >= words.len()).then_some(score),
    }
}

fn family(product: &ProductRow) -> Option<String> {
    product.family.as_ref().map(|family| family.trim().to_lowercase()).filter(|family| !family.is_empty())
}

/// Words that name it: no strengths, no single letters.
fn words_of(name: &str) -> HashSet<String> {
    name.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 1 && !word.chars().all(|c| c.is_ascii_digit()))
        .filter(|word| !["mg", "mcg", "iu", "billion"].contains(word))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(name: &str, family: Option<&str>, active: bool) -> ProductRow {
        ProductRow {
            id: name.to_owned(),
            name: name.to_owned(),
            active,
            serving_size: None,
            sku: None,
            brand_id: None,
            time_of_day: None,
            description: None,
            family: family.map(str::to_owned),
            kind: None,
            packaging_id: None,
            updated_at: None,
            seen_pass: 0,
            json: String::new(),
        }
    }

    fn suggested(gone: &ProductRow, all: &[ProductRow], ended: &[&str]) -> Vec<String> {
        substitutes_of(gone, all, &ended.iter().map(|id| (*id).to_owned()).collect())
    }

    #[test]
    fn a_product_of_the_family_stands_in_the_nearest_name_first() {
        let gone = product("Magnesium Citrate 200 mg", Some("Magnesium"), false);
        let all = [
            gone.clone(),
            product("Zinc Citrate 15 mg", Some("Zinc"), true),
            product("Magnesium Glycinate 200 mg", Some("Magnesium"), true),
            product("Magnesium Citrate 400 mg", Some("magnesium"), true),
            product("Magnesium Oxide", Some("Magnesium"), false),
        ];
        assert_eq!(suggested(&gone, &all, &[]), ["Magnesium Citrate 400 mg", "Magnesium Glycinate 200 mg"]);
        assert_eq!(suggested(&gone, &all, &["Magnesium Citrate 400 mg"]), ["Magnesium Glycinate 200 mg"]);
    }

    #[test]
    fn without_a_family_only_a_like_name_stands_in() {
        let gone = product("Fish Oil 1000", None, false);
        let all = [product("Fish Oil Lemon", None, true), product("Olive Leaf", None, true)];
        assert_eq!(suggested(&gone, &all, &[]), ["Fish Oil Lemon"]);
        assert_eq!(suggested(&product("500 mg", None, false), &all, &[]), Vec::<String>::new());
    }
}
