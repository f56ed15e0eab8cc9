//! The only place that knows where an environment's API answers and how it is reached.
//! What ships speaks https to two fixed names. The feature `test-hosts`, off in everything that ships, lets a loopback address answer.

use std::sync::Arc;

use okcapsule::{ApiHost, HttpTransport, LabelHosts, Transport};

use super::Environment;
use crate::error::{Code, Error, Result};

/// Named by the feature `test-hosts` alone: `http://127.0.0.1:PORT` for Stage and Live.
#[cfg(feature = "test-hosts")]
pub const TEST_API: &str = "CAPSULE_DESK_TEST_API";

pub fn api_host(environment: Environment) -> ApiHost {
    match environment {
        Environment::Practice => ApiHost::practice(),
        Environment::Stage => test_host().unwrap_or_else(ApiHost::stage),
        Environment::Live => test_host().unwrap_or_else(ApiHost::live),
    }
}

/// How Stage and Live are reached: https with certificates the system trusts, through the system's proxy.
pub fn transport() -> Result<Arc<dyn Transport>> {
    #[cfg(feature = "test-hosts")]
    let transport = if test_host().is_some() { HttpTransport::with_plain_loopback() } else { HttpTransport::new() };
    #[cfg(not(feature = "test-hosts"))]
    let transport = HttpTransport::new();
    Ok(Arc::new(transport.map_err(|error| Error::because(Code::Insecure, error))?))
}

/// Where label files may come from.
pub fn label_hosts() -> LabelHosts {
    #[cfg(feature = "test-hosts")]
    if test_host().is_some() {
        return LabelHosts::with_loopback();
    }
    LabelHosts::default()
}

#[cfg(feature = "test-hosts")]
fn test_host() -> Option<ApiHost> {
    ApiHost::loopback(&std::env::var(TEST_API).ok()?)
}

#[cfg(not(feature = "test-hosts"))]
fn test_host() -> Option<ApiHost> {
    None
}
