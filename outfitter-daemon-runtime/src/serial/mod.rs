//! How this crate's own types are written and read, without serde's derive.
//!
//! The derive is a crate that compiles for seconds, and before this one would; without it both compile at the same
//! time, beside the program's own. What stands here is what is needed of it: fields by name and enums of words, in JSON
//! and other formats in which objects name their members.

mod fields;
mod key;
mod others;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub(crate) use fields::{deserialize_fields, name, present, serialize_fields, write_field};
pub(crate) use key::{Key, read_field};
pub(crate) use others::{no_values, serialize_transparent, serialize_unit};
pub(crate) use text::Text;
pub(crate) use words::{serialize_words, words};
