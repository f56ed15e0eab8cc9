//! Countries with their codes, and the states and provinces of the United States and Canada (ISO 3166).
//! Only those two have provinces checked here.

use super::nouns::Address;

/// The alpha-2 code of a country given by its full name.
pub fn country_code(name: &str) -> Option<&'static str> {
    let name = name.trim();
    COUNTRIES
        .split('|')
        .filter_map(|entry| entry.split_once('='))
        .find(|(full, _)| full.eq_ignore_ascii_case(name))
        .map(|(_, code)| code)
}

/// The code of a state or province, given by name or by the code itself.
pub fn province_code(country: &str, province: &str) -> Option<&'static str> {
    let province = province.trim();
    provinces(country)?
        .iter()
        .find(|(code, name)| name.eq_ignore_ascii_case(province) || code.eq_ignore_ascii_case(province))
        .map(|(code, _)| *code)
}

/// False when a province is named that the country does not have; true when nobody knows.
pub fn province_fits(address: &Address) -> bool {
    match &address.province {
        Some(province) if provinces(&address.country).is_some() => province_code(&address.country, province).is_some(),
        _ => true,
    }
}

fn provinces(country: &str) -> Option<&'static [(&'static str, &'static str)]> {
    match country_code(country) {
        Some("US") => Some(&US),
        Some("CA") => Some(&CA),
        _ => None,
    }
}

#[rustfmt::skip]
const US: [(&str, &str); 56] = [
    ("AL", "Alabama"), ("AK", "Alaska"), ("AZ", "Arizona"), ("AR", "Arkansas"), ("CA", "California"), ("CO", "Colorado"),
    ("CT", "Connecticut"), ("DE", "Delaware"), ("DC", "District of Columbia"), ("FL", "Florida"), ("GA", "Georgia"),
    ("HI", "Hawaii"), ("ID", "Idaho"), ("IL", "Illinois"), ("IN", "Indiana"), ("IA", "Iowa"), ("KS", "Kansas"),
    ("KY", "Kentucky"), ("LA", "Louisiana"), ("ME", "Maine"), ("MD", "Maryland"), ("MA", "Massachusetts"),
    ("MI", "Michigan"), ("MN", "Minnesota"), ("MS", "Mississippi"), ("MO", "Missouri"), ("MT", "Montana"),
    ("NE", "Nebraska"), ("NV", "Nevada"), ("NH", "New Hampshire"), ("NJ", "New Jersey"), ("NM", "New Mexico"),
    ("NY", "New York"), ("NC", "North Carolina"), ("ND", "North Dakota"), ("OH", "Ohio"), ("OK", "Oklahoma"),
    ("OR", "Oregon"), ("PA", "Pennsylvania"), ("RI", "Rhode Island"), ("SC", "South Carolina"), ("SD", "South Dakota"),
    ("TN", "Tennessee"), ("TX", "Texas"), ("UT", "Utah"), ("VT", "Vermont"), ("VA", "Virginia"), ("WA", "Washington"),
    ("WV", "West Virginia"), ("WI", "Wisconsin"), ("WY", "Wyoming"), ("PR", "Puerto Rico"), ("GU", "Guam"),
    ("VI", "U.S. Virgin Islands"), ("AS", "American Samoa"), ("MP", "Northern Mariana Islands"),
];

#[rustfmt::skip]
const CA: [(&str, &str); 13] = [
    ("AB", "Alberta"), ("BC", "British Columbia"), ("MB", "Manitoba"), ("NB", "New Brunswick"),
    ("NL", "Newfoundland and Labrador"), ("NS", "Nova Scotia"), ("NT", "Northwest Territories"), ("NU", "Nunavut"),
    ("ON", "Ontario"), ("PE", "Prince Edward Island"), ("QC", "Quebec"), ("SK", "Saskatchewan"), ("YT", "Yukon"),
];

