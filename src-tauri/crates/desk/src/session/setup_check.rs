//! What an account needs before its first order (BEHAVIOUR §1), as red and green lines that say who can mend them.
//! `check_setup` is pure; gathering the facts is the caller's one round of reads.

use super::Environment;
use super::view::{Mend, PermissionsView, SetupCheck, SetupFound, SetupLineView, SignedView};

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
        line(
            SetupCheck::Environment,
            Some(true),
            Mend::Nobody,
            Some(facts.environment.to_string()),
        ),
        counted(
            SetupCheck::Brand,
            facts.brands.as_ref().map(Vec::len),
            Mend::AccountAdmin,
            facts
                .brands
                .as_ref()
                .filter(|brands| !brands.is_empty())
                .map(|brands| brands.join(", ")),
        ),
        counted(
            SetupCheck::ActiveProduct,
            facts.active_products.map(|count| count as usize),
            Mend::AccountAdmin,
            None,
        ),
        counted(
            SetupCheck::ActivePackaging,
            facts.active_packaging.map(|count| count as usize),
            Mend::OkCapsule,
            None,
        ),
        line(
            SetupCheck::Permissions,
            permissions_suffice(&facts.may),
            Mend::AccountAdmin,
            None,
        ),
    ]
}

pub fn is_ready(lines: &[SetupLineView]) -> bool {
    lines.iter().all(|line| line.found == SetupFound::Good)
}

/// Hints from the token's comma-separated list; create, update and delete count as kinds of write (BEHAVIOUR §2).
pub fn read_permissions(list: Option<&str>) -> PermissionsView {
    let words: Vec<&str> = list
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        return PermissionsView {
            unknown: true,
            read_orders: true,
            write_orders: true,
            read_products: true,
        };
    }
    let may = |noun: &str, verbs: &[&str]| {
        words.iter().any(|word| {
            word.split_once('/')
                .is_some_and(|(of, verb)| of == noun && verbs.contains(&verb))
        })
    };
    PermissionsView {
        unknown: false,
        read_orders: may("orders", &["read"]),
        write_orders: may("orders", &["write", "create"]),
        read_products: may("products", &["read"]),
    }
}

fn permissions_suffice(may: &PermissionsView) -> Option<bool> {
    (!may.unknown).then_some(may.read_orders && may.write_orders && may.read_products)
}

fn counted(
    check: SetupCheck,
    count: Option<usize>,
    mend: Mend,
    detail: Option<String>,
) -> SetupLineView {
    let detail = detail.or_else(|| {
        count
            .filter(|count| *count > 0)
            .map(|count| count.to_string())
    });
    line(check, count.map(|count| count > 0), mend, detail)
}

fn line(
    check: SetupCheck,
    good: Option<bool>,
    mend: Mend,
    detail: Option<String>,
) -> SetupLineView {
    let (found, mend) = match good {
        Some(true) => (SetupFound::Good, Mend::Nobody),
        Some(false) => (SetupFound::Missing, mend),
        None => (SetupFound::Unknown, Mend::Nobody),
    };
    SetupLineView {
        check,
        found,
        mend,
        detail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_good() -> SetupFacts {
        SetupFacts {
            signed: SignedView::In,
            environment: Environment::Live,
            brands: Some(vec!["Morning".to_owned()]),
            active_products: Some(37),
            active_packaging: Some(1),
            may: read_permissions(Some("orders/read,orders/create,products/read")),
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
            (SetupCheck::SignedIn, Mend::You, |facts| {
                facts.signed = SignedView::Out
            }),
            (SetupCheck::Brand, Mend::AccountAdmin, |facts| {
                facts.brands = Some(Vec::new())
            }),
            (SetupCheck::ActiveProduct, Mend::AccountAdmin, |facts| {
                facts.active_products = Some(0)
            }),
            (SetupCheck::ActivePackaging, Mend::OkCapsule, |facts| {
                facts.active_packaging = Some(0)
            }),
            (SetupCheck::Permissions, Mend::AccountAdmin, |facts| {
                facts.may = read_permissions(Some("orders/read,products/read"))
            }),
        ];
        for (check, mend, spoil) in cases {
            let mut facts = all_good();
            spoil(&mut facts);
            let lines = check_setup(&facts);
            let red: Vec<_> = lines
                .iter()
                .filter(|line| line.found != SetupFound::Good)
                .collect();
            assert_eq!(red.len(), 1, "{check:?}");
            assert_eq!(
                (red[0].check, red[0].found, red[0].mend),
                (check, SetupFound::Missing, mend)
            );
        }
    }

    #[test]
    fn what_could_not_be_asked_is_neither_red_nor_green() {
        let facts = SetupFacts {
            brands: None,
            active_products: None,
            active_packaging: None,
            may: read_permissions(None),
            ..all_good()
        };
        let lines = check_setup(&facts);
        assert!(!is_ready(&lines));
        assert!(
            lines.iter().all(|line| line.found != SetupFound::Missing),
            "{lines:?}"
        );
    }

    #[test]
    fn create_update_and_the_routes_own_words_all_mean_write() {
        assert!(read_permissions(Some("orders/create")).write_orders);
        assert!(read_permissions(Some(" orders/write ,x")).write_orders);
        assert!(
            !read_permissions(Some("orders/update")).write_orders,
            "changing is not placing"
        );
        assert!(read_permissions(Some("")).unknown);
    }
}
