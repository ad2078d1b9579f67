//! Starting a daemon in the background, and starting it anew.

use std::ffi::OsString;

use super::Control;
use super::error::ControlError;
use super::stop::{Force, Stopped};
use crate::launch::{Launched, Launcher};

impl Control {
    /// Starts it in the background, with `arguments` for its `main`, and waits until it is ready. One that runs
    /// already, or is about to, is waited for; it keeps the arguments that it was started with.
    ///
    /// # Errors
    ///
    /// [`ControlError::Launch`]
    ///
    /// # Cancel safety
    ///
    /// If the future is dropped, the daemon may start all the same.
    pub async fn start(&self, arguments: &[String]) -> Result<Launched, ControlError> {
        Ok(self.launcher(arguments).start().await?)
    }

    /// Stops it if it runs, and starts it.
    ///
    /// # Errors
    ///
    /// Those of [`stop`](Self::stop) and [`start`](Self::start).
    ///
    /// # Cancel safety
    ///
    /// If the future is dropped, the daemon may have been stopped and not been started.
    pub async fn restart(
        &self,
        arguments: &[String],
        force: Force,
    ) -> Result<(Stopped, Launched), ControlError> {
        let stopped = self.stop(force).await?;
        Ok((stopped, self.start(arguments).await?))
    }

    /// A person asks for it, so a daemon that has just failed is tried again.
    fn launcher(&self, arguments: &[String]) -> Launcher {
        let behind = (!arguments.is_empty()).then(|| OsString::from("--"));
        let all = [OsString::from("run")].into_iter().chain(behind);
        let launcher = Launcher::new(self.name.as_str())
            .args(all.chain(arguments.iter().map(OsString::from)))
            .paths(self.overrides.clone())
            .timeout(self.timeout)
            .force(true);
        match &self.program {
            Some(program) => launcher.program(program),
            None => launcher,
        }
    }
}
