//! One call as data: method, path, body, what it shows at the door. Nothing is sent here.

use bytes::Bytes;
use http::Method;
use secrecy::SecretString;
use url::Url;

use crate::error::{Error, Result};
use crate::transport::Intent;

/// A hundred orders with all their lines are far below this.
const LARGEST_ANSWER: usize = 16 * 1024 * 1024;

/// One call, before it has an address and a bearer.
pub(crate) struct Call {
    pub method: Method,
    pub target: Target,
    pub body: Option<Bytes>,
    pub intent: Intent,
    pub door: Door,
    /// Exact texts in the body that no error may repeat.
    pub secrets: Vec<SecretString>,
    pub max_bytes: usize,
}

pub(crate) enum Target {
    Api {
        path: Vec<String>,
        query: Vec<(String, String)>,
    },
    /// A signed address, checked by `LabelHosts`.
    Storage(Url),
}

/// What a call shows at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// Login routes and storage take no bearer.
    Open,
    /// Renewed before it leaves when that is due; a read also once after a 401.
    Bearer,
    /// The token at hand or none: renewing is the caller's decision.
    BearerAtHand,
}

impl Call {
    pub(crate) fn get(path: &[&str]) -> Self {
        Self::new(Method::GET, path, Intent::Read)
    }

    pub(crate) fn write(method: Method, path: &[&str], body: Option<Bytes>) -> Self {
        Self { body, ..Self::new(method, path, Intent::Write) }
    }

    fn new(method: Method, path: &[&str], intent: Intent) -> Self {
        let path = path.iter().map(|part| (*part).to_owned()).collect();
        Self {
            method,
            target: Target::Api { path, query: Vec::new() },
            body: None,
            intent,
            door: Door::Bearer,
            secrets: Vec::new(),
            max_bytes: LARGEST_ANSWER,
        }
    }

    pub(crate) fn query(mut self, pairs: Vec<(String, String)>) -> Self {
        if let Target::Api { query, .. } = &mut self.target {
            query.extend(pairs);
        }
        self
    }

    pub(crate) fn door(mut self, door: Door) -> Self {
        self.door = door;
        self
    }

    pub(crate) fn hiding(mut self, secrets: Vec<SecretString>) -> Self {
        self.secrets = secrets;
        self
    }

    /// For the log: the resource alone, without ids or what was searched for.
    pub(crate) fn route(&self) -> &str {
        match &self.target {
            Target::Api { path, .. } => path.get(1).map_or("", String::as_str),
            Target::Storage(_) => "label",
        }
    }
}

/// Puts a call's path under `base`, each part encoded, so that no id becomes another address.
pub(crate) fn address(base: &Url, path: &[String], query: &[(String, String)]) -> Result<Url> {
    // These three would silently become another address.
    if path.iter().any(|part| matches!(part.as_str(), "" | "." | "..")) {
        return Err(Error::BadId);
    }
    let mut url = base.clone();
    url.path_segments_mut().map_err(|()| Error::BadId)?.pop_if_empty().extend(path);
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    Ok(url)
}
