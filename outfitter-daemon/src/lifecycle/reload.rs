//! Reloading: what a daemon does when it is sent SIGHUP, or asked by its own program.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use super::daemon::Daemon;
use crate::outcome::IntoOutcome;
use crate::panic::{CatchUnwind, panic_text};

type Running = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;
type Handler = Arc<dyn Fn() -> Running + Send + Sync>;

/// The reload handler of one daemon.
#[derive(Default)]
pub(super) struct Reload(Mutex<Option<Handler>>);

impl Reload {
    fn handler(&self) -> Option<Handler> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Daemon {
    /// Registers what the daemon does when it is sent SIGHUP, or [asked](Self::request_reload), while it is
    /// running; the last one counts.
    ///
    /// Reloads run one after the other. An error or a panic is logged, and the daemon goes on as before.
    /// Without a handler, SIGHUP ends a daemon that was started in a terminal, in good order, and does
    /// nothing to one in the background.
    pub fn on_reload<F, Fut>(&self, handler: F)
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future + Send + 'static,
        Fut::Output: IntoOutcome,
    {
        let handler: Handler = Arc::new(move || -> Running {
            let reload = handler();
            Box::pin(async move { reload.await.into_outcome() })
        });
        *self.0.reload.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(handler);
    }

    /// Has it reload as soon as it is running, as SIGHUP does; the only way on Windows, which has no such signal.
    /// Returns at once, and says whether there is a [handler](Self::on_reload).
    pub fn request_reload(&self) -> bool {
        let can_reload = self.0.reload.handler().is_some();
        if can_reload {
            self.0.reloads.send_modify(|count| *count += 1);
        }
        can_reload
    }

    /// Reloads whenever it is asked to, from the call on and not only from the first poll; never ends.
    pub(crate) fn reload_when_asked(&self) -> impl Future<Output = ()> {
        let mut reloads = self.0.reloads.subscribe();
        async move {
            while reloads.changed().await.is_ok() {
                if let Some(handler) = self.0.reload.handler() {
                    self.supervisor().reloading();
                    self.reload_with(&handler).await;
                    self.supervisor().ready();
                }
            }
        }
    }

    async fn reload_with(&self, handler: &Handler) {
        tracing::info!(name = self.name(), "reloading");
        let handler = Arc::clone(handler);
        let problem = match CatchUnwind(Box::pin(async move { handler().await })).await {
            Ok(Ok(())) => return,
            Ok(Err(error)) => error,
            Err(panic) => format!("it panicked: {}", panic_text(&*panic)),
        };
        tracing::error!(name = self.name(), "the reload failed: {problem}");
        crate::launch::complain(&format!("{}: the reload failed: {problem}", self.name()));
    }
}
