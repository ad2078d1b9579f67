//! What can travel between daemon and client, and how the compiler says that something cannot.

use std::fmt;

use serde_core::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_core::ser::{Serialize, Serializer};

/// What requests are answered with: every type that is `Serialize + DeserializeOwned + Send + 'static`.
///
/// One trait for all of it, which does not require the others but has what they can do: so a type that lacks some of
/// it is reported once, in these words, and not once for each.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent between daemon and client",
    label = "this, or something in it, lacks `Serialize`, `Deserialize` or `Send`",
    note = "write `#[derive(serde::Serialize, serde::Deserialize)]` on types of your own; for those of other crates, look for a feature called `serde`, and for `Arc` and `Rc` turn on serde's feature `rc`",
    note = "it must own what it contains: `String` and not `&str`; and what is the key of a map or in a set must be `Eq` and `Hash`, for those called `BTree..` `Ord`"
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
        match T::read_wire(from) {
            Ok(value) => Ok(Self(value)),
            Err(error) => Err(error),
        }
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
        match E::read_wire_error(from) {
            Ok(error) => Ok(Self(error)),
            Err(error) => Err(error),
        }
    }
}

/// Reads an error that a daemon sent.
///
/// # Errors
///
/// What `serde_json` says.
pub(crate) fn read_error<E: WireError>(data: &str) -> Result<E, serde_json::Error> {
    match serde_json::from_str(data) {
        Ok(Failed(error)) => Ok(error),
        Err(error) => Err(error),
    }
}

/// Asks nothing but that `T` can be sent; generated code names each field's type so, at its place.
pub const fn wire_type<T: WireType>() {}

/// A type, by another way to write it.
pub trait Same {
    /// Itself.
    type Type;
}

impl<T> Same for T {
    type Type = T;
}
