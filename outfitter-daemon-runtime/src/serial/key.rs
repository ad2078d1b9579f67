//! The key of an object's member.

use std::fmt;

use serde_core::Deserializer;
use serde_core::de::{Deserialize, DeserializeSeed, Error, MapAccess, Visitor};

/// Reads a key: one of these, or nothing if it is another.
#[derive(Clone, Copy)]
pub(crate) struct Key(pub(crate) &'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<&'static str>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Option<&'static str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().copied().find(|name| *name == key))
    }
}

/// Reads the value of a member into its place.
///
/// # Errors
///
/// If it is none of the field's type, or the second of its name.
pub(crate) fn read_field<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    place: &mut Option<T>,
    object: &mut A,
    name: Option<&'static str>,
) -> Result<(), A::Error> {
    if place.is_some() {
        return Err(Error::duplicate_field(name.unwrap_or_default()));
    }
    *place = Some(object.next_value()?);
    Ok(())
}
