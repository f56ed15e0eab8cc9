//! What crosses IPC about who is signed in and where. `Form` comes from the page, `View` goes to it; neither decides anything.
//! No token and no password is ever part of a view.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::keychain::KeychainState;
use super::{Environment, SessionStamp};

/// The account form. Practice needs none; `environment` is Stage or Live.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SignInForm {
    pub environment: Environment,
    pub email: String,
    pub password: String,
}

impl fmt::Debug for SignInForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignInForm").field("environment", &self.environment).finish_non_exhaustive()
    }
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ForgotPasswordForm {
    pub environment: Environment,
    pub email: String,
}

impl fmt::Debug for ForgotPasswordForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ForgotPasswordForm").field("environment", &self.environment).finish_non_exhaustive()
    }
}

/// The code came by e-mail or text message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ResetPasswordForm {
    pub environment: Environment,
    pub email: String,
    pub code: String,
    pub password: String,
}

impl fmt::Debug for ResetPasswordForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResetPasswordForm").field("environment", &self.environment).finish_non_exhaustive()
    }
}

/// Everything the shell draws about the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SessionView {
    pub environment: Environment,
    /// Every write brings it back.
    pub stamp: SessionStamp,
    pub account: AccountView,
    pub signed: SignedView,
    pub kept: KeptView,
    pub may: PermissionsView,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    /// Empty for a desk that is signed out: who it was is not kept in plain.
    pub user_name: String,
    pub email: String,
    /// The client's own name, as the API shows it; empty when the account may not read it.
    pub client_name: String,
}

impl fmt::Debug for AccountView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccountView(…)")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SignedView {
    In,
    /// Nobody is signed in; what is on disk stays readable and drafts stay.
    Out,
    /// The server refused to renew: the password was changed elsewhere or access was taken away. Drafts stay.
    RefusedElsewhere,
    /// Repeated refusals: nothing is tried any more until a person signs in again.
    Stopped,
}

/// Whether what this desk keeps outlives the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum KeptView {
    Kept,
    /// Keys or tokens are in memory only: nothing personal is kept after exit.
    MemoryOnly {
        keychain: KeychainState,
    },
}

/// Hints from the token for greying out; the server decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PermissionsView {
    /// The server sent no list: nothing is greyed out.
    pub unknown: bool,
    pub read_orders: bool,
    pub write_orders: bool,
    pub read_products: bool,
}

/// A desk used on this computer before. Opening the app shows the last one, signed out or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct KnownDeskView {
    /// Names the desk in later calls; says nothing about the client.
    pub desk: String,
    pub environment: Environment,
    pub client_name: String,
    pub last_used: String,
}

/// What the sign-in screen needs before the first word is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SignInView {
    pub keychain: KeychainState,
    /// Newest first.
    pub known: Vec<KnownDeskView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SignedOutView {
    /// `Working` when the tokens are gone from the keychain; otherwise why they could not be deleted.
    pub tokens: KeychainState,
    /// Label files that could not be removed.
    pub labels_left: u32,
}

/// What "Remove this account from this computer" would take away; shown before it is pressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RemovalView {
    pub drafts: u32,
    pub unsettled: Vec<UnsettledView>,
}

/// A send whose outcome is not known yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UnsettledView {
    pub key: String,
    /// The brand's own number or a short sentence made by the desk; may be personal, is never logged.
    pub title: String,
    pub in_flight: bool,
}

/// One line of the setup check on the first Today screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupLineView {
    pub check: SetupCheck,
    pub found: SetupFound,
    pub mend: Mend,
    /// A name or number that belongs in the sentence: the brand, how many products.
    pub detail: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SetupCheck {
    SignedIn,
    Environment,
    Brand,
    ActiveProduct,
    ActivePackaging,
    Permissions,
    /// Labels can go onto paper.
    Printer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SetupFound {
    Good,
    Missing,
    /// Could not be asked: offline, or the account may not read it.
    Unknown,
}

/// Who can mend a red line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Mend {
    Nobody,
    You,
    /// An admin of the brand, in the client portal.
    AccountAdmin,
    OkCapsule,
    /// Whoever sits here, in Settings, Printers.
    PrinterSettings,
}

/// The connection doctor's findings, in the order they build on each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DoctorView {
    pub lines: Vec<DoctorLineView>,
    /// For the copyable case text; holds no personal data. Names are stable words the page translates.
    pub facts: Vec<CaseFactView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DoctorLineView {
    pub check: DoctorCheck,
    pub finding: DoctorFinding,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum DoctorCheck {
    Name,
    Proxy,
    Secure,
    Api,
    Clock,
    LabelStorage,
    Disk,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum DoctorFinding {
    Good,
    /// An earlier line already fails, or there is no server to ask (Practice).
    NotAsked,
    NameNotFound,
    /// Not trouble by itself: requests go through a proxy of the system.
    ThroughProxy,
    ProxyAsksForPassword,
    NoConnection,
    CertificateRefused,
    NoAnswerInTime,
    /// Something answered that is not OK Capsule: a sign-in page of a network, a filter.
    NotTheApi {
        status: u16,
    },
    ServerFault {
        status: u16,
    },
    /// Seconds this computer is ahead (positive) or behind (negative).
    ClockIsOff {
        seconds: i32,
    },
    FolderNotWritable,
    FolderNotLocal,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CaseFactView {
    pub name: String,
    pub value: String,
}
