//! What an account needs before its first order (BEHAVIOUR §1), as red and green lines that say who can mend them.
//! `check_setup` is pure; gathering the facts is the caller's one round of reads.

use okcapsule::PageQuery;
use okcapsule::model::{PackagingAssetGroup, Permissions, Product, ProductLine};

use crate::session::view::{Mend, PermissionsView, SetupCheck, SetupFound, SetupLineView, SignedView};
use crate::session::{Environment, Session};

/// `None` where it could not be asked: offline, or the account may not read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupFacts {
    pub signed: SignedView,
    pub environment: Environment,
    /// Names of the product lines (brands).
    pub brands: Option<Vec<String>>,
    pub active_products: Option<u32>,
    /// Packaging asset groups whose status is Active.
    pub active_packaging: Option<u32>,
    pub may: PermissionsView,
}

pub fn check_setup(facts: &SetupFacts) -> Vec<SetupLineView> {
    let signed_in = facts.signed == SignedView::In;
    vec![
        line(SetupCheck::SignedIn, Some(signed_in), Mend::You, None),
        line(SetupCheck::Environment, Some(true), Mend::Nobody, Some(facts.environment.to_string())),
        counted(
            SetupCheck::Brand,
            facts.brands.as_ref().map(Vec::len),
            Mend::AccountAdmin,
            facts.brands.as_ref().filter(|brands| !brands.is_empty()).map(|brands| brands.join(", ")),
        ),
        counted(SetupCheck::ActiveProduct, facts.active_products.map(|count| count as usize), Mend::AccountAdmin, None),
        counted(SetupCheck::ActivePackaging, facts.active_packaging.map(|count| count as usize), Mend::OkCapsule, None),
        line(SetupCheck::Permissions, permissions_suffice(&facts.may), Mend::AccountAdmin, None),
    ]
}

pub fn is_ready(lines: &[SetupLineView]) -> bool {
    lines.iter().all(|line| line.found == SetupFound::Good)
}

/// Hints from the token's list (BEHAVIOUR §2): without one, nothing is greyed out.
pub fn permissions_view(may: &Permissions) -> PermissionsView {
    PermissionsView {
        unknown: may.is_unknown(),
        read_orders: may.may_read("orders"),
        write_orders: may.may_write("orders"),
        read_products: may.may_read("products"),
    }
}

/// Reads what the check needs: three short lists. What cannot be read stays unknown.
pub async fn gather_setup(session: &Session) -> SetupFacts {
    let view = session.view();
    let client = session.client();
    let first = PageQuery::default();
    let (brands, products, packaging) = tokio::join!(
        client.list::<ProductLine>(&first),
        client.list::<Product>(&first),
        client.list::<PackagingAssetGroup>(&first),
    );
    let is_active = |status: &str| status.eq_ignore_ascii_case("active");
    SetupFacts {
        signed: session.view().signed,
        environment: view.environment,
        brands: brands.ok().map(|page| {
            page.items.into_iter().map(|brand| brand.display_name.or(brand.name).unwrap_or_default()).collect()
        }),
        active_products: products
            .ok()
            .map(|page| count(page.items.iter().filter(|product| product.active == Some(true)))),
        active_packaging: packaging.ok().map(|page| {
            count(
                page.items
                    .iter()
                    .filter(|group| group.status.as_ref().is_some_and(|status| is_active(status.as_str()))),
            )
        }),
        may: view.may,
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

fn permissions_suffice(may: &PermissionsView) -> Option<bool> {
    (!may.unknown).then_some(may.read_orders && may.write_orders && may.read_products)
}

fn counted(check: SetupCheck, count: Option<usize>, mend: Mend, detail: Option<String>) -> SetupLineView {
    let detail = detail.or_else(|| count.filter(|count| *count > 0).map(|count| count.to_string()));
    line(check, count.map(|count| count > 0), mend, detail)
}

fn line(check: SetupCheck, good: Option<bool>, mend: Mend, detail: Option<String>) -> SetupLineView {
    let (found, mend) = match good {
        Some(true) => (SetupFound::Good, Mend::Nobody),
        Some(false) => (SetupFound::Missing, mend),
        None => (SetupFound::Unknown, Mend::Nobody),
    };
    SetupLineView { check, found, mend, detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permissions(words: &str) -> PermissionsView {
        permissions_view(&Permissions::from_text(words))
    }

    fn all_good() -> SetupFacts {
        SetupFacts {
            signed: SignedView::In,
            environment: Environment::Live,
            brands: Some(vec!["Morning".to_owned()]),
            active_products: Some(37),
            active_packaging: Some(1),
            may: permissions("orders/read,orders/create,products/read"),
        }
    }

    #[test]
    fn everything_in_place_is_green() {
        let lines = check_setup(&all_good());
        assert!(is_ready(&lines), "{lines:?}");
        assert!(lines.iter().all(|line| line.mend == Mend::Nobody));
        assert_eq!(lines[3].detail.as_deref(), Some("37"));
    }

    #[test]
    fn each_red_line_names_who_can_mend_it() {
        type Spoil = fn(&mut SetupFacts);
        let cases: [(SetupCheck, Mend, Spoil); 5] = [
            (SetupCheck::SignedIn, Mend::You, |facts| facts.signed = SignedView::Out),
            (SetupCheck::Brand, Mend::AccountAdmin, |facts| facts.brands = Some(Vec::new())),
            (SetupCheck::ActiveProduct, Mend::AccountAdmin, |facts| facts.active_products = Some(0)),
            (SetupCheck::ActivePackaging, Mend::OkCapsule, |facts| facts.active_packaging = Some(0)),
            (SetupCheck::Permissions, Mend::AccountAdmin, |facts| facts.may = permissions("orders/read,products/read")),
        ];
        for (check, mend, spoil) in cases {
            let mut facts = all_good();
            spoil(&mut facts);
            let lines = check_setup(&facts);
            let red: Vec<_> = lines.iter().filter(|line| line.found != SetupFound::Good).collect();
            assert_eq!(red.len(), 1, "{check:?}");
            assert_eq!((red[0].check, red[0].found, red[0].mend), (check, SetupFound::Missing, mend));
        }
    }

    #[test]
    fn what_could_not_be_asked_is_neither_red_nor_green() {
        let facts = SetupFacts {
            brands: None,
            active_products: None,
            active_packaging: None,
            may: permissions(""),
            ..all_good()
        };
        let lines = check_setup(&facts);
        assert!(!is_ready(&lines));
        assert!(lines.iter().all(|line| line.found != SetupFound::Missing), "{lines:?}");
    }
}
