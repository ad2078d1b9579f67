//! HTTP is left out: the feature `http` is not on.

use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use crate::exit::DaemonExit;
use crate::ipc::Shared;
use crate::lifecycle::Daemon;
use crate::name::DaemonName;
use crate::paths::Env;

/// What keeps a daemon from serving HTTP; without the feature `http`, nothing can.
#[derive(Debug)]
pub struct HttpError(Infallible);

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HTTP is not built in")
    }
}

impl Error for HttpError {}

impl HttpError {
    pub(crate) fn exit(&self) -> DaemonExit {
        match self.0 {}
    }
}

/// There are none.
#[derive(Debug)]
pub(crate) struct Settings;

impl Settings {
    #[expect(clippy::unnecessary_wraps, reason = "it can fail with the feature `http`")]
    pub(crate) fn read(name: &DaemonName, _: Option<&str>, env: &Env) -> Result<Option<Self>, HttpError> {
        let variable = format!("{}_HTTP", name.env_prefix());
        if env.get(&variable).is_some() {
            tracing::warn!("{variable} is set, but this program is built without the feature `http`");
        }
        Ok(None)
    }
}

/// No port.
#[derive(Debug, Default)]
pub(crate) struct Bound(());

impl Bound {
    #[expect(clippy::unused_async, reason = "it waits with the feature `http`")]
    pub(crate) async fn new(_: Option<Settings>, _: &Path) -> Result<Self, HttpError> {
        Ok(Self(()))
    }

    #[expect(clippy::unused_self, reason = "there is one with the feature `http`")]
    pub(crate) fn address(&self) -> Option<SocketAddr> {
        None
    }
}

/// Nothing that is served.
#[derive(Debug, Default)]
pub(crate) struct Web(());

impl Web {
    pub(crate) fn open(_: Bound, _: &Arc<Shared>, _: &Daemon) -> Self {
        Self(())
    }

    #[expect(clippy::unused_async, reason = "it waits with the feature `http`")]
    pub(crate) async fn close(&mut self) {}
}
