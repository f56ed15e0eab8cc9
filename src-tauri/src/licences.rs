//! What the app is made with, and under which licences: Cargo's own metadata and npm's lockfile, written down by a test
//! (`cargo xtask bindings`) that fails when the list is stale.

use crate::commands::settings::LicenceView;

const LIST: &str = include_str!("../licences.json");

pub fn list() -> Vec<LicenceView> {
    serde_json::from_str(LIST).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;
    use std::process::Command;

    use serde_json::{Value, json};

    use super::*;

    const APP: &str = "capsule-desk";

    #[test]
    fn bindings_list_of_licences_is_current() {
        let file = root().join("src-tauri/licences.json");
        let wanted = listed();
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&file, &wanted).expect("writing the list");
        }
        let found = std::fs::read_to_string(&file).expect("the list is in the repository");
        assert!(found == wanted, "the list of licences is stale: run `cargo xtask bindings`");
        for name in ["tauri", "reqwest", "tokio", "keyring", "specta", "react", "@mantine/core"] {
            assert!(found.contains(&format!("\"name\":\"{name}\"")), "{name} is missing");
        }
    }

    #[test]
    fn every_library_states_a_licence() {
        let silent: Vec<String> =
            list().into_iter().filter(|library| library.licence.is_empty()).map(|library| library.name).collect();
        assert!(silent.is_empty(), "no licence stated: {silent:?}");
        assert!(list().len() > 300, "the list is whole");
    }

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    fn listed() -> String {
        let mut libraries = crates();
        libraries.extend(packages());
        let lines: Vec<String> = libraries
            .into_iter()
            .map(|(name, version, licence)| {
                format!("  {}", json!({ "name": name, "version": version, "licence": licence }))
            })
            .collect();
        format!("[\n{}\n]\n", lines.join(",\n"))
    }

    /// Crates that are linked into the app on Linux, Windows or macOS: not those that only build or test it.
    fn crates() -> BTreeSet<(String, String, String)> {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--locked"])
            .current_dir(root())
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
        let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let packages: BTreeMap<String, Value> =
            list(&metadata["packages"]).into_iter().map(|package| (text(&package["id"]), package)).collect();
        let nodes: BTreeMap<String, Value> =
            list(&metadata["resolve"]["nodes"]).into_iter().map(|node| (text(&node["id"]), node)).collect();
        let mut waiting: Vec<String> =
            packages.iter().filter(|(_, package)| package["name"] == APP).map(|(id, _)| id.clone()).collect();
        let mut reached = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if !reached.insert(id.clone()) {
                continue;
            }
            for dependency in list(&nodes[&id]["deps"]) {
                if list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()) {
                    waiting.push(text(&dependency["pkg"]));
                }
            }
        }
        let theirs = reached.iter().filter_map(|id| packages.get(id)).filter(|package| !package["source"].is_null());
        theirs.map(|package| (text(&package["name"]), text(&package["version"]), text(&package["license"]))).collect()
    }

    /// npm packages that are bundled into the page.
    fn packages() -> BTreeSet<(String, String, String)> {
        let file = std::fs::read(root().join("ui/package-lock.json")).expect("the page has a lockfile");
        let lock: Value = serde_json::from_slice(&file).expect("the lockfile is JSON");
        let all = lock["packages"].as_object().cloned().unwrap_or_default();
        let shipped = all
            .iter()
            .filter(|(place, package)| !place.is_empty() && package["dev"] != true && package["optional"] != true);
        shipped
            .filter_map(|(place, package)| {
                let name = place.rsplit("node_modules/").next()?;
                Some((name.to_owned(), text(&package["version"]), text(&package["license"])))
            })
            .collect()
    }

    fn text(value: &Value) -> String {
        value.as_str().unwrap_or_default().to_owned()
    }
}
