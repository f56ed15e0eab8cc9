//! The setup check against the practice world, and the connection doctor against every way a connection can fail.

use std::io;
use std::path::Path;

use desk::session::checks::{DoctorParts, Network, check_setup, examine, gather_setup, is_ready};
use desk::session::view::{DoctorCheck, DoctorFinding, DoctorView, SetupCheck, SetupFound};
use desk::session::{Environment, hosts};
use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::SignedDuration;
use okcapsule::transport::{Response, Step, TransportError};
use practice::{Calls, Mischief};
use serde_json::json as value;
use url::Url;

use super::bench::{Bench, answer, json, no_network};

#[tokio::test(start_paused = true)]
async fn the_practice_brand_is_ready_to_send_its_first_order() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    let lines = check_setup(&gather_setup(&session).await);
    assert!(is_ready(&lines), "{lines:?}");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_read_stays_unknown_and_stops_no_other_line() {
    let bench = Bench::new();
    let session = bench.signed_in().await;
    bench.practice.faults().on("GET", "/v2/packaging-asset-groups", Calls::Every, Mischief::UnreadableBody);
    let lines = check_setup(&gather_setup(&session).await);
    let unknown: Vec<_> =
        lines.iter().filter(|line| line.found != SetupFound::Good).map(|line| (line.check, line.found)).collect();
    assert_eq!(unknown, [(SetupCheck::ActivePackaging, SetupFound::Unknown)]);
}

struct Told {
    name: bool,
    proxy: bool,
}

impl Network for Told {
    fn lookup<'a>(&'a self, _host: &'a str) -> BoxFuture<'a, io::Result<()>> {
        async move { if self.name { Ok(()) } else { Err(io::Error::other("no such host")) } }.boxed()
    }

    fn through_proxy(&self, _url: &Url) -> bool {
        self.proxy
    }
}

const OPEN: Told = Told { name: true, proxy: false };

async fn ask(bench: &Bench, network: &Told) -> DoctorView {
    let api = hosts::api_host(Environment::Live);
    examine(DoctorParts {
        network,
        transport: bench.wire.as_ref(),
        clock: bench.clock.as_ref(),
        environment: Environment::Live,
        api: Some(api.url()),
        data_folder: bench.folder.path(),
        app_version: "0.1.0",
    })
    .await
}

fn finding(view: &DoctorView, check: DoctorCheck) -> DoctorFinding {
    view.lines.iter().find(|line| line.check == check).unwrap().finding
}

#[tokio::test(start_paused = true)]
async fn a_good_connection_is_good_in_every_line_and_no_token_is_sent() {
    let bench = Bench::new();
    bench.wire.bend(|request| {
        assert!(!request.headers.contains_key("authorization"));
        (request.url.host_str() == Some("s3.amazonaws.com")).then(|| answer(403, "<Error/>"))
    });
    let view = ask(&bench, &OPEN).await;
    assert!(view.lines.iter().all(|line| line.finding == DoctorFinding::Good), "{:?}", view.lines);
    assert_eq!(view.lines.len(), 7);
}

#[tokio::test(start_paused = true)]
async fn each_fault_shows_in_its_own_line() {
    use DoctorCheck::{Api, Clock, LabelStorage, Name, Proxy, Secure};
    type Answer = Result<Response, TransportError>;
    let tls = || Err(TransportError::not_sent(Step::Tls, "handshake"));
    let insecure = || Err(TransportError::Insecure { reason: "certificate: Expired".to_owned() });
    let refused = || Err(TransportError::not_sent(Step::Connect, "refused"));
    let cases: [(Answer, Told, DoctorCheck, DoctorFinding); 11] = [
        (no_network(), Told { name: false, proxy: false }, Name, DoctorFinding::NameNotFound),
        (no_network(), Told { name: false, proxy: true }, Name, DoctorFinding::NotAsked),
        (answer(407, ""), Told { name: true, proxy: true }, Proxy, DoctorFinding::ProxyAsksForPassword),
        (
            json(401, value!({"error": {"message": "Unauthorized"}})),
            Told { name: true, proxy: true },
            Proxy,
            DoctorFinding::ThroughProxy,
        ),
        (tls(), OPEN, Secure, DoctorFinding::CertificateRefused),
        (insecure(), OPEN, Secure, DoctorFinding::CertificateRefused),
        (refused(), OPEN, Api, DoctorFinding::NoConnection),
        (Err(TransportError::TimedOut), OPEN, Api, DoctorFinding::NoAnswerInTime),
        (answer(200, "<html>Please sign in to the hotel</html>"), OPEN, Api, DoctorFinding::NotTheApi { status: 200 }),
        (json(503, value!({"message": "down"})), OPEN, Api, DoctorFinding::ServerFault { status: 503 }),
        (json(401, value!({"error": {}})), OPEN, Clock, DoctorFinding::NotAsked),
    ];
    for (api, network, check, expected) in cases {
        let bench = Bench::new();
        bench.wire.bend(move |_| Some(api.clone()));
        let view = ask(&bench, &network).await;
        assert_eq!(finding(&view, check), expected, "{check:?}");
        let storage = finding(&view, LabelStorage);
        assert!(storage != DoctorFinding::NotAsked, "storage is asked on its own");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_told_in_seconds_with_its_direction() {
    for hours in [26, -26] {
        let bench = Bench::new();
        bench.clock.jump(SignedDuration::from_hours(hours));
        let view = ask(&bench, &OPEN).await;
        let DoctorFinding::ClockIsOff { seconds } = finding(&view, DoctorCheck::Clock) else {
            panic!("{:?}", view.lines)
        };
        assert!((i64::from(seconds) - hours * 3_600).abs() <= 2, "{seconds}");
    }
}

#[tokio::test(start_paused = true)]
async fn in_practice_only_the_disk_is_examined_and_a_lost_folder_is_found() {
    let bench = Bench::new();
    let gone = bench.folder.path().join("gone");
    for (folder, expected) in
        [(bench.folder.path(), DoctorFinding::Good), (gone.as_path(), DoctorFinding::FolderNotWritable)]
            as [(&Path, DoctorFinding); 2]
    {
        let view = examine(DoctorParts {
            network: &OPEN,
            transport: bench.wire.as_ref(),
            clock: bench.clock.as_ref(),
            environment: Environment::Practice,
            api: None,
            data_folder: folder,
            app_version: "0.1.0",
        })
        .await;
        assert_eq!(finding(&view, DoctorCheck::Disk), expected);
        assert_eq!(finding(&view, DoctorCheck::Api), DoctorFinding::NotAsked);
        assert!(bench.practice.requests_seen().is_empty());
    }
    assert!(bench.files().is_empty(), "the probe is cleaned up");
}

#[tokio::test(start_paused = true)]
async fn the_case_text_names_no_person_and_no_folder() {
    let bench = Bench::new();
    drop(bench.signed_in().await);
    let view = ask(&bench, &OPEN).await;
    let text: String = view.facts.iter().map(|fact| format!("{}={}\n", fact.name, fact.value)).collect();
    assert!(text.contains("host=na1-prod.okcapsule.app") && text.contains("app=0.1.0"), "{text}");
    for secret in [practice::USER_EMAIL, bench.folder.path().to_str().unwrap()] {
        assert!(!text.contains(secret), "{text}");
    }
}
