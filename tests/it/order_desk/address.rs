//! The look at an address: one line a rule, and nothing to say about a good one.

use desk::orders::address::AddressRule::{self, *};
use desk::orders::address::places::{PROVINCES, STATES, provinces_of_code, state_of_zip, zip_fits};
use desk::orders::address::{AddressFinding, Sureness, check_address};
use desk::orders::view::AddressForm;

fn address(line: &str) -> AddressForm {
    let parts: Vec<&str> = line.split('|').collect();
    let [address1, address2, city, province, postal_code, country] = parts.as_slice() else {
        panic!("six parts: {line}");
    };
    AddressForm {
        addressee: String::new(),
        address1: (*address1).to_owned(),
        address2: (*address2).to_owned(),
        city: (*city).to_owned(),
        province: (*province).to_owned(),
        postal_code: (*postal_code).to_owned(),
        country: (*country).to_owned(),
    }
}

fn look(line: &str) -> Vec<AddressFinding> {
    check_address(&address(line))
}

const GOOD: [&str; 12] = [
    "418 Alder Street|Apt 3B|Portland|Oregon|97205|United States",
    "1 Court St||Exeter|New Hampshire|03833-1234|United States",
    "1701 Kalorama Rd NW|#305|Washington|District of Columbia|20009|United States",
    "Fishers Island Rd 4||Fishers Island|New York|06390|United States",
    "100 Range Rd||Fort Campbell|Tennessee|42223|United States",
    "27 King St E||Toronto|Ontario|M5C 1A1|Canada",
    "19 Signal Hill Road||St. John's|Newfoundland and Labrador|A1A 1B2|Canada",
    "12 Rue Bélanger||Montréal|Quebec|H2J 2L6|Canada",
    "PO2 Lane 8||Yellowknife|Northwest Territories|X1A 2B3|Canada",
    "Lindenstraße 12||Berlin||10969|Germany",
    "|||||United States",
    "120 Suite Park Dr||Reno|Nevada|89502|United States",
];

#[test]
fn a_good_address_gives_nothing_to_look_at() {
    for line in GOOD {
        assert_eq!(look(line), [], "{line}");
    }
}

/// The address, the field and rule of its one finding, how sure, and the fix.
type Row = (&'static str, &'static str, AddressRule, Sureness, Option<(&'static str, &'static str)>);

#[rustfmt::skip]
const BAD: [Row; 33] = [
    ("1 Elm St||Erie||16501|United States", "province", StateMissing, Sureness::Certain, Some(("province", "Pennsylvania"))),
    ("1 Elm St||Erie|Pensylvania|16501|United States", "province", StateUnknown, Sureness::Certain, Some(("province", "Pennsylvania"))),
    ("1 Elm St||Erie|Bavaria|16501|United States", "province", StateUnknown, Sureness::Certain, None),
    ("1 Elm St||Erie|PA|16501|United States", "province", StateShort, Sureness::Hint, Some(("province", "Pennsylvania"))),
    ("1 Elm St||Erie|Penna.|16501|United States", "province", StateShort, Sureness::Hint, Some(("province", "Pennsylvania"))),
    ("1 Elm St||Buffalo|N.Y.|14201|United States", "province", StateShort, Sureness::Hint, Some(("province", "New York"))),
    ("1 Elm St||Erie|Pennsylvania||United States", "postalCode", ZipMissing, Sureness::Certain, None),
    ("1 Elm St||Erie|Pennsylvania|1650A|United States", "postalCode", ZipShape, Sureness::Certain, None),
    ("1 Elm St||Erie|Pennsylvania|165011234|United States", "postalCode", ZipShape, Sureness::Certain, Some(("postalCode", "16501-1234"))),
    ("1 Elm St||Nashua|New Hampshire|3060|United States", "postalCode", ZipLostZero, Sureness::Certain, Some(("postalCode", "03060"))),
    ("1 Elm St||Hialeah|Florida|97205|United States", "postalCode", ZipInOtherState, Sureness::Certain, None),
    ("1 Elm St||Nowhere|Ohio|00012|United States", "postalCode", ZipUnknown, Sureness::Certain, None),
    ("27 King St||Toronto|Ontario|M5C1A1|Canada", "postalCode", PostalCodeShape, Sureness::Hint, Some(("postalCode", "M5C 1A1"))),
    ("27 King St||Toronto|Ontario|m5c 1a1|Canada", "postalCode", PostalCodeShape, Sureness::Hint, Some(("postalCode", "M5C 1A1"))),
    ("27 King St||Toronto|Ontario|D5C 1A1|Canada", "postalCode", PostalCodeShape, Sureness::Certain, None),
    ("27 King St||Toronto|Ontario||Canada", "postalCode", ZipMissing, Sureness::Certain, None),
    ("27 King St||Toronto|Ontario|V6Z 2S8|Canada", "postalCode", PostalCodeInOtherProvince, Sureness::Certain, None),
    ("27 King St||Toronto|Ont.|M5C 1A1|Canada", "province", StateShort, Sureness::Hint, Some(("province", "Ontario"))),
    ("27 Harbor Towers||Boston|Massachusetts|02110|United States", "address2", UnitMissing, Sureness::Hint, None),
    ("27 Elm St|Apt|Boston|Massachusetts|02110|United States", "address2", UnitWithoutNumber, Sureness::Certain, None),
    ("Elm Street||Boston|Massachusetts|02110|United States", "address1", NumberMissing, Sureness::Hint, None),
    ("P.O. Box 12||Moab|Utah|84532|United States", "address1", PoBox, Sureness::Hint, None),
    ("PO Box 610||Iqaluit|Nunavut|X0A 0H0|Canada", "address1", PoBox, Sureness::Hint, None),
    ("45 Depot St|PO Box 22|Keene|New Hampshire|03431|United States", "address2", PoBox, Sureness::Hint, None),
    ("PSC 473 Box 12||FPO|Armed Forces Pacific|96349|United States", "city", Military, Sureness::Hint, None),
    ("PSC 473 Box 12||Yokosuka|Armed Forces Pacific|96349|United States", "city", MilitaryMismatch, Sureness::Certain, None),
    ("PSC 473 Box 12||APO|New York|10001|United States", "province", MilitaryMismatch, Sureness::Certain, None),
    ("150 Calle A||San Juan|Puerto Rico|00926|United States", "province", Territory, Sureness::Hint, None),
    ("150 Calle A||San Juan||00926|Puerto Rico", "country", TerritoryAsCountry, Sureness::Hint, Some(("country", "United States"))),
    ("12345 Upper Saint Bartholomew Crossing Road|Apt 1|Erie|Pennsylvania|16501|United States", "address1", TooLongForLabel, Sureness::Hint, None),
    ("12 Elm St|東京|Erie|Pennsylvania|16501|United States", "address2", UnusualLetters, Sureness::Hint, None),
    ("12 Elm St Apt 4|Apt 4|Erie|Pennsylvania|16501|United States", "address2", UnitTwice, Sureness::Certain, Some(("address2", ""))),
    ("12 Elm St||Erie, PA|Pennsylvania|16501|United States", "city", CityHoldsMore, Sureness::Hint, Some(("city", "Erie"))),
];

