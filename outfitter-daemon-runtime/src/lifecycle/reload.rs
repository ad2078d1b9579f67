//! Reloading: what a daemon does when it is sent SIGHUP, or asked by its own program.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use super::daemon::Daemon;
use crate::outcome::IntoOutcome;
use crate::panic::{CatchUnwind, panic_text};
use crate::race::{First, race};

pub(super) type Running = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;
pub(super) type Handler = Arc<dyn Fn() -> Running + Send + Sync>;

/// The reload handler of one daemon.
#[derive(Default)]
pub(super) struct Reload(Mutex<Option<Handler>>);

/// The last reload that is done.
#[derive(Debug)]
pub(super) struct Reloaded {
    /// How many had been asked for when it began.
    count: u64,
    result: Result<(), String>,
}

impl Default for Reloaded {
    fn default() -> Self {
        Self {
            count: 0,
            result: Ok(()),
        }
    }
}

impl Reload {
    pub(super) fn handler(&self) -> Option<Handler> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Daemon {
    /// Registers what the daemon does when it is sent SIGHUP, or [asked](Self::reload), while it is running; the last one
    /// counts.
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

    /// Reloads, as on SIGHUP, and waits until it is done. If a reload is under way, one more follows it.
    ///
    /// # Errors
    ///
    /// What the reload handler said, or that there is none, or that the daemon is not running.
    ///
    /// # Cancel safety
    ///
    /// If the future is dropped, the reload goes on.
    pub async fn reload(&self) -> Result<(), String> {
        if self.0.reload.handler().is_none() {
            return Err(format!(
                "`{}` has nothing to reload: it has no reload handler",
                self.name()
            ));
        }
        if !self.is_running() {
            return Err(format!(
                "`{}` is {}; only a running daemon reloads",
                self.name(),
                self.state()
            ));
        }
        let mut wanted = 0;
        self.0.reloads.send_modify(|count| {
            *count += 1;
            wanted = *count;
        });
        let mut done = self.0.reloaded.subscribe();
        match race(done.wait_for(|done| done.count >= wanted), self.stop_requested()).await {
            First::Left(Ok(done)) => done.result.clone(),
            First::Left(Err(error)) => Err(error.to_string()),
            First::Right(_) => Err("the daemon stops instead".to_owned()),
        }
    }

    /// Reloads whenever it is asked to, from the call on and not only from the first poll, until it is asked to stop.
    pub(crate) fn reload_until_stopped(&self) -> impl Future<Output = ()> {
        let mut reloads = self.0.reloads.subscribe();
        let reload = async move {
            while reloads.changed().await.is_ok() {
                let count = *reloads.borrow_and_update();
                if let Some(handler) = self.0.reload.handler() {
                    self.supervisor().reloading();
                    let result = self.reload_with(&handler).await;
                    self.supervisor().ready();
                    self.0.reloaded.send_replace(Reloaded { count, result });
                }
            }
        };
        async move {
            race(reload, self.stop_requested()).await;
        }
    }

    async fn reload_with(&self, handler: &Handler) -> Result<(), String> {
        tracing::info!(name = self.name(), "reloading");
        let handler = Arc::clone(handler);
        let problem = match CatchUnwind(Box::pin(async move { handler().await })).await {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => error,
            Err(panic) => format!("it panicked: {}", panic_text(&*panic)),
        };
        tracing::error!(name = self.name(), "the reload failed: {problem}");
        crate::launch::complain(&format!("{}: the reload failed: {problem}", self.name()));
        Err(problem)
    }
}
