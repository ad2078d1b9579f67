//! Structs, written.

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

pub(crate) use serialize_fields;
pub(crate) use write_field;
