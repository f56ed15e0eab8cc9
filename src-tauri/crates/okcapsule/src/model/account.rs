//! Who is signed in and the vocabulary around: user, client account, permissions, statuses, change history.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::ids::{AddressId, ClientId, StatusId, TransactionLogId, UserId};
use super::tolerant::{noun, record};
use super::words::{AccountStatus, UserKind};

noun! {
    /// `/v2/authentication/user`, bare.
    pub struct User {
        pub id: UserId,
        /// None for a vendor's own user.
        pub client_id: Option<ClientId>,
        pub user_type: Option<UserKind>,
        pub name: Option<String>,
        /// Equals the id; NOT what one signs in with.
        pub username: Option<String>,
        pub email: Option<String>,
        pub locale: Option<String>,
        pub phone_number: Option<String>,
        pub last_login: Option<Timestamp>,
        pub roles: Vec<String>,
        pub created_at: Option<Timestamp>,
        pub updated_at: Option<Timestamp>,
    }
}

noun! {
    /// The account a user belongs to.
    pub struct ClientAccount {
        pub id: ClientId,
        pub status: Option<AccountStatus>,
        pub business_name: Option<String>,
        pub display_name: Option<String>,
        pub onboarding_stage: Option<String>,
        pub service_level: Option<String>,
        pub contract_type: Option<String>,
        pub is_test_account: Option<bool>,
        pub is_international_shipping_enabled: Option<bool>,
        pub is_brand_remap_enabled: Option<bool>,
        pub max_user_count: Option<u32>,
        pub tax_id: Option<String>,
        pub business_contact_firstname: Option<String>,
        pub business_contact_lastname: Option<String>,
        pub business_contact_email: Option<String>,
        pub billing_contact_firstname: Option<String>,
        pub billing_contact_lastname: Option<String>,
        pub billing_contact_address_id: Option<AddressId>,
        pub created_at: Option<Timestamp>,
        pub updated_at: Option<Timestamp>,
    }
}

noun! {
    /// One row of `/v2/statuses`. `group` is like `order` or `fulfillment`.
    pub struct Status {
        pub id: StatusId,
        pub name: Option<String>,
        pub group: Option<String>,
        pub created_at: Option<Timestamp>,
        pub updated_at: Option<Timestamp>,
    }
}

noun! {
    /// One change of one record. The spec promises no timestamp (BEHAVIOUR §6).
    pub struct TransactionLog {
        pub id: TransactionLogId,
        pub column_name: Option<String>,
        pub old_data: Option<String>,
        pub new_data: Option<String>,
        /// Like `INSERT` or `UPDATE`.
        pub event_type: Option<String>,
        pub done_by: Option<UserId>,
        pub client_id: Option<ClientId>,
        /// Id of the changed record, of whatever kind.
        pub entity_id: Option<String>,
        pub created_at: Option<Timestamp>,
    }
}

record!(User, ClientAccount, Status, TransactionLog);

/// What the token says it may do: hints to grey out a button with, never a decision (BEHAVIOUR §2).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions(BTreeSet<(String, String)>);

impl Permissions {
    /// From `orders/read,orders/create,…`.
    pub fn from_text(text: &str) -> Self {
        let pairs = text.split(',').filter_map(|pair| pair.trim().split_once('/'));
        Self(pairs.map(|(resource, action)| (resource.trim().to_owned(), action.trim().to_owned())).collect())
    }

    /// True when no permission was told at all: then nothing should be greyed out.
    pub fn is_unknown(&self) -> bool {
        self.0.is_empty()
    }

    pub fn may_read(&self, resource: &str) -> bool {
        self.is_unknown() || self.has(resource, "read")
    }

    /// `create`, `update`, `delete` and `write` all count as kinds of writing.
    pub fn may_write(&self, resource: &str) -> bool {
        self.is_unknown() || ["write", "create", "update", "delete"].iter().any(|action| self.has(resource, action))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(resource, action)| (resource.as_str(), action.as_str()))
    }

    fn has(&self, resource: &str, action: &str) -> bool {
        self.iter().any(|pair| pair == (resource, action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_read_the_token_words_and_the_route_words() {
        let may = Permissions::from_text("orders/read, orders/create,products/read,,odd");
        assert!(may.may_read("orders") && may.may_write("orders") && may.may_read("products"));
        assert!(!may.may_write("products") && !may.may_read("consumers"));
        assert!(Permissions::from_text("").may_write("orders"));
    }
}
