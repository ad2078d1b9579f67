//! Enums of words.

/// `serialize_words!(Type { Variant = "word" })`: `Serialize` for an enum whose variants have no values.
macro_rules! serialize_words {
    ($type:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl serde_core::Serialize for $type {
            fn serialize<S: serde_core::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_unit_variant(stringify!($type), *self as u32, self.word())
            }
        }

        impl $type {
            /// What it is called on the wire.
            pub(crate) fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }
    };
}

/// `words!(Type { Variant = "word" })`: the same, and `Deserialize`. Another word is an error, which lists them.
macro_rules! words {
    ($type:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $crate::serial::serialize_words!($type { $($variant = $word),+ });

        impl<'de> serde_core::Deserialize<'de> for $type {
            fn deserialize<D: serde_core::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let word: $crate::serial::Text<'de> = serde_core::Deserialize::deserialize(from)?;
                match &*word {
                    $($word => Ok(Self::$variant),)+
                    other => Err(serde_core::de::Error::unknown_variant(other, &[$($word),+])),
                }
            }
        }
    };
}

pub(crate) use serialize_words;
pub(crate) use words;
