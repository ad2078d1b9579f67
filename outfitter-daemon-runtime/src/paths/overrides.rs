//! Paths that somebody names outright: in code, and by environment variables, which win.

use std::path::{Path, PathBuf};

use super::base::is_absolute;
use super::env::Env;
use super::error::PathsError;
use super::platform::Platform;
use crate::name::DaemonName;

/// Paths to use instead of the default ones; all must be absolute, since a daemon and its clients run in
/// different directories.
///
/// A directory takes all files, directly inside it, but those that are named as well; on Windows the pipe, which is no
/// file, is then called after the directory. The variables
/// `<PREFIX>_DIR`, `_SOCKET`, `_LOCK`, `_PID_FILE` and `_LOG`, with the prefix of
/// [`DaemonName::env_prefix`], win over what is set here, and `<PREFIX>_DIR` over every single file set here:
/// whoever moves a daemon from outside moves all of it. For an instance, the variables name the same paths with
/// `@<instance>` behind them, and [`of_instance`](Self::of_instance) does the same for paths set here.
///
/// # Examples
///
/// ```
/// use outfitter_daemon::{DaemonName, Env, PathOverrides, Paths, Platform};
///
/// let name = DaemonName::new("my-service")?;
/// let overrides = PathOverrides::default().socket("/srv/my.sock");
/// let env = Env::new(1000).with("XDG_RUNTIME_DIR", "/run/user/1000").with("MY_SERVICE_LOCK", "/srv/my.lock");
/// let paths = &Paths::candidates(&name, &env, Platform::Linux, &overrides)?[0];
/// assert_eq!(paths.socket().to_str(), Some("/srv/my.sock"));
/// assert_eq!(paths.lock().to_str(), Some("/srv/my.lock"));
/// assert_eq!(paths.pid_file().to_str(), Some("/run/user/1000/my-service/daemon.pid"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathOverrides {
    pub(super) dir: Option<PathBuf>,
    pub(super) socket: Option<PathBuf>,
    pub(super) lock: Option<PathBuf>,
    pub(super) pid_file: Option<PathBuf>,
    pub(super) log: Option<PathBuf>,
}

impl PathOverrides {
    /// Puts all files into `dir`.
    #[must_use]
    pub fn dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.dir = Some(dir.into());
        self
    }

    /// Puts the socket at `path`.
    #[must_use]
    pub fn socket(mut self, path: impl Into<PathBuf>) -> Self {
        self.socket = Some(path.into());
        self
    }

    /// Puts the lock file at `path`.
    #[must_use]
    pub fn lock(mut self, path: impl Into<PathBuf>) -> Self {
        self.lock = Some(path.into());
        self
    }

    /// Puts the PID file at `path`, which may be the lock file's.
    #[must_use]
    pub fn pid_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.pid_file = Some(path.into());
        self
    }

    /// Puts the log at `path`.
    #[must_use]
    pub fn log(mut self, path: impl Into<PathBuf>) -> Self {
        self.log = Some(path.into());
        self
    }

    /// The variables that say the same in the environment of the daemon `name`.
    #[cfg(feature = "client")]
    pub(crate) fn variables(&self, name: &DaemonName) -> impl Iterator<Item = (String, &Path)> {
        let prefix = name.env_prefix();
        let named = [
            ("DIR", &self.dir),
            ("SOCKET", &self.socket),
            ("LOCK", &self.lock),
            ("PID_FILE", &self.pid_file),
            ("LOG", &self.log),
        ];
        let set = named
            .into_iter()
            .filter_map(|(what, path)| Some((what, path.as_deref()?)));
        set.map(move |(what, path)| (format!("{prefix}_{what}"), path))
    }

    /// These, under those that the environment names.
    pub(super) fn under(&self, env: &Env, name: &DaemonName) -> Self {
        let prefix = name.env_prefix();
        let from_env = |what: &str| env.get(format!("{prefix}_{what}")).map(PathBuf::from);
        let named = Self {
            dir: from_env("DIR"),
            socket: from_env("SOCKET"),
            lock: from_env("LOCK"),
            pid_file: from_env("PID_FILE"),
            log: from_env("LOG"),
        };
        // They are meant for the program, and may be set for all of its instances.
        let named = named.of_instance(name);
        let in_code = if named.dir.is_some() {
            Self::default()
        } else {
            self.clone()
        };
        Self {
            dir: named.dir.or(in_code.dir),
            socket: named.socket.or(in_code.socket),
            lock: named.lock.or(in_code.lock),
            pid_file: named.pid_file.or(in_code.pid_file),
            log: named.log.or(in_code.log),
        }
    }

    /// Refuses relative paths.
    pub(super) fn check(&self, platform: Platform) -> Result<(), PathsError> {
        let Self {
            dir,
            socket,
            lock,
            pid_file,
            log,
        } = self;
        let named = [
            ("directory", dir),
            ("socket", socket),
            ("lock", lock),
            ("PID file", pid_file),
            ("log", log),
        ];
        for (what, path) in named {
            if let Some(path) = path.as_deref().filter(|path| !is_absolute(path, platform)) {
                return Err(PathsError::Relative {
                    what,
                    path: Path::to_owned(path),
                });
            }
        }
        Ok(())
    }

    /// Whether nothing is left for the daemon's own directory to hold.
    pub(super) fn names_every_file(&self) -> bool {
        self.socket.is_some() && self.lock.is_some() && self.pid_file.is_some()
    }
}
