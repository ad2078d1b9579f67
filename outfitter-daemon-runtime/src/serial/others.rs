//! Types that are neither structs with names nor enums of words.

/// `Serialize` for a struct without fields.
#[cfg(feature = "client")]
macro_rules! serialize_unit {
    ($type:ident) => {
        impl serde_core::Serialize for $type {
            fn serialize<S: serde_core::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_unit_struct(stringify!($type))
            }
        }
    };
}

/// `Serialize` for a struct that is written as the one thing in it.
#[cfg(feature = "client")]
macro_rules! serialize_transparent {
    ($type:ident) => {
        impl serde_core::Serialize for $type {
            fn serialize<S: serde_core::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(to)
            }
        }
    };
}

/// Both for an enum without values: there is nothing to write, and whatever is read is an error.
#[cfg(feature = "client")]
macro_rules! no_values {
    ($type:ident) => {
        impl serde_core::Serialize for $type {
            fn serialize<S: serde_core::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
                match *self {}
            }
        }

        impl<'de> serde_core::Deserialize<'de> for $type {
            fn deserialize<D: serde_core::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                serde_core::de::IgnoredAny::deserialize(from)?;
                Err(serde_core::de::Error::custom(concat!(
                    "`",
                    stringify!($type),
                    "` has no values"
                )))
            }
        }
    };
}

pub(crate) use no_values;
pub(crate) use serialize_transparent;
pub(crate) use serialize_unit;
