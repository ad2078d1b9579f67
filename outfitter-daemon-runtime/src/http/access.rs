//! Who may ask: rules for a port that every user and every web page of the machine can reach. Pure.

use hyper::header::{AUTHORIZATION, HOST, HeaderMap, ORIGIN};
use hyper::{StatusCode, Uri};

use super::token::Token;
use crate::ipc::Peer;
use crate::process;

/// Where a request came in.
pub(super) enum Via {
    /// The daemon's socket, where the kernel says who asks.
    Socket(Trust),
    /// A loopback port.
    Port(Token),
}

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// The daemon's user, or root: everything.
    User,
    /// Anybody else on this machine: to see how it is.
    Anybody,
}

impl Trust {
    /// What the process at the other end of the daemon's socket may do.
    pub(super) fn of(peer: Peer) -> Self {
        match peer.uid() {
            Some(uid) if uid != 0 && uid != process::effective_uid() => Self::Anybody,
            // Where there are no user ids, a socket is for its user alone.
            _ => Self::User,
        }
    }
}

/// Why a request is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Denied {
    pub(super) status: StatusCode,
    pub(super) why: &'static str,
}

impl Via {
    /// What the sender of this request may do.
    pub(super) fn admit(&self, uri: &Uri, headers: &HeaderMap) -> Result<Trust, Denied> {
        let token = match self {
            Self::Socket(trust) => return Ok(*trust),
            Self::Port(token) => token,
        };
        let forbidden = |why| {
            Err(Denied {
                status: StatusCode::FORBIDDEN,
                why,
            })
        };
        if headers.contains_key(ORIGIN) {
            return forbidden("requests of web pages are refused: it has an `Origin`");
        }
        if headers.get("sec-fetch-site").is_some_and(|site| site != "none") {
            return forbidden("requests of web pages are refused: see its `Sec-Fetch-Site`");
        }
        let mut hosts = headers.get_all(HOST).iter();
        let host = hosts.next().and_then(|host| host.to_str().ok());
        if !host.is_some_and(is_local)
            || hosts.next().is_some()
            || !uri.authority().is_none_or(|at| is_local(at.as_str()))
        {
            return forbidden("its `Host` must be `localhost` or a loopback address");
        }
        match headers.get(AUTHORIZATION) {
            None => Ok(Trust::Anybody),
            Some(claim) if bearer(claim.as_bytes()).is_some_and(|claimed| token.is(claimed)) => {
                Ok(Trust::User)
            }
            Some(_) => Err(Denied {
                status: StatusCode::UNAUTHORIZED,
                why: "this is not the token; it is in `daemon.http-token` beside the daemon's lock file",
            }),
        }
    }
}

/// Whether `host`, with or without a port, names this machine itself, whatever a name server says.
fn is_local(host: &str) -> bool {
    let port_at = host
        .rfind(':')
        .filter(|at| host[at + 1..].bytes().all(|digit| digit.is_ascii_digit()));
    let name = port_at.map_or(host, |at| &host[..at]);
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let address = match bare {
        Some(v6) => v6.parse::<std::net::Ipv6Addr>().map(Into::into),
        None => name.parse::<std::net::Ipv4Addr>().map(std::net::IpAddr::from),
    };
    address.is_ok_and(|address| address.is_loopback())
}

fn bearer(claim: &[u8]) -> Option<&[u8]> {
    let (scheme, token) = claim.split_at_checked("Bearer ".len())?;
    scheme
        .eq_ignore_ascii_case(b"Bearer ")
        .then(|| token.trim_ascii())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use hyper::header::{HeaderName, HeaderValue};

    use super::*;

    const TOKEN: &str = "0123456789abcdef";

    fn port() -> Via {
        let token = Token::given_or_new(Some(TOKEN.into()), Path::new("/nowhere"));
        Via::Port(token.unwrap().0)
    }

    fn admit(headers: &[(&'static str, &str)]) -> Result<Trust, u16> {
        let pairs = headers.iter().map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            )
        });
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(name, value);
        }
        port()
            .admit(&Uri::from_static("/health"), &map)
            .map_err(|denied| denied.status.as_u16())
    }

    #[test]
    fn on_the_socket_the_kernel_says_who_asks() {
        let own = process::effective_uid();
        for (uid, trust) in [
            (Some(own), Trust::User),
            (Some(0), Trust::User),
            (Some(own + 1), Trust::Anybody),
        ] {
            let peer = Peer {
                pid: None,
                uid,
                gid: None,
            };
            let admitted = Via::Socket(Trust::of(peer)).admit(&Uri::from_static("/"), &HeaderMap::new());
            assert_eq!(admitted, Ok(trust));
        }
    }

    #[test]
    fn only_names_of_this_machine_are_hosts() {
        for host in [
            "localhost",
            "LOCALHOST:80",
            "127.0.0.1:1987",
            "127.1.2.3",
            "[::1]",
            "[::1]:80",
        ] {
            assert_eq!(admit(&[("host", host)]), Ok(Trust::Anybody), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:80",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "::1",
            "[::1",
            "[::2]:80",
            "10.0.0.1",
            "0.0.0.0:80",
            "localhost:80:80",
            "localhost:x",
            "127.1",
        ] {
            assert_eq!(admit(&[("host", host)]), Err(403), "{host}");
        }
        assert_eq!(admit(&[]), Err(403));
        assert_eq!(
            admit(&[("host", "localhost"), ("host", "evil.example")]),
            Err(403)
        );
    }

    #[test]
    fn a_target_with_a_foreign_name_is_refused_too() {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static("localhost"));
        let evil = Uri::from_static("http://evil.example/health");
        assert!(port().admit(&evil, &headers).is_err());
        assert!(
            port()
                .admit(&Uri::from_static("http://localhost:1/health"), &headers)
                .is_ok()
        );
    }

    #[test]
    fn web_pages_are_refused_even_with_the_token() {
        let token = format!("Bearer {TOKEN}");
        for mark in [
            ("origin", "http://localhost:80"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
        ] {
            assert_eq!(
                admit(&[("host", "localhost"), ("authorization", &token), mark]),
                Err(403),
                "{mark:?}"
            );
        }
        assert_eq!(
            admit(&[("host", "localhost"), ("sec-fetch-site", "none")]),
            Ok(Trust::Anybody)
        );
    }

    #[test]
    fn the_token_makes_the_user() {
        let with = |claim: &str| admit(&[("host", "localhost"), ("authorization", claim)]);
        assert_eq!(with(&format!("Bearer {TOKEN}")), Ok(Trust::User));
        assert_eq!(with(&format!("bearer  {TOKEN} ")), Ok(Trust::User));
        for wrong in ["Bearer", "Bearer ", "Bearer x", TOKEN, "Basic 0123456789abcdef"] {
            assert_eq!(with(wrong), Err(401), "{wrong}");
        }
    }
}
