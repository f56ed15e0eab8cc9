//! The least a Tauri window can be: what our start and memory are measured against.

fn main() {
    tauri::Builder::default()
        .run(tauri::generate_context!("src-tauri/benches/bare/tauri.conf.json"))
        .expect("a bare window opens");
}
