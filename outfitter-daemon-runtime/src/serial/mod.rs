//! How this crate's own types are written and read, without serde's derive.
//!
//! The derive is a crate that compiles for seconds, and before this one would; without it both compile at the same
//! time, beside the program's own. What stands here is what is needed of it: fields by name and enums of words.

mod fields;
mod key;
mod others;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub(crate) use fields::{serialize_fields, write_field};
pub(crate) use key::{Key, read_field};
pub(crate) use others::{no_values, serialize_transparent, serialize_unit};
pub(crate) use text::Text;
pub(crate) use words::{serialize_words, words};

/// `deserialize_fields!(impl<'de> Type { field, field as "name", field or default })`: `Deserialize` for a struct that is
/// an object of JSON. What it does not name is ignored; a field that is missing, and has no default, is an error.
macro_rules! deserialize_fields {
    (impl<$de:lifetime> $type:ty { $($field:ident $(as $name:literal)? $(or $default:expr)?),+ $(,)? }) => {
        impl<$de> serde_core::Deserialize<$de> for $type {
            fn deserialize<D: serde_core::Deserializer<$de>>(from: D) -> Result<Self, D::Error> {
                struct Fields;
                impl<$de> serde_core::de::Visitor<$de> for Fields {
                    type Value = $type;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }
                    fn visit_map<A: serde_core::de::MapAccess<$de>>(self, mut object: A) -> Result<$type, A::Error> {
                        const NAMES: &[&str] = &[$($crate::serial::name!($field $($name)?)),+];
                        $(let mut $field = None;)+
                        while let Some(key) = object.next_key_seed($crate::serial::Key(NAMES))? {
                            $(if key == Some($crate::serial::name!($field $($name)?)) {
                                $crate::serial::read_field(&mut $field, &mut object, key)?;
                                continue;
                            })+
                            object.next_value::<serde_core::de::IgnoredAny>()?;
                        }
                        Ok(Self::Value {
                            $($field: $crate::serial::present!(
                                $field, $crate::serial::name!($field $($name)?) $(, $default)?
                            ),)+
                        })
                    }
                }
                // Whatever is no object is refused; a derived struct would also take a list.
                from.deserialize_map(Fields)
            }
        }
    };
}

/// What a field is called.
macro_rules! name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $name:literal) => {
        $name
    };
}

/// The value of a field that has been read, if it was there.
macro_rules! present {
    ($field:ident, $name:expr) => {
        $field.ok_or_else(|| serde_core::de::Error::missing_field($name))?
    };
    ($field:ident, $name:expr, $default:expr) => {
        $field.unwrap_or($default)
    };
}

pub(crate) use deserialize_fields;
pub(crate) use name;
pub(crate) use present;
