//! Shipping labels: where they are kept, the signed links that lead there for 900 seconds, and the paper itself.
//! Labels are drawn when somebody fetches them; nothing is stored.

#[cfg(test)]
mod against_s3;
pub mod code128;
pub mod link;
pub mod paper;
pub mod pdf;
pub mod storage;
mod widths;

use jiff::Timestamp;
use uuid::Uuid;

use crate::draw::Kind;
use crate::world::World;

const BUCKET: &str = "okc-practice-labels";
const REGION_HOST: &str = "s3.us-west-2.amazonaws.com";

/// Where label links point.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum LabelHost {
    /// A bucket's own host, as S3 has it; reached only in process.
    #[default]
    Bucket,
    /// `127.0.0.1:PORT`, the bucket in the path, over plain HTTP: for a world served on loopback.
    Loopback(String),
}

impl LabelHost {
    pub fn host(&self) -> String {
        match self {
            Self::Bucket => format!("{BUCKET}.{REGION_HOST}"),
            Self::Loopback(address) => address.clone(),
        }
    }

    fn scheme(&self) -> &'static str {
        match self {
            Self::Bucket => "https",
            Self::Loopback(_) => "http",
        }
    }

    fn path(&self, key: &str) -> String {
        match self {
            Self::Bucket => format!("/{key}"),
            Self::Loopback(_) => format!("/{BUCKET}/{key}"),
        }
    }

    /// The key in a request for storage; `None` when the request is for the API.
    pub fn key<'a>(&self, host: Option<&str>, path: &'a str) -> Option<&'a str> {
        match self {
            Self::Bucket => (host == Some(self.host().as_str())).then(|| path.strip_prefix('/'))?,
            Self::Loopback(_) => path.strip_prefix('/')?.strip_prefix(BUCKET)?.strip_prefix('/'),
        }
    }

    /// A fresh link to a shipment's label.
    pub fn link(&self, world: &World, shipment: u32, now: Timestamp) -> String {
        let key = key_of(world.ids.make(Kind::Shipment, shipment, 0));
        let path = self.path(&key);
        let query = link::signed_query(&link::secret(world.seed), &self.host(), &path, now);
        format!("{}://{}{path}?{query}", self.scheme(), self.host())
    }
}

fn key_of(shipment: Uuid) -> String {
    format!("labels/{shipment}.pdf")
}

/// The shipment a key names.
fn shipment_of(world: &World, key: &str) -> Option<u32> {
    let id = key.strip_prefix("labels/")?.strip_suffix(".pdf")?;
    world.shipment(Uuid::try_parse(id).ok()?).map(|(serial, _)| serial)
}
