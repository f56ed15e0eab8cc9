//! What can be ordered: products with their master products, packs, brands and packaging. Also the client and its user.
//! Everything here is made up, except that such supplements exist.

use crate::deed::WorldChange;
use crate::draw::{Draw, Ids, Kind};

#[derive(Debug, Clone)]
pub struct Product {
    pub name: &'static str,
    pub family: &'static str,
    pub category: &'static str,
    pub serving: u16,
    pub time_of_day: &'static str,
    pub pill: &'static str,
    pub cents_per_pill: u32,
    pub dosage: &'static str,
    pub about: &'static str,
    pub active: bool,
    /// Places in the lists below.
    pub brand: u16,
    pub packaging: Option<u16>,
    pub master_active: bool,
    /// The master product's `lifecycle_status`.
    pub lifecycle: &'static str,
    pub sku: String,
    pub upc: String,
}

#[derive(Debug, Clone)]
pub struct Assembly {
    pub name: &'static str,
    pub about: &'static str,
    pub brand: u16,
    /// Product place, servings, time of day.
    pub components: Vec<(u16, u16, &'static str)>,
}

#[derive(Debug, Clone)]
pub struct Brand {
    pub name: &'static str,
    pub about: &'static str,
    pub material: &'static str,
    pub email: &'static str,
    pub packaging: Option<u16>,
}

#[derive(Debug, Clone)]
pub struct Packaging {
    pub name: &'static str,
    pub sku: &'static str,
    pub status: String,
}

#[derive(Debug, Clone)]
pub struct Catalog {
    pub products: Vec<Product>,
    pub assemblies: Vec<Assembly>,
    pub brands: Vec<Brand>,
    pub packaging: Vec<Packaging>,
}

/// Name (≤ 27 characters), family, category, servings, time of day, pill, cents a pill, dosage, about.
type Row = (&'static str, &'static str, &'static str, u16, &'static str, &'static str, u32, &'static str, &'static str);

#[rustfmt::skip]
const PRODUCTS: [Row; 40] = [
    ("Vitamin D3 5000 IU", "Vitamin D", "Vitamins", 1, "Morning", "Softgel", 6, "125 mcg", "Vitamin D3 from lanolin in olive oil."),
    ("Vitamin C 1000", "Vitamin C", "Vitamins", 1, "Morning", "Tablet", 7, "1000 mg", "Ascorbic acid with rose hips."),
    ("Vitamin B12 Methyl", "Vitamin B", "Vitamins", 1, "Morning", "Capsule", 9, "1000 mcg", "Methylcobalamin."),
    ("B-Complex Active", "Vitamin B", "Vitamins", 1, "Morning", "Capsule", 14, "1 capsule", "Eight B vitamins in active forms."),
    ("Vitamin K2 MK-7", "Vitamin K", "Vitamins", 1, "Midday", "Softgel", 18, "100 mcg", "Menaquinone-7 from natto."),
    ("Vitamin E Mixed", "Vitamin E", "Vitamins", 1, "Midday", "Softgel", 12, "268 mg", "Mixed tocopherols."),
    ("Vitamin A 3000", "Vitamin A", "Vitamins", 1, "Midday", "Softgel", 6, "3000 mcg", "Retinyl palmitate."),
    ("Folate 5-MTHF", "Vitamin B", "Vitamins", 1, "Morning", "Capsule", 13, "680 mcg DFE", "Active folate."),
    ("Biotin 5000", "Vitamin B", "Vitamins", 1, "Morning", "Capsule", 8, "5000 mcg", "D-biotin."),
    ("Daily Multi Women", "Multivitamin", "Vitamins", 2, "Morning", "Capsule", 16, "2 capsules", "Twenty-two nutrients with iron."),
    ("Daily Multi Men", "Multivitamin", "Vitamins", 2, "Morning", "Capsule", 16, "2 capsules", "Twenty-one nutrients without iron."),
    ("Magnesium Glycinate", "Magnesium", "Minerals", 2, "Evening", "Capsule", 11, "200 mg", "Magnesium bisglycinate chelate."),
    ("Magnesium Citrate", "Magnesium", "Minerals", 2, "Evening", "Tablet", 8, "300 mg", "Magnesium from citrate."),
    ("Zinc Picolinate", "Zinc", "Minerals", 1, "Midday", "Capsule", 8, "30 mg", "Zinc from picolinate."),
    ("Iron Bisglycinate", "Iron", "Minerals", 1, "Midday", "Capsule", 9, "25 mg", "Gentle iron chelate."),
    ("Calcium Citrate", "Calcium", "Minerals", 2, "Evening", "Tablet", 7, "500 mg", "Calcium from citrate."),
    ("Selenium 200", "Selenium", "Minerals", 1, "Midday", "Capsule", 7, "200 mcg", "Selenomethionine."),
    ("Chromium Picolinate", "Chromium", "Minerals", 1, "Midday", "Capsule", 7, "200 mcg", "Chromium from picolinate."),
    ("Potassium Citrate", "Potassium", "Minerals", 1, "Midday", "Capsule", 6, "99 mg", "Potassium from citrate."),
    ("Omega-3 Fish Oil", "Omega-3", "Essential Fatty Acids", 2, "Morning", "Softgel", 15, "1280 mg", "Fish oil, 360 EPA and 240 DHA a softgel."),
    ("Algae Omega-3", "Omega-3", "Essential Fatty Acids", 2, "Morning", "Softgel", 26, "500 mg", "Vegan EPA and DHA."),
    ("Flaxseed Oil", "Omega-3", "Essential Fatty Acids", 1, "Morning", "Softgel", 9, "1000 mg", "Cold pressed flaxseed oil."),
    ("Probiotic 50B", "Probiotics", "Digestive Health", 1, "Morning", "Capsule", 29, "50 billion CFU", "Twelve strains in a delayed capsule."),
    ("Digestive Enzymes", "Enzymes", "Digestive Health", 1, "Midday", "Capsule", 17, "1 capsule", "Protease, amylase, lipase, lactase."),
    ("Psyllium Husk", "Fiber", "Digestive Health", 3, "Midday", "Capsule", 5, "2.1 g", "Whole husk fiber."),
    ("Ginger Root", "Herbs", "Digestive Health", 1, "Midday", "Capsule", 8, "550 mg", "Dried ginger root."),
    ("Ashwagandha KSM", "Adaptogens", "Herbs", 1, "Evening", "Capsule", 19, "600 mg", "Root extract, 5 percent withanolides."),
    ("Rhodiola Rosea", "Adaptogens", "Herbs", 1, "Morning", "Capsule", 18, "400 mg", "Extract, 3 percent rosavins."),
    ("Turmeric Curcumin", "Herbs", "Herbs", 1, "Midday", "Capsule", 17, "750 mg", "With black pepper extract."),
    ("Milk Thistle", "Herbs", "Herbs", 1, "Evening", "Capsule", 12, "300 mg", "80 percent silymarin."),
    ("Valerian Root", "Herbs", "Sleep", 1, "Evening", "Capsule", 9, "500 mg", "Dried valerian root."),
    ("Melatonin 3 mg", "Melatonin", "Sleep", 1, "Evening", "Tablet", 6, "3 mg", "Fast dissolving."),
    ("L-Theanine 200", "Amino Acids", "Sleep", 1, "Evening", "Capsule", 16, "200 mg", "From green tea."),
    ("GABA 500", "Amino Acids", "Sleep", 1, "Evening", "Capsule", 12, "500 mg", "Gamma-aminobutyric acid."),
    ("CoQ10 Ubiquinol 100", "CoQ10", "Healthy Aging", 1, "Morning", "Softgel", 34, "100 mg", "Reduced coenzyme Q10."),
    ("Collagen Peptides", "Collagen", "Healthy Aging", 3, "Morning", "Capsule", 10, "2.4 g", "Types I and III, grass fed."),
    ("Quercetin Bromelain", "Flavonoids", "Immune", 1, "Midday", "Capsule", 18, "500 mg", "With bromelain."),
    ("Elderberry Extract", "Herbs", "Immune", 1, "Midday", "Capsule", 15, "500 mg", "Black elderberry."),
    ("Saw Palmetto", "Herbs", "Herbs", 1, "Evening", "Softgel", 14, "320 mg", "85 percent fatty acids."),
    ("Resveratrol 250", "Polyphenols", "Healthy Aging", 1, "Evening", "Capsule", 22, "250 mg", "From Japanese knotweed."),
];

/// Not for sale, each for a reason one can read: discontinued master product, paused by the brand, packaging not approved.
const ENDED: usize = 30;
const PAUSED: usize = 25;
const UNPACKED: usize = 39;

/// Place of the packaging that is still being tested.
const TESTING_PACKAGING: u16 = 2;
impl Catalog {
    pub fn new(seed: u64) -> Self {
        let products = PRODUCTS.iter().enumerate().map(|(place, row)| product(seed, place, row));
        Self { products: products.collect(), assemblies: assemblies(), brands: brands(), packaging: packaging() }
    }

    /// The packaging a product comes in: its own, else its brand's (BEHAVIOUR §5).
    pub fn packaging_of(&self, product: u16) -> Option<u16> {
        let product = self.products.get(usize::from(product))?;
        product.packaging.or_else(|| self.brands.get(usize::from(product.brand))?.packaging)
    }

    pub fn packaging_of_pack(&self, pack: u16) -> Option<u16> {
        let pack = self.assemblies.get(usize::from(pack))?;
        self.brands.get(usize::from(pack.brand))?.packaging
    }

    /// The vendor's own changes to the catalog; false when it names nothing here.
    pub fn change(&mut self, ids: Ids, change: &WorldChange) -> bool {
        let place = |kind, id| ids.read(kind, id).map(|(serial, _)| serial as usize);
        match change {
            WorldChange::EndMasterProduct { product } => {
                let found = place(Kind::Product, *product).and_then(|at| self.products.get_mut(at));
                found.is_some_and(|product| {
                    product.master_active = false;
                    product.lifecycle = "Discontinued";
                    true
                })
            }
            WorldChange::SetPackagingStatus { packaging, status } => {
                let found = place(Kind::Packaging, *packaging).and_then(|at| self.packaging.get_mut(at));
                found.is_some_and(|packaging| {
                    packaging.status.clone_from(status);
                    true
                })
            }
            WorldChange::RemovePackaging { product } => {
                let Some(product) = place(Kind::Product, *product).and_then(|at| self.products.get_mut(at)) else {
                    return false;
                };
                product.packaging = None;
                if let Some(brand) = self.brands.get_mut(usize::from(product.brand)) {
                    brand.packaging = None;
                }
                true
            }
            WorldChange::HoldOrder { .. } | WorldChange::CancelOrder { .. } => false,
        }
    }
}

fn product(seed: u64, place: usize, row: &Row) -> Product {
    let (name, family, category, serving, time_of_day, pill, cents_per_pill, dosage, about) = *row;
    let mut draw = Draw::new(seed, "product", place as u64);
    Product {
        name,
        family,
        category,
        serving,
        time_of_day,
        pill,
        cents_per_pill,
        dosage,
        about,
        active: ![ENDED, PAUSED, UNPACKED].contains(&place),
        brand: u16::from(place % 4 == 3),
        packaging: (place == UNPACKED).then_some(TESTING_PACKAGING),
        master_active: place != ENDED,
        lifecycle: if place == ENDED { "Discontinued" } else { "Active" },
        sku: format!("JNP-{:03}", place + 1),
        upc: format!("8500{}", draw.digits(8)),
    }
}

#[rustfmt::skip]
fn assemblies() -> Vec<Assembly> {
    let pack = |name, about, brand, components: &[(u16, u16, &'static str)]| Assembly {
        name, about, brand, components: components.to_vec(),
    };
    vec![
        pack("Daily Essentials", "A good start for most people.", 0, &[(0, 1, "Morning"), (19, 2, "Morning"), (11, 2, "Evening")]),
        pack("Immune Support", "Vitamins C and D with zinc and elderberry.", 0, &[(1, 1, "Morning"), (0, 1, "Morning"), (13, 1, "Midday"), (37, 1, "Midday")]),
        pack("Calm Evening", "Magnesium, theanine and ashwagandha for the end of the day.", 0, &[(11, 2, "Evening"), (32, 1, "Evening"), (26, 1, "Evening")]),
        pack("Strong Bones", "Calcium with vitamins D3 and K2.", 0, &[(15, 2, "Evening"), (0, 1, "Morning"), (4, 1, "Midday")]),
        pack("Active Women", "Multivitamin, iron and omega-3.", 1, &[(9, 2, "Morning"), (14, 1, "Midday"), (19, 2, "Morning")]),
        pack("Healthy Aging", "CoQ10, collagen and turmeric.", 1, &[(34, 1, "Morning"), (35, 3, "Morning"), (28, 1, "Midday")]),
    ]
}

fn brands() -> Vec<Brand> {
    vec![
        Brand {
            name: "Juniper & Pine",
            about: "Everyday supplements, packed by the day.",
            material: "Eco/Compostable",
            email: "shipping@juniper.example.com",
            packaging: Some(0),
        },
        Brand {
            name: "Stillwater Clinic",
            about: "Packs chosen by practitioners.",
            material: "Plastic",
            email: "desk@stillwater.example.com",
            packaging: Some(1),
        },
    ]
}

fn packaging() -> Vec<Packaging> {
    let group = |name, sku, status: &str| Packaging { name, sku, status: status.to_owned() };
    vec![
        group("Juniper & Pine 2026", "PAG-JNP-01", "Active"),
        group("Stillwater White", "PAG-STW-01", "Active"),
        group("Juniper & Pine Night", "PAG-JNP-02", "Testing"),
        group("Juniper & Pine 2024", "PAG-JNP-00", "Archived"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalog_has_forty_products_six_packs_and_two_brands() {
        let catalog = Catalog::new(1);
        assert_eq!(catalog.products.len(), 40);
        assert_eq!(catalog.products.iter().filter(|p| !p.active).count(), 3);
        assert_eq!((catalog.assemblies.len(), catalog.brands.len()), (6, 2));
        assert!(catalog.products.iter().all(|p| p.name.len() <= 27));
        assert!(catalog.assemblies.iter().all(|a| a.name.len() <= 21));
        assert!(catalog.brands.iter().all(|b| b.name.len() <= 20));
    }

    #[test]
    fn packs_hold_only_products_one_can_order() {
        let catalog = Catalog::new(1);
        for (place, _, _) in catalog.assemblies.iter().flat_map(|pack| &pack.components) {
            assert!(catalog.products[usize::from(*place)].active);
        }
    }

    #[test]
    fn every_active_product_has_active_packaging() {
        let catalog = Catalog::new(1);
        for (place, _) in catalog.products.iter().enumerate().filter(|(_, p)| p.active) {
            let packaging = catalog.packaging_of(u16::try_from(place).expect("small")).expect("packaging");
            assert_eq!(catalog.packaging[usize::from(packaging)].status, "Active");
        }
    }
}
