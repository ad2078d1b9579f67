//! What can travel between daemon and client, and how the compiler says that something cannot.

use std::fmt;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, Serializer};

/// What requests are answered with: every type that is `Serialize + DeserializeOwned + Send + 'static`.
///
/// One trait for all of it, which does not require the others but has what they can do: so a type that lacks some of
/// it is reported once, in these words, and not once for each.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent between daemon and client",
    label = "this, or something in it, lacks `Serialize` or `Deserialize`",
    note = "write `#[derive(serde::Serialize, serde::Deserialize)]` on types of your own; for those of other crates, look for a feature called `serde`",
    note = "it must also be `Send`, and own what it contains: `String` and not `&str`"
)]
pub trait WireType: Sized + 'static {
    /// As `Serialize::serialize`.
    ///
    /// # Errors
    ///
    /// What the serializer says.
    #[doc(hidden)]
    fn write_wire<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error>;

    /// As `Deserialize::deserialize`.
    ///
    /// # Errors
    ///
    /// What the deserializer says.
    #[doc(hidden)]
    fn read_wire<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned + Send + 'static> WireType for T {
    #[inline]
    fn write_wire<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.serialize(to)
    }

    #[inline]
    fn read_wire<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::deserialize(from)
    }
}

/// What requests can fail with: every [`WireType`] that is `Display`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a request",
    label = "this lacks `Display`, `Serialize` or `Deserialize`",
    note = "write an error of your own with `#[derive(Debug, thiserror::Error, serde::Serialize, serde::Deserialize)]`, or `error = String`"
)]
pub trait WireError: Sized + 'static {
    /// As `Serialize::serialize`.
    ///
    /// # Errors
    ///
    /// What the serializer says.
    #[doc(hidden)]
    fn write_wire_error<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error>;

    /// As `Deserialize::deserialize`.
    ///
    /// # Errors
    ///
    /// What the deserializer says.
    #[doc(hidden)]
    fn read_wire_error<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;

    /// As `Display`.
    ///
    /// # Errors
    ///
    /// What the formatter says.
    #[doc(hidden)]
    fn show_wire_error(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

#[diagnostic::do_not_recommend]
impl<T: fmt::Display + Serialize + DeserializeOwned + Send + 'static> WireError for T {
    fn write_wire_error<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.serialize(to)
    }

    fn read_wire_error<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::deserialize(from)
    }

    fn show_wire_error(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }
}

/// A [`WireType`] as serde reads it.
#[derive(Debug)]
pub(crate) struct Wire<T>(pub(crate) T);

impl<'de, T: WireType> Deserialize<'de> for Wire<T> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::read_wire(from).map(Self)
    }
}

/// A [`WireType`] that stays where it is, for serde.
#[cfg(feature = "daemon")]
#[derive(Debug)]
pub(crate) struct WireRef<'a, T>(pub(crate) &'a T);

#[cfg(feature = "daemon")]
impl<T: WireType> Serialize for WireRef<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.write_wire(to)
    }
}

/// A [`WireError`], for serde and for people.
#[derive(Debug)]
pub(crate) struct Failed<E>(pub(crate) E);

#[cfg(feature = "daemon")]
impl<E: WireError> Serialize for Failed<E> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.write_wire_error(to)
    }
}

#[cfg(feature = "daemon")]
impl<E: WireError> fmt::Display for Failed<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show_wire_error(f)
    }
}

impl<'de, E: WireError> Deserialize<'de> for Failed<E> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        E::read_wire_error(from).map(Self)
    }
}

/// Reads an error that a daemon sent.
///
/// # Errors
///
/// What `serde_json` says.
pub(crate) fn read_error<E: WireError>(data: &str) -> Result<E, serde_json::Error> {
    serde_json::from_str::<Failed<E>>(data).map(|Failed(error)| error)
}

/// Asks nothing but that `T` can be sent; generated code names each field's type so, at its place.
pub const fn wire_type<T: WireType>() {}

