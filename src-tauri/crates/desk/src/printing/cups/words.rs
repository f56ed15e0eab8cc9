//! IPP attributes and what they mean here: queues and jobs out, requests in. Pure; the way there is `wire`.

use std::collections::BTreeMap;

use ipp::attribute::{IppAttribute, IppAttributeGroup};
use ipp::model::{DelimiterTag, IppVersion, Operation};
use ipp::request::IppRequestResponse;
use ipp::value::{IppKeyword, IppName, IppTextValue, IppValue};

use crate::error::{Code, Error, Result};
use crate::printing::paper::Papers;
use crate::printing::printers::{Job, JobFacts, JobState, Queue, QueueState};

/// What is asked of a queue.
pub const OF_A_QUEUE: &[&str] = &[
    "printer-name",
    "printer-info",
    "printer-make-and-model",
    "printer-is-accepting-jobs",
    "printer-state",
    "printer-state-reasons",
    "media-supported",
    "media-default",
    "printer-resolution-supported",
];
pub const OF_A_JOB: &[&str] = &["job-id", "job-name", "job-state", "job-state-reasons"];

/// The queue's place on the server; its name is data, never a path.
pub fn path_of(queue: &str) -> String {
    let mut path = "/printers/".to_owned();
    for byte in queue.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    path
}

/// A request about the server, or about one queue.
pub fn request(operation: Operation, queue: Option<&str>, user: &str, wanted: &[&str]) -> Result<IppRequestResponse> {
    let mut request = IppRequestResponse::new(IppVersion::v2_0(), operation, None).map_err(unexpected)?;
    let mut add = |name: &str, value: IppValue| -> Result<()> {
        request.attributes_mut().add(DelimiterTag::OperationAttributes, attribute(name, value)?);
        Ok(())
    };
    if let Some(queue) = queue {
        add("printer-uri", IppValue::new_uri(format!("ipp://localhost{}", path_of(queue))).map_err(unexpected)?)?;
    }
    add("requesting-user-name", name(user)?)?;
    if !wanted.is_empty() {
        let wanted = wanted.iter().map(|word| keyword(word)).collect::<Result<Vec<_>>>()?;
        add("requested-attributes", IppValue::Array(wanted))?;
    }
    Ok(request)
}

/// Every page at the size it has: media named, nothing scaled, one page a sheet, one side.
pub fn print_job(job: &Job, user: &str) -> Result<IppRequestResponse> {
    let mut request = request(Operation::PrintJob, Some(&job.queue), user, &[])?;
    let mut add = |tag, word: &str, value: IppValue| -> Result<()> {
        request.attributes_mut().add(tag, attribute(word, value)?);
        Ok(())
    };
    add(DelimiterTag::OperationAttributes, "job-name", name(&job.name)?)?;
    let pdf = IppValue::MimeMediaType("application/pdf".try_into().map_err(unexpected)?);
    add(DelimiterTag::OperationAttributes, "document-format", pdf)?;
    let copies = i32::try_from(job.copies).unwrap_or(i32::MAX);
    for (word, value) in [
        ("copies", IppValue::Integer(copies)),
        ("media", keyword(&job.paper)?),
        ("print-scaling", keyword("none")?),
        ("sides", keyword("one-sided")?),
        ("number-up", IppValue::Integer(1)),
        ("job-sheets", keyword("none")?),
    ] {
        add(DelimiterTag::JobAttributes, word, value)?;
    }
    Ok(request)
}

pub fn add_operation(request: &mut IppRequestResponse, word: &str, value: IppValue) -> Result<()> {
    request.attributes_mut().add(DelimiterTag::OperationAttributes, attribute(word, value)?);
    Ok(())
}

pub fn keyword(word: &str) -> Result<IppValue> {
    Ok(IppValue::Keyword(IppKeyword::new(word).map_err(unexpected)?))
}

fn name(text: &str) -> Result<IppValue> {
    Ok(IppValue::NameWithoutLanguage(IppName::new(text).map_err(unexpected)?))
}

fn attribute(word: &str, value: IppValue) -> Result<IppAttribute> {
    IppAttribute::with_name(word, value).map_err(unexpected)
}

fn unexpected(cause: ipp::parser::IppParseError) -> Error {
    Error::because(
        Code::Unexpected,
        anyhow::Error::new(cause).context("putting a request for the print server together"),
    )
}

// ---- what came back -----------------------------------------------------------------------------

pub fn queues(answer: &IppRequestResponse) -> Vec<Queue> {
    answer
        .attributes()
        .groups_of(DelimiterTag::PrinterAttributes)
        .filter_map(|group| queue(&Group::of(group)))
        .collect()
}

pub fn default_name(answer: &IppRequestResponse) -> Option<String> {
    answer
        .attributes()
        .first_of(DelimiterTag::PrinterAttributes)
        .and_then(|group| Group::of(group).text("printer-name"))
}

pub fn jobs(answer: &IppRequestResponse) -> Vec<JobFacts> {
    answer.attributes().groups_of(DelimiterTag::JobAttributes).filter_map(|group| job(&Group::of(group))).collect()
}

