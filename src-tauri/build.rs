//! Tells tauri where capabilities and permissions live; leaves nothing at the root.

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json")
        .app_manifest(tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/**/*.toml"));
    tauri_build::try_build(attributes).expect("tauri-build reads tauri.conf.json, capabilities and permissions");
    let _ = std::fs::remove_dir_all("gen"); // editor schemas only
}
