//! Structs with named fields.

/// `serialize_fields!(Type { field, field as "name", field unless Option::is_none })`: `Serialize` for a struct, field by
/// field in this order; and `write_fields`, for one whose fields stand among those of another.
macro_rules! serialize_fields {
    ($type:ident { $($field:ident $(as $name:literal)? $(unless $skip:expr)?),+ $(,)? }) => {
        impl serde_core::Serialize for $type {
            fn serialize<S: serde_core::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                use serde_core::ser::SerializeStruct as _;
                let mut object = to.serialize_struct(stringify!($type), Self::FIELDS)?;
                self.write_fields(&mut object)?;
                object.end()
            }
        }

        impl $type {
            /// How many there are at most.
            pub(crate) const FIELDS: usize = [$(stringify!($field)),+].len();

            pub(crate) fn write_fields<O: serde_core::ser::SerializeStruct>(
                &self,
                object: &mut O,
            ) -> Result<(), O::Error> {
                $($crate::serial::write_field!(
                    object, &self.$field, $crate::serial::name!($field $($name)?) $(, $skip)?
                );)+
                Ok(())
            }
        }
    };
}

/// Writes a field, unless it is to be left out.
macro_rules! write_field {
    ($object:ident, $value:expr, $name:expr) => {
        $object.serialize_field($name, $value)?
    };
    ($object:ident, $value:expr, $name:expr, $skip:expr) => {
        if !$skip($value) {
            $object.serialize_field($name, $value)?
        }
    };
}

/// `deserialize_fields!(impl<'de> Type { field, field as "name", field or default })`: `Deserialize` for a struct that is
/// an object of JSON. What it does not name is ignored; a field that is missing, and has no default, is an error.
macro_rules! deserialize_fields {
    (impl<$de:lifetime> $type:ty { $($field:ident $(as $name:literal)? $(or $default:expr)?),+ $(,)? }) => {
        impl<$de> serde_core::Deserialize<$de> for $type {
            fn deserialize<D: serde_core::Deserializer<$de>>(from: D) -> Result<Self, D::Error> {
                #[allow(non_camel_case_types, reason = "called as the fields are")]
                enum At {
                    $($field),+
                }
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
                            $(if key == At::$field as usize {
                                $crate::serial::read_field(&mut $field, &mut object, NAMES[key])?;
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
pub(crate) use serialize_fields;
pub(crate) use write_field;
