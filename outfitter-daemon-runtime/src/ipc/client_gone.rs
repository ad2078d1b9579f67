//! What the handler of a stream ends with when nobody reads it any more. Not of the server alone: a protocol names it, and
//! that is the client's too.

use std::error::Error;
use std::fmt;

use serde_core::Deserializer;
use serde_core::de::{self, Deserialize, Visitor};

use crate::serial::serialize_unit;

/// The client is no longer there to read the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClientGone;

serialize_unit!(ClientGone);

impl<'de> Deserialize<'de> for ClientGone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Nothing;
        impl Visitor<'_> for Nothing {
            type Value = ClientGone;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`null`")
            }

            fn visit_unit<E: de::Error>(self) -> Result<ClientGone, E> {
                Ok(ClientGone)
            }
        }
        from.deserialize_unit_struct("ClientGone", Nothing)
    }
}

impl fmt::Display for ClientGone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the client has gone")
    }
}

impl Error for ClientGone {}

#[cfg(test)]
mod tests {
    use super::ClientGone;
    use crate::fixtures::with_causes;

    #[test]
    fn says_that_the_client_has_gone() {
        assert_eq!(with_causes(&ClientGone), "the client has gone");
    }
}