const COUNTRIES: &str = "United States=US|United States of America=US|Canada=CA|Afghanistan=AF|Albania=AL|Algeria=DZ|\
Andorra=AD|Angola=AO|Antigua and Barbuda=AG|Argentina=AR|Armenia=AM|Aruba=AW|Australia=AU|Austria=AT|Azerbaijan=AZ|\
Bahamas=BS|Bahrain=BH|Bangladesh=BD|Barbados=BB|Belarus=BY|Belgium=BE|Belize=BZ|Benin=BJ|Bermuda=BM|Bhutan=BT|\
Bolivia=BO|Bosnia and Herzegovina=BA|Botswana=BW|Brazil=BR|Brunei=BN|Bulgaria=BG|Burkina Faso=BF|Burundi=BI|\
Cambodia=KH|Cameroon=CM|Cape Verde=CV|Cayman Islands=KY|Central African Republic=CF|Chad=TD|Chile=CL|China=CN|\
Colombia=CO|Comoros=KM|Congo=CG|Costa Rica=CR|Croatia=HR|Cuba=CU|Curaçao=CW|Cyprus=CY|Czechia=CZ|Czech Republic=CZ|\
Denmark=DK|Djibouti=DJ|Dominica=DM|Dominican Republic=DO|Ecuador=EC|Egypt=EG|El Salvador=SV|Equatorial Guinea=GQ|\
Eritrea=ER|Estonia=EE|Eswatini=SZ|Ethiopia=ET|Fiji=FJ|Finland=FI|France=FR|Gabon=GA|Gambia=GM|Georgia=GE|Germany=DE|\
Ghana=GH|Greece=GR|Greenland=GL|Grenada=GD|Guatemala=GT|Guinea=GN|Guinea-Bissau=GW|Guyana=GY|Haiti=HT|Honduras=HN|\
Hong Kong=HK|Hungary=HU|Iceland=IS|India=IN|Indonesia=ID|Iran=IR|Iraq=IQ|Ireland=IE|Israel=IL|Italy=IT|\
Ivory Coast=CI|Jamaica=JM|Japan=JP|Jordan=JO|Kazakhstan=KZ|Kenya=KE|Kiribati=KI|Kuwait=KW|Kyrgyzstan=KG|Laos=LA|\
Latvia=LV|Lebanon=LB|Lesotho=LS|Liberia=LR|Libya=LY|Liechtenstein=LI|Lithuania=LT|Luxembourg=LU|Macao=MO|\
Madagascar=MG|Malawi=MW|Malaysia=MY|Maldives=MV|Mali=ML|Malta=MT|Marshall Islands=MH|Mauritania=MR|Mauritius=MU|\
Mexico=MX|Micronesia=FM|Moldova=MD|Monaco=MC|Mongolia=MN|Montenegro=ME|Morocco=MA|Mozambique=MZ|Myanmar=MM|\
Namibia=NA|Nauru=NR|Nepal=NP|Netherlands=NL|New Zealand=NZ|Nicaragua=NI|Niger=NE|Nigeria=NG|North Korea=KP|\
North Macedonia=MK|Norway=NO|Oman=OM|Pakistan=PK|Palau=PW|Panama=PA|Papua New Guinea=PG|Paraguay=PY|Peru=PE|\
Philippines=PH|Poland=PL|Portugal=PT|Puerto Rico=PR|Qatar=QA|Romania=RO|Russia=RU|Rwanda=RW|\
Saint Kitts and Nevis=KN|Saint Lucia=LC|Saint Vincent and the Grenadines=VC|Samoa=WS|San Marino=SM|\
Sao Tome and Principe=ST|Saudi Arabia=SA|Senegal=SN|Serbia=RS|Seychelles=SC|Sierra Leone=SL|Singapore=SG|Slovakia=SK|\
Slovenia=SI|Solomon Islands=SB|Somalia=SO|South Africa=ZA|South Korea=KR|South Sudan=SS|Spain=ES|Sri Lanka=LK|\
Sudan=SD|Suriname=SR|Sweden=SE|Switzerland=CH|Syria=SY|Taiwan=TW|Tajikistan=TJ|Tanzania=TZ|Thailand=TH|\
Timor-Leste=TL|Togo=TG|Tonga=TO|Trinidad and Tobago=TT|Tunisia=TN|Turkey=TR|Türkiye=TR|Turkmenistan=TM|Tuvalu=TV|\
Uganda=UG|Ukraine=UA|United Arab Emirates=AE|United Kingdom=GB|Uruguay=UY|Uzbekistan=UZ|Vanuatu=VU|Vatican City=VA|\
Venezuela=VE|Vietnam=VN|Yemen=YE|Zambia=ZM|Zimbabwe=ZW";

#[cfg(test)]
mod tests {
    use super::*;

    fn address(province: Option<&str>, country: &str) -> Address {
        Address {
            addressee: None,
            address1: "1 Main St".into(),
            address2: None,
            city: "Town".into(),
            province: province.map(Into::into),
            postal_code: None,
            country: country.into(),
        }
    }

    #[test]
    fn countries_and_provinces_have_their_codes() {
        assert_eq!(country_code("united states"), Some("US"));
        assert_eq!(country_code("Zimbabwe"), Some("ZW"));
        assert_eq!(country_code("Narnia"), None);
        assert_eq!(province_code("United States", "Oregon"), Some("OR"));
        assert_eq!(province_code("Canada", "bc"), Some("BC"));
        assert_eq!(province_code("France", "Bretagne"), None);
    }

    #[test]
    fn a_province_is_checked_only_where_provinces_are_known() {
        assert!(province_fits(&address(Some("Illinois"), "United States")));
        assert!(!province_fits(&address(Some("Ontario"), "United States")));
        assert!(province_fits(&address(Some("Bavaria"), "Germany")));
        assert!(province_fits(&address(None, "Canada")));
    }
}