#[test]
fn each_rule_speaks_alone_at_its_field_with_its_fix() {
    for (line, field, rule, sureness, fix) in BAD {
        let found = look(line);
        let [one] = found.as_slice() else { panic!("{line}: {found:?}") };
        assert_eq!(
            (one.path.as_str(), one.rule, one.sureness),
            (&*format!("address.{field}"), rule, sureness),
            "{line}"
        );
        let got = one.fix.as_ref().map(|fix| (fix.path.clone(), fix.value.clone()));
        assert_eq!(got, fix.map(|(field, value)| (format!("address.{field}"), value.to_owned())), "{line}");
    }
}

#[test]
fn a_line_break_is_found_and_mended() {
    let found = look("12 Elm St\nApt 4||Erie|Pennsylvania|16501|United States");
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(one.rule, LineBreak);
    assert_eq!(one.fix.as_ref().map(|fix| fix.value.as_str()), Some("12 Elm St Apt 4"));
}

#[test]
fn a_fix_taken_leaves_nothing_to_say_about_its_rule() {
    for (line, _, rule, _, _) in BAD {
        let mut form = address(line);
        for fix in check_address(&form).into_iter().filter_map(|found| found.fix) {
            let field = match fix.path.as_str() {
                "address.address1" => &mut form.address1,
                "address.address2" => &mut form.address2,
                "address.city" => &mut form.city,
                "address.province" => &mut form.province,
                "address.postalCode" => &mut form.postal_code,
                "address.country" => &mut form.country,
                other => panic!("a fix for {other}"),
            };
            *field = fix.value;
            assert!(check_address(&form).iter().all(|found| found.rule != rule), "{line}");
        }
    }
}

/// One well-known ZIP code a state; the tables must agree on all of them.
const CAPITALS: &str = "AL 36104 AK 99801 AZ 85007 AR 72201 CA 95814 CO 80203 CT 06106 DE 19901 DC 20001 FL 32301 GA 30334 HI 96813 \
    ID 83702 IL 62701 IN 46204 IA 50319 KS 66612 KY 40601 LA 70802 ME 04330 MD 21401 MA 02201 MI 48933 MN 55102 MS 39205 MO 65101 \
    MT 59623 NE 68502 NV 89701 NH 03301 NJ 08608 NM 87501 NY 12207 NC 27601 ND 58501 OH 43215 OK 73102 OR 97301 PA 17101 RI 02903 \
    SC 29217 SD 57501 TN 37219 TX 78701 UT 84111 VT 05602 VA 23219 WA 98507 WV 25301 WI 53703 WY 82001 AS 96799 GU 96910 MP 96950 \
    PR 00901 VI 00802 AA 34002 AE 09012 AP 96278";

#[test]
fn every_state_has_a_zip_code_that_fits_it_and_no_other_state() {
    let all: Vec<&str> = CAPITALS.split_whitespace().collect();
    assert_eq!(all.len(), STATES.len() * 2);
    for pair in all.chunks(2) {
        let [code, zip] = pair else { panic!("pairs") };
        assert!(zip_fits(zip, code), "{zip} is in {code}");
        let others: Vec<_> = STATES
            .iter()
            .filter(|state| state.code != *code && zip_fits(zip, state.code))
            .map(|state| state.code)
            .collect();
        assert!(others.is_empty(), "{zip}: {others:?}");
    }
}

#[test]
fn every_first_letter_of_a_canadian_code_has_its_province_and_each_province_a_letter() {
    let named: Vec<_> = ('A'..='Z').flat_map(|letter| provinces_of_code(&format!("{letter}1A 1A1"))).copied().collect();
    for province in &PROVINCES {
        assert!(named.contains(&province.code), "{}", province.name);
    }
    assert!(state_of_zip("H2J 2L6").is_none());
}
