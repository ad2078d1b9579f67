//! What is said when HTTP cannot be served.

use std::io;
use std::net::SocketAddr;

use super::error::HttpError;
use crate::fixtures::with_causes;

#[test]
fn each_error_says_what_is_wrong() {
    let address = SocketAddr::from(([10, 0, 0, 1], 80));
    let variable = || String::from("A_HTTP");
    for (error, text) in [
        (
            HttpError::Address {
                given: "x".into(),
                place: "`A_HTTP`".into(),
            },
            "`A_HTTP` is `x`, which is no address for HTTP; give a loopback address and a port, as in \
             `127.0.0.1:1987`, or `off`",
        ),
        (
            HttpError::NotLoopback {
                address,
                place: "`A_HTTP`".into(),
            },
            "`A_HTTP` is `10.0.0.1:80`, which other machines can reach; HTTP is served to this machine alone: use \
             `127.0.0.1:80`",
        ),
        (
            HttpError::Token {
                variable: variable(),
                least: 1,
                most: 2,
            },
            "the token in `A_HTTP` is no secret; use 1 to 2 visible ASCII characters, or unset it and read the one \
             that the daemon makes",
        ),
        (
            HttpError::TokenFile {
                path: "/r/a.token".into(),
                source: io::Error::other("no"),
            },
            "cannot write the token for HTTP to `/r/a.token` <- no",
        ),
        (
            HttpError::Bind {
                address,
                variable: variable(),
                source: io::Error::other("no"),
            },
            "cannot listen on 10.0.0.1:80 for HTTP (set `A_HTTP` to another address, or to `off`) <- no",
        ),
    ] {
        assert_eq!(with_causes(&error), text);
    }
}
