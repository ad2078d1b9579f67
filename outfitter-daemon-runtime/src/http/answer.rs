//! From a request to its answer.

use std::sync::Arc;

use http_body_util::Full;
use hyper::body::{Body, Bytes};
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use hyper::{Method, Request, Response, StatusCode};
use serde_core::Serialize;
use serde_json::json;

use super::access::{Denied, Trust, Via};
use super::{metrics, report};
use crate::ipc::Shared;
use crate::lifecycle::{Daemon, StopReason};

/// The longest body that a request may announce, in bytes. None is ever read.
const MAX_BODY: u64 = 64 * 1024;

const JSON: &str = "application/json";
const TEXT: &str = "text/plain; charset=utf-8";

pub(super) type Answer = Response<Full<Bytes>>;

/// What is answered for, and where.
pub(super) struct Site {
    pub(super) shared: Arc<Shared>,
    pub(super) daemon: Daemon,
    pub(super) via: Via,
}

/// What there is to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    Health,
    Live,
    Ready,
    Metrics,
    Shutdown,
}

impl Page {
    const ALL: [(&'static str, Self); 5] = [
        ("/health", Self::Health),
        ("/livez", Self::Live),
        ("/readyz", Self::Ready),
        ("/metrics", Self::Metrics),
        ("/shutdown", Self::Shutdown),
    ];

    fn at(path: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(known, _)| *known == path);
        found.map(|(_, page)| page)
    }

    fn methods(self) -> &'static [Method] {
        match self {
            Self::Shutdown => &[Method::POST],
            _ => &[Method::GET, Method::HEAD],
        }
    }
}

/// Answers a request; its body is not looked at.
pub(super) async fn answer<B: Body>(site: &Site, request: &Request<B>) -> Answer {
    let trust = match site.via.admit(request.uri(), request.headers()) {
        Ok(trust) => trust,
        Err(denied) => return refuse(denied),
    };
    let Some(page) = Page::at(request.uri().path()) else {
        return not_found(request.uri().path());
    };
    if !page.methods().contains(request.method()) {
        return not_allowed(page, request.method());
    }
    if request.body().size_hint().lower() > MAX_BODY {
        let message = format!("a body of more than {MAX_BODY} bytes is not taken; none is needed");
        return error(StatusCode::PAYLOAD_TOO_LARGE, &message);
    }
    let query = request.uri().query().unwrap_or_default();
    let verbose = query
        .split('&')
        .any(|term| term.split('=').next() == Some("verbose"));
    match page {
        Page::Health => {
            let (status, health) = report::health(&site.daemon, trust).await;
            json(status, &health, verbose)
        }
        Page::Live => text(StatusCode::OK, report::live(verbose)),
        Page::Ready => {
            let (status, lines) = report::ready(&site.daemon, trust, verbose).await;
            text(status, lines)
        }
        Page::Metrics => body(
            StatusCode::OK,
            metrics::CONTENT_TYPE,
            metrics::text(&site.shared, &site.daemon).await,
        ),
        Page::Shutdown => shut_down(site, trust),
    }
}

fn shut_down(site: &Site, trust: Trust) -> Answer {
    if trust != Trust::User {
        if let Via::Socket(_) = site.via {
            return error(StatusCode::FORBIDDEN, "only the daemon's own user may stop it");
        }
        return refuse(Denied {
            status: StatusCode::UNAUTHORIZED,
            why: "on a port this needs `Authorization: Bearer <token>`; the token is in `daemon.http-token` beside \
                  the daemon's lock file",
        });
    }
    site.daemon.request_stop(StopReason::Asked);
    json(StatusCode::ACCEPTED, &json!({ "stopping": true }), false)
}

fn refuse(Denied { status, why }: Denied) -> Answer {
    let mut answer = error(status, why);
    if status == StatusCode::UNAUTHORIZED {
        answer
            .headers_mut()
            .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    answer
}

fn not_found(path: &str) -> Answer {
    let paths = Page::ALL.map(|(path, _)| path);
    let error = format!("there is nothing at {path:?}");
    json(
        StatusCode::NOT_FOUND,
        &json!({ "error": error, "paths": paths }),
        false,
    )
}

fn not_allowed(page: Page, method: &Method) -> Answer {
    let allowed: Vec<&str> = page.methods().iter().map(Method::as_str).collect();
    let allowed = allowed.join(", ");
    let mut answer = error(
        StatusCode::METHOD_NOT_ALLOWED,
        &format!("{method} is not possible here; use {allowed}"),
    );
    if let Ok(allowed) = HeaderValue::from_str(&allowed) {
        answer.headers_mut().insert(ALLOW, allowed);
    }
    answer
}

fn error(status: StatusCode, message: &str) -> Answer {
    json(status, &json!({ "error": message }), false)
}

fn json(status: StatusCode, value: &impl Serialize, readable: bool) -> Answer {
    let written = if readable {
        serde_json::to_vec_pretty(value)
    } else {
        serde_json::to_vec(value)
    };
    match written {
        Ok(mut json) => {
            json.push(b'\n');
            body(status, JSON, json)
        }
        Err(error) => text(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
    }
}

fn text(status: StatusCode, text: String) -> Answer {
    body(status, TEXT, text)
}

fn body(status: StatusCode, kind: &'static str, bytes: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(bytes.into()));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
