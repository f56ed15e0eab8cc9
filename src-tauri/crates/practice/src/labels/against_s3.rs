//! Our storage beside real ones: `rusty-s3` signs the same link, `s3s` over `s3s-fs` accepts ours and refuses alike.

use axum::response::Response;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use tempfile::TempDir;

use super::link::{ACCESS_KEY, REGION, secret};
use super::{BUCKET, LabelHost, key_of, storage};
use crate::draw::Kind;
use crate::world::World;

const HOST: &str = "127.0.0.1:9000";
const SEED: u64 = 7;

/// Both storages with the same label in them.
struct Pair {
    world: World,
    host: LabelHost,
    service: S3Service,
    _files: TempDir,
}

impl Pair {
    fn new() -> Self {
        let world = World::new(SEED, 24, Timestamp::now());
        let files = tempfile::tempdir().expect("a folder");
        let label = files.path().join(BUCKET).join(key(&world));
        std::fs::create_dir_all(label.parent().expect("a folder")).expect("made");
        std::fs::write(&label, b"%PDF-1.4").expect("written");
        let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(files.path()).expect("a file system"));
        builder.set_auth(SimpleAuth::from_single(ACCESS_KEY, secret(SEED)));
        Self { world, host: LabelHost::Loopback(HOST.to_owned()), service: builder.build(), _files: files }
    }

    /// Status and `Code` (none for a file) that ours and theirs answer to a link, now.
    async fn ask(&self, link: &str) -> [(StatusCode, Option<String>); 2] {
        let url = url::Url::parse(link).expect("a link");
        let target = &url[url::Position::BeforePath..];
        let request = || Request::builder().uri(target).header(header::HOST, HOST);
        let (parts, ()) = request().body(()).expect("a request").into_parts();
        let asked = self.host.key(Some(HOST), parts.uri.path()).expect("a key");
        let ours: Response = storage::answer(&self.world, &self.host, &parts, asked, Timestamp::now());
        let theirs = request().body(s3s::Body::empty()).expect("a request");
        let theirs = self.service.call(theirs).await.expect("an answer");
        let status = (ours.status(), theirs.status());
        let ours = ours.into_body().collect().await.expect("a body").to_bytes();
        let theirs = theirs.into_body().collect().await.expect("a body").to_bytes();
        [(status.0, code(&ours)), (status.1, code(&theirs))]
    }
}

fn key(world: &World) -> String {
    key_of(world.ids.make(Kind::Shipment, 0, 0))
}

fn code(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let (_, rest) = text.split_once("<Code>")?;
    rest.split_once("</Code>").map(|(code, _)| code.to_owned())
}

/// As `rusty-s3` would link to `key`.
fn their_link(key: &str, at: Timestamp) -> String {
    let endpoint = format!("http://{HOST}").parse().expect("an address");
    let bucket = Bucket::new(endpoint, UrlStyle::Path, BUCKET, REGION).expect("a bucket");
    let credentials = Credentials::new(ACCESS_KEY, secret(SEED));
    let action = bucket.get_object(Some(&credentials), key);
    action.sign_with_time(std::time::Duration::from_secs(900), &at).to_string()
}

fn ago(minutes: i64) -> Timestamp {
    Timestamp::now() - SignedDuration::from_mins(minutes)
}

#[test]
fn our_links_are_signed_as_rusty_s3_signs_them() {
    let world = World::new(SEED, 24, Timestamp::now());
    for at in [Timestamp::now(), ago(60 * 24 * 40)] {
        let ours = LabelHost::Loopback(HOST.to_owned()).link(&world, 0, at);
        assert_eq!(ours, their_link(&key(&world), at));
    }
}

#[tokio::test]
async fn a_fresh_link_of_ours_opens_both() {
    let pair = Pair::new();
    let link = pair.host.link(&pair.world, 0, Timestamp::now());
    assert_eq!(pair.ask(&link).await, [(StatusCode::OK, None), (StatusCode::OK, None)]);
}

#[tokio::test]
async fn expired_tampered_and_missing_are_answered_alike() {
    let pair = Pair::new();
    let fresh = pair.host.link(&pair.world, 0, Timestamp::now());
    let tampered = fresh.replace("X-Amz-Expires=900", "X-Amz-Expires=901");
    let missing = their_link("labels/00000000-0000-4000-8000-000000000000.pdf", Timestamp::now());
    for (link, status, code) in [
        (pair.host.link(&pair.world, 0, ago(16)), StatusCode::FORBIDDEN, "AccessDenied"),
        (tampered, StatusCode::FORBIDDEN, "SignatureDoesNotMatch"),
        (missing, StatusCode::NOT_FOUND, "NoSuchKey"),
    ] {
        let [ours, theirs] = pair.ask(&link).await;
        assert_eq!(ours, (status, Some(code.to_owned())));
        assert_eq!(theirs, ours, "as s3s answers");
    }
}
