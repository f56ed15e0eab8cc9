//! Where the API answers: three fixed places. Only tests can name another, and only on loopback.

use url::Url;

/// Where the API answers. Tokens and data never carry over from one to another (BEHAVIOUR §1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiHost(Url);

impl ApiHost {
    /// Makes, ships and bills real goods.
    pub fn live() -> Self {
        Self::constant("https://na1-prod.okcapsule.app/")
    }

    /// Test data; nothing ships.
    pub fn stage() -> Self {
        Self::constant("https://na1-stage.okcapsule.app/")
    }

    /// A name that no network can resolve: the practice world is reached in process.
    pub fn practice() -> Self {
        Self::constant("https://practice.invalid/")
    }

    /// A loopback address, over plain http; None for anything else.
    #[cfg(any(test, feature = "test-hosts"))]
    pub fn loopback(address: &str) -> Option<Self> {
        let url = Url::parse(address).ok()?;
        (is_loopback(&url) && url.scheme() == "http").then_some(Self(url))
    }

    pub fn url(&self) -> &Url {
        &self.0
    }

    pub fn name(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    fn constant(address: &str) -> Self {
        Self(Url::parse(address).expect("a constant address"))
    }
}

/// An address of this computer itself, by number or as `localhost`.
#[cfg(any(test, feature = "test-hosts"))]
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