/// The type itself, if `N` is 0.
///
/// Generated code asks in `N` what [`wire_type`] asks of fields. If one cannot be sent, then `N` has no value, and
/// `Same` is an error that has been reported: nothing more is said where it is met.
#[doc(hidden)]
pub trait Asked<const N: usize> {
    /// The type itself.
    type Same: ?Sized;
}

impl<T: ?Sized> Asked<0> for T {
    type Same = T;
}

/// `Serialize`, but as a bound that the compiler does not look into where nobody asked yet: a field that lacks it is
/// then reported by [`wire_type`] alone, and not again by all that is derived.
///
/// `FIELD` tells the bounds of a protocol's fields apart: of two that say the same in other words, as of `Id` and of
/// `<Store as Keys>::Id`, the compiler would not know which to take.
#[doc(hidden)]
pub trait Written<'a, const FIELD: usize> {
    /// As `Serialize::serialize`.
    ///
    /// # Errors
    ///
    /// What the serializer says.
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error>;
}

impl<T: Serialize + ?Sized, const FIELD: usize> Written<'_, FIELD> for T {
    #[inline]
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.serialize(to)
    }
}

/// Writes a field, for `#[serde(serialize_with = ..)]`.
///
/// # Errors
///
/// What the serializer says.
#[doc(hidden)]
#[inline]
pub fn write_field<const FIELD: usize, T, S>(value: &T, to: S) -> Result<S::Ok, S::Error>
where
    T: for<'a> Written<'a, FIELD> + ?Sized,
    S: Serializer,
{
    value.write(to)
}

/// serde's two traits, by the functions that serde derives as `#[serde(remote = "Self")]`.
///
/// These exist only if every field can be sent; otherwise the functions of the traits are found in their place, which
/// is why they are called by name and outside of the impls. They would call themselves, in a program that is not run; of
/// a trait of our own the compiler would say that it is in doubt which is meant, where `Serialize` has been imported.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_by_name {
    ($request:path) => {
        #[allow(deprecated, reason = "beside what is deprecated")]
        const _: () = {
            #[allow(unused_imports, reason = "needed only if there is an error")]
            use $crate::__private::serde::{Deserialize as _, Serialize as _};
            #[inline]
            fn write<S: $crate::__private::serde::Serializer>(
                request: &$request,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                <$request>::serialize(request, to)
            }
            #[inline]
            fn read<'de, D: $crate::__private::serde::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<$request, D::Error> {
                <$request>::deserialize(from)
            }
            impl $crate::__private::serde::Serialize for $request {
                fn serialize<S: $crate::__private::serde::Serializer>(
                    &self,
                    to: S,
                ) -> ::core::result::Result<S::Ok, S::Error> {
                    write(self, to)
                }
            }
            impl<'de> $crate::__private::serde::Deserialize<'de> for $request {
                fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                    from: D,
                ) -> ::core::result::Result<Self, D::Error> {
                    read(from)
                }
            }
        };
    };
}

/// What makes a protocol that has a mistake one all the same, for who uses it.
#[doc(hidden)]
#[macro_export]
macro_rules! __broken_protocol {
    ($protocol:path, $broken:path) => {
        impl $crate::__private::serde::Serialize for $protocol {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                _: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                ::core::unreachable!()
            }
        }
        impl<'de> $crate::__private::serde::Deserialize<'de> for $protocol {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                _: D,
            ) -> ::core::result::Result<Self, D::Error> {
                ::core::unreachable!()
            }
        }
        impl $crate::__private::Protocol for $protocol {
            const NAME: &'static ::core::primitive::str = "";
            const REQUESTS: &'static [$crate::__private::RequestInfo] = &[];
        }
        impl $crate::__private::Message for $protocol {
            type Protocol = Self;
            type Reply = $broken;
            type Item = $broken;
            type Error = $broken;
            const REQUESTS: &'static [$crate::__private::RequestInfo] = &[];
        }
    };
}
