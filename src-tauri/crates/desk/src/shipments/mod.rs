//! Where each parcel is: timeline and state from its dates. No label bytes, no SQL.

pub mod view;
