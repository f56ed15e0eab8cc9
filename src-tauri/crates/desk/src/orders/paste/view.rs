//! What crosses IPC about a pasted text. No reading here.

use serde::{Deserialize, Serialize};

use crate::catalog::view::{PackView, ProductView};
use crate::orders::view::TimeOfDay;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PasteView {
    /// At most one a path, in the order of the form.
    pub fields: Vec<PasteFieldView>,
    /// In the order of the text.
    pub products: Vec<PasteProductView>,
    /// Letters and digits nothing was made of, in the order of the text.
    pub leftovers: Vec<PasteLeftoverView>,
    /// The text was longer than is read; the rest was not looked at.
    pub cut: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PasteFieldView {
    /// A path of `DraftForm`: `customer.firstName`, `address.city`, `yourOrderNumber`, `lines.0.days`.
    pub path: String,
    pub value: String,
    pub span: SpanView,
    /// Absent when it is sure.
    pub doubt: Option<PasteDoubt>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PasteProductView {
    /// Absent when several fit equally: then `choices` names them and a person chooses.
    pub product_id: Option<String>,
    pub choices: Vec<String>,
    /// The id is a pack's.
    pub pack: bool,
    /// False when it can no longer be ordered.
    pub active: bool,
    /// Absent when the text does not say.
    pub servings: Option<u32>,
    /// Absent when the text does not say.
    pub time_of_day: Option<TimeOfDay>,
    pub span: SpanView,
    pub doubt: Option<PasteDoubt>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PasteLeftoverView {
    pub text: String,
    pub span: SpanView,
}

/// A part of the pasted text, counted as the page counts (UTF-16 units); `to` is behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SpanView {
    pub from: u32,
    pub to: u32,
}

/// Why a person should look at a part before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PasteDoubt {
    /// It comes from quoted text, perhaps an older message.
    Quoted,
    /// The text holds several and does not say which is meant.
    Several,
    /// Only the sender's name or address was found; the parcel may be for somebody else.
    FromSender,
    /// Where the first name ends is not plain.
    NameSplit,
    /// One word where two were expected.
    OneName,
    /// Where the street ends and the city begins is not plain.
    CityStart,
    /// A country whose addresses are not read fully.
    OtherCountry,
    /// State and ZIP code, or province and postal code, belong to different places.
    CodeElsewhere,
    /// No state or postal code confirms it.
    Unconfirmed,
    /// A ZIP code of fewer than five digits: a spreadsheet may have eaten a zero.
    ShortZip,
    /// A phone number without its country's code.
    NoCountryCode,
    /// Digits that look like a phone number and stand alone.
    LooseDigits,
    /// The product's name is spelled differently.
    Typo,
    /// Only part of the product's name is there.
    ShortName,
    /// The strength in the text is not the product's.
    Strength,
    /// Capsules were counted, not servings.
    Capsules,
    /// Two times of day, or two amounts, speak about the same product.
    TimeUnclear,
    /// "Two months" were counted as days.
    CountedDays,
    /// Mentioned in a sentence that may not ask for it.
    OnlyMentioned,
}

/// What the reader knows of a product it may find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasteProduct {
    pub id: String,
    pub name: String,
    pub active: bool,
    /// A ready-made pack: found only by its whole name, as it is written.
    pub pack: bool,
    /// Capsules a serving, when known.
    pub serving_size: Option<u32>,
}

impl From<&ProductView> for PasteProduct {
    fn from(product: &ProductView) -> Self {
        Self {
            id: product.id.clone(),
            name: product.name.clone(),
            active: product.active && !product.ended,
            pack: false,
            serving_size: product.serving_size,
        }
    }
}

impl From<&PackView> for PasteProduct {
    fn from(pack: &PackView) -> Self {
        Self { id: pack.id.clone(), name: pack.name.clone(), active: pack.active, pack: true, serving_size: None }
    }
}
