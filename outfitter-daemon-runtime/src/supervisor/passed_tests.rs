//! What is said of a socket that cannot be used.

use std::io;

use super::passed::ActivationError;
use crate::fixtures::with_causes;

#[test]
fn each_error_says_what_is_wrong() {
    for (error, text) in [
        (
            ActivationError::NotANumber { value: "x".into() },
            "`LISTEN_FDS` is `x`, expected a number",
        ),
        (
            ActivationError::TooMany { count: 2 },
            "the supervisor passed 2 sockets and a daemon takes one; leave one `ListenStream=`",
        ),
        (
            ActivationError::WrongKind { what: "a pipe" },
            "descriptor 3, which the supervisor passed, is a pipe, expected a listening Unix stream socket \
             (`ListenStream=/…`, `Accept=no`)",
        ),
        (
            ActivationError::from(io::Error::other("no")),
            "cannot look at descriptor 3, which the supervisor passed <- no",
        ),
    ] {
        assert_eq!(with_causes(&error), text);
    }
}
