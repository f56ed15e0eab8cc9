//! A Tauri window with nothing but React and Mantine in it: what our start and memory are measured against.

fn main() {
    tauri::Builder::default()
        .run(tauri::generate_context!("src-tauri/benches/react/tauri.conf.json"))
        .expect("the window opens");
}
