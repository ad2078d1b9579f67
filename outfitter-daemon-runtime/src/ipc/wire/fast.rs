//! A serializer around `serde_json`'s that writes texts itself and passes everything else on.

use serde_core::Serialize;
use serde_core::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::json::Sink;

/// A value whose texts are written quickly.
pub(super) struct Wrap<'v, 'a, 'out, T: ?Sized>(pub(super) &'v T, pub(super) Sink<'a, 'out>);

impl<T: Serialize + ?Sized> Serialize for Wrap<'_, '_, '_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self(value, sink) = *self;
        value.serialize(Fast { inner: to, sink })
    }
}

/// The serializer, where a value is expected: commas, colons and brackets are `inner`'s work.
pub(super) struct Fast<'a, 'out, S> {
    inner: S,
    sink: Sink<'a, 'out>,
}

/// The parts of a sequence, a map or the like.
pub(super) struct Parts<'a, 'out, C> {
    inner: C,
    sink: Sink<'a, 'out>,
    /// Whether `serde_json` says with the type's name that the parts are no ordinary values.
    magic: bool,
}

/// `name(argument: type, …)` passes a call on as it is.
macro_rules! pass_on {
    ($($name:ident($($argument:ident: $type:ty),*);)+) => {
        $(fn $name(self, $($argument: $type),*) -> Result<S::Ok, S::Error> {
            self.inner.$name($($argument),*)
        })+
    };
}

/// `name(argument: type, …) -> Parts` passes a call on whose parts are wrapped.
macro_rules! parts {
    ($($name:ident($($argument:ident: $type:ty),*) -> $parts:ident;)+) => {
        $(
            type $parts = Parts<'a, 'out, S::$parts>;
            fn $name(self, $($argument: $type),*) -> Result<Self::$parts, S::Error> {
                let Self { inner, sink } = self;
                let inner = inner.$name($($argument),*)?;
                Ok(Parts { inner, sink, magic: false })
            }
        )+
    };
}

impl<'a, 'out, S: Serializer> Serializer for Fast<'a, 'out, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeStruct = Parts<'a, 'out, S::SerializeStruct>;

    fn serialize_str(self, text: &str) -> Result<S::Ok, S::Error> {
        self.sink.text(text);
        self.inner.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_some(&Wrap(value, self.sink))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_struct(name, &Wrap(value, self.sink))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let value = Wrap(value, self.sink);
        self.inner.serialize_newtype_variant(name, index, variant, &value)
    }

    fn serialize_struct(self, name: &'static str, length: usize) -> Result<Self::SerializeStruct, S::Error> {
        let Self { inner, sink } = self;
        // No type of Rust has such a name; `RawValue` has one, and its text is not to become a string.
        let magic = name.starts_with('$');
        let inner = inner.serialize_struct(name, length)?;
        Ok(Parts { inner, sink, magic })
    }

    fn collect_str<T: std::fmt::Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.collect_str(value)
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }

    parts! {
        serialize_seq(length: Option<usize>) -> SerializeSeq;
        serialize_map(length: Option<usize>) -> SerializeMap;
        serialize_tuple(length: usize) -> SerializeTuple;
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct;
        serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, length: usize)
            -> SerializeTupleVariant;
        serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, length: usize)
            -> SerializeStructVariant;
    }

    pass_on! {
        serialize_bool(value: bool);
        serialize_i8(value: i8);
        serialize_i16(value: i16);
        serialize_i32(value: i32);
        serialize_i64(value: i64);
        serialize_i128(value: i128);
        serialize_u8(value: u8);
        serialize_u16(value: u16);
        serialize_u32(value: u32);
        serialize_u64(value: u64);
        serialize_u128(value: u128);
        serialize_f32(value: f32);
        serialize_f64(value: f64);
        serialize_char(value: char);
        serialize_bytes(value: &[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(name: &'static str);
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str);
    }
}

/// `Trait::name` for parts without a key.
macro_rules! elements {
    ($($trait:ident::$name:ident)+) => {
        $(impl<C: $trait> $trait for Parts<'_, '_, C> {
            type Ok = C::Ok;
            type Error = C::Error;
            fn $name<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
                self.inner.$name(&Wrap(value, self.sink))
            }
            fn end(self) -> Result<C::Ok, C::Error> {
                self.inner.end()
            }
        })+
    };
}

/// `Trait` for fields with a name.
macro_rules! fields {
    ($($trait:ident)+) => {
        $(impl<C: $trait> $trait for Parts<'_, '_, C> {
            type Ok = C::Ok;
            type Error = C::Error;
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), C::Error> {
                if self.magic {
                    return self.inner.serialize_field(key, value);
                }
                self.inner.serialize_field(key, &Wrap(value, self.sink))
            }
            fn skip_field(&mut self, key: &'static str) -> Result<(), C::Error> {
                self.inner.skip_field(key)
            }
            fn end(self) -> Result<C::Ok, C::Error> {
                self.inner.end()
            }
        })+
    };
}

elements! {
    SerializeSeq::serialize_element
    SerializeTuple::serialize_element
    SerializeTupleStruct::serialize_field
    SerializeTupleVariant::serialize_field
}
fields! { SerializeStruct SerializeStructVariant }

impl<C: SerializeMap> SerializeMap for Parts<'_, '_, C> {
    type Ok = C::Ok;
    type Error = C::Error;

    /// What a key may be, and how it is written, is for `serde_json` to say.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), C::Error> {
        self.inner.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
        self.inner.serialize_value(&Wrap(value, self.sink))
    }

    fn end(self) -> Result<C::Ok, C::Error> {
        self.inner.end()
    }
}
