//! The attribute macros of `outfitter-daemon`. Use them through that crate.
