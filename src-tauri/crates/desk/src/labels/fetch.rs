//! Getting a label's bytes whatever the age of its link. A link lives inside one call here: never stored, logged or shown.

use okcapsule::model::{Fulfillment, FulfillmentId};
use okcapsule::transport::TransportError;
use okcapsule::{Client, LabelFile, LabelHosts, LabelLink};

use crate::error::{Code, Error, FieldProblem, Result};

/// A label and the shipment as reread on the way; its link is spent.
#[derive(Debug, Clone)]
pub struct Fetched {
    pub file: LabelFile,
    pub shipment: Fulfillment,
}

/// Rereads the shipment for a link (that is how the guide renews one), takes the label route when there is none or it dies within a minute,
/// and gets one more fresh link when storage says 403 although the clock says fresh.
/// # Errors
/// `LabelNotReady` when the server offers no link, `LabelExpired` when storage refused two fresh ones, `LabelHostUnknown` with the host,
/// `LabelNotALabel`, `LabelTooLarge`, and what any read can answer.
pub async fn fetch(client: &Client, hosts: &LabelHosts, shipment_id: &str) -> Result<Fetched> {
    let id = FulfillmentId::new(shipment_id);
    let shipment = client.get_fulfillment(&id).await?;
    let link = fresh_link(client, &id, shipment.label_url.as_ref()).await?;
    let file = match client.fetch_label(&link, hosts).await {
        Err(okcapsule::Error::LabelExpired) => {
            let link = renewed_link(client, &id, &link).await?;
            client.fetch_label(&link, hosts).await.map_err(label_error)?
        }
        other => other.map_err(label_error)?,
    };
    Ok(Fetched { file, shipment })
}

/// The link at hand when it has a minute left, else the label route's.
async fn fresh_link(client: &Client, id: &FulfillmentId, at_hand: Option<&LabelLink>) -> Result<LabelLink> {
    match at_hand {
        Some(link) if link.is_fresh(client.server_now()) => Ok(link.clone()),
        Some(_) | None => client.get_label_link(id).await.map_err(|error| match error {
            okcapsule::Error::NotFound(_) => Error::because(Code::LabelNotReady, error),
            other => other.into(),
        }),
    }
}

/// Another link than the one storage refused: reread first, the label route when rereading brings the same one.
async fn renewed_link(client: &Client, id: &FulfillmentId, refused: &LabelLink) -> Result<LabelLink> {
    let again = client.get_fulfillment(id).await?;
    fresh_link(client, id, again.label_url.as_ref().filter(|link| *link != refused)).await
}

fn label_error(error: okcapsule::Error) -> Error {
    match error {
        okcapsule::Error::Lost(TransportError::TooLarge { .. }) => Error::because(Code::LabelTooLarge, error),
        okcapsule::Error::Lost(_) => Error::because(Code::LabelCutShort, error),
        okcapsule::Error::LabelHostUnknown { ref host } => {
            let host =
                FieldProblem { path: "host".to_owned(), rule: "label_host".to_owned(), said: Some(host.clone()) };
            Error::because(Code::LabelHostUnknown, error).with_fields(vec![host])
        }
        // What storage says about one file is not what the API says about a record.
        okcapsule::Error::Unreadable { .. } => Error::because(Code::LabelNotALabel, error),
        other => other.into(),
    }
}
