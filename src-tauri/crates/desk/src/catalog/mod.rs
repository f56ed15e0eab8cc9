//! What can be ordered: products, packs, brands. Read only.

pub mod view;
