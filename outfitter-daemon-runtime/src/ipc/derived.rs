//! What `#[ipc_protocol]` writes in place of what serde derives, so that a type that cannot be sent is one error, which
//! [`wire_type`](super::wire_type()) reports, and not one for each trait.

use serde_core::ser::{Serialize, Serializer};

/// The type itself, if `N` is 0.
///
/// Generated code asks in `N` what [`wire_type`](super::wire_type()) asks of fields. If one cannot be sent, then `N` has no value, and
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
/// then reported by [`wire_type`](super::wire_type()) alone, and not again by all that is derived.
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

/// `Copy`, but as a bound that the compiler does not look into where nobody asked yet, as [`Written`] is: what a field
/// lacks is then reported of the enum alone.
#[doc(hidden)]
pub trait Copied<'a, const FIELD: usize>: Copy {}

impl<T: Copy, const FIELD: usize> Copied<'_, FIELD> for T {}

/// `PartialEq` in the same way.
#[doc(hidden)]
pub trait Compared<'a, const FIELD: usize>: PartialEq {}

impl<T: PartialEq, const FIELD: usize> Compared<'_, FIELD> for T {}

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