struct Group<'a>(BTreeMap<&'a str, &'a IppValue>);

impl<'a> Group<'a> {
    fn of(group: &'a IppAttributeGroup) -> Self {
        Self(group.attributes().iter().map(|found| (found.name().as_str(), found.value())).collect())
    }

    fn texts(&self, word: &str) -> Vec<String> {
        match self.0.get(word) {
            Some(IppValue::Array(values)) => values.iter().filter_map(text_of).collect(),
            Some(value) => text_of(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn text(&self, word: &str) -> Option<String> {
        self.texts(word).into_iter().next()
    }

    fn number(&self, word: &str) -> Option<i32> {
        match self.0.get(word)? {
            IppValue::Integer(number) | IppValue::Enum(number) => Some(*number),
            _ => None,
        }
    }

    /// Words other than "none".
    fn reasons(&self, word: &str) -> Vec<String> {
        self.texts(word).into_iter().filter(|reason| reason != "none").collect()
    }

    fn dpi(&self) -> Vec<u32> {
        let resolution = |value: &IppValue| match value {
            IppValue::Resolution { cross_feed, feed, units: 3 } => u32::try_from(*cross_feed.min(feed)).ok(),
            IppValue::Resolution { cross_feed, feed, units: 4 } => {
                u32::try_from(i64::from(*cross_feed.min(feed)) * 254 / 100).ok()
            }
            _ => None,
        };
        let mut dpi: Vec<u32> = match self.0.get("printer-resolution-supported") {
            Some(IppValue::Array(values)) => values.iter().filter_map(resolution).collect(),
            Some(value) => resolution(value).into_iter().collect(),
            None => Vec::new(),
        };
        dpi.sort_unstable();
        dpi.dedup();
        dpi
    }
}

fn text_of(value: &IppValue) -> Option<String> {
    Some(match value {
        IppValue::Keyword(text) => text.as_str().to_owned(),
        IppValue::NameWithoutLanguage(text) => text.as_str().to_owned(),
        IppValue::NameWithLanguage { name, .. } => name.as_str().to_owned(),
        IppValue::TextWithoutLanguage(text) | IppValue::TextWithLanguage { text, .. } => plain(text),
        IppValue::Uri(text) => text.as_str().to_owned(),
        _ => return None,
    })
}

fn plain(text: &IppTextValue) -> String {
    text.as_ref().to_owned()
}

fn queue(group: &Group<'_>) -> Option<Queue> {
    let name = group.text("printer-name")?;
    let title = group.text("printer-info").filter(|title| !title.trim().is_empty()).unwrap_or_else(|| name.clone());
    let media = group.texts("media-supported");
    Some(Queue {
        title,
        model: group.text("printer-make-and-model").unwrap_or_default(),
        is_default: false,
        accepting: !matches!(group.0.get("printer-is-accepting-jobs"), Some(IppValue::Boolean(false))),
        state: match group.number("printer-state") {
            Some(4) => QueueState::Printing,
            Some(5) => QueueState::Stopped,
            _ => QueueState::Idle,
        },
        reasons: group.reasons("printer-state-reasons"),
        papers: Papers::from_words(media.iter().map(String::as_str)),
        usual_paper: group.text("media-default"),
        dpi: group.dpi(),
        name,
    })
}

fn job(group: &Group<'_>) -> Option<JobFacts> {
    Some(JobFacts {
        id: group.number("job-id")?,
        name: group.text("job-name").unwrap_or_default(),
        state: match group.number("job-state")? {
            4 => JobState::Held,
            5 => JobState::Processing,
            6 => JobState::Stopped,
            7 => JobState::Canceled,
            8 => JobState::Aborted,
            9 => JobState::Completed,
            _ => JobState::Pending,
        },
        reasons: group.reasons("job-state-reasons"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_name_never_leaves_its_place_in_the_path() {
        assert_eq!(path_of("Zebra_ZD421"), "/printers/Zebra_ZD421");
        assert_eq!(path_of("../admin?x#y"), "/printers/..%2Fadmin%3Fx%23y");
        assert_eq!(path_of("Büro 2"), "/printers/B%C3%BCro%202");
    }

    #[test]
    fn a_job_is_never_scaled_and_names_its_paper() {
        let job = Job {
            queue: "Zebra".to_owned(),
            name: "Capsule Desk 0199".to_owned(),
            pdf: Vec::new(),
            paper: "na_index-4x6_4x6in".to_owned(),
            copies: 2,
        };
        let request = print_job(&job, "dana").expect("a request");
        let group = request.attributes().first_of(DelimiterTag::JobAttributes).expect("job attributes");
        let group = Group::of(group);
        assert_eq!(group.text("media").as_deref(), Some("na_index-4x6_4x6in"));
        assert_eq!(group.text("print-scaling").as_deref(), Some("none"));
        assert_eq!(group.number("copies"), Some(2));
    }

    #[test]
    fn a_word_longer_than_ipp_takes_is_an_error_and_no_panic() {
        let long = "x".repeat(300);
        assert!(request(Operation::GetPrinterAttributes, Some("q"), &long, &[]).is_err());
        assert!(keyword(&long).is_err());
    }
}
