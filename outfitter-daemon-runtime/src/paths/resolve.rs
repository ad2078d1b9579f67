//! Name, environment and overrides to candidate paths. Pure.

use std::path::{Path, PathBuf};

use super::base::{Base, Bases, state_home};
use super::env::Env;
use super::error::PathsError;
use super::instance;
use super::overrides::PathOverrides;
use super::pipe;
use super::platform::Platform;
use crate::name::DaemonName;

/// Where one daemon's files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    dir: PathBuf,
    socket: PathBuf,
    lock: PathBuf,
    pid_file: PathBuf,
    log: PathBuf,
    base: Base,
    notes: Vec<String>,
}

impl Paths {
    /// Works out every place where the daemon `name` may be, best first; there is always at least one.
    ///
    /// A starter gives them to [`choose`](super::choose); who looks for a daemon looks in all of them, so
    /// that one that was started before its user logged in is still found afterwards. If `name` names no
    /// instance, it is the one of the variable `<NAME>_INSTANCE`, if that is set.
    ///
    /// # Errors
    ///
    /// * [`PathsError::Name`] if that variable holds no name.
    /// * [`PathsError::NoBase`] if the environment names no directory at all.
    /// * [`PathsError::Relative`] if an override is not absolute.
    pub fn candidates(
        name: &DaemonName,
        env: &Env,
        platform: Platform,
        overrides: &PathOverrides,
    ) -> Result<Vec<Self>, PathsError> {
        let name = &instance::meant_by(name, env)?;
        let overrides = overrides.under(env, name);
        overrides.check(platform)?;
        let Bases { mut found, notes } = match &overrides.dir {
            Some(dir) => Bases {
                found: vec![(Base::Override, dir.clone())],
                notes: Vec::new(),
            },
            None => Bases::of(env, platform),
        };
        if overrides.names_every_file() {
            found.truncate(1);
        }
        let log = overrides
            .log
            .clone()
            .or_else(|| log(name, env, platform, &overrides));
        let resolve = |(base, dir)| {
            let files = Files::of(base, dir, name, platform);
            let log = log.clone().unwrap_or_else(|| files.log.clone());
            files.overridden(base, &overrides, log, notes.clone())
        };
        let all: Vec<_> = found.into_iter().map(resolve).collect();
        if all.is_empty() {
            Err(PathsError::NoBase { name: name.clone() })
        } else {
            Ok(all)
        }
    }

    /// The daemon's own directory; on Windows the one that it shares with everything temporary.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The socket, or the name of the pipe.
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// The lock file: who has it locked is the daemon.
    pub fn lock(&self) -> &Path {
        &self.lock
    }

    /// The PID file, for tools that look there.
    pub fn pid_file(&self) -> &Path {
        &self.pid_file
    }

    /// The log of a daemon that runs in the background.
    pub fn log(&self) -> &Path {
        &self.log
    }

    /// The rule that named the directory.
    pub fn base(&self) -> Base {
        self.base
    }

    /// What a person should know about the choice, one sentence each: a variable that was ignored, a better
    /// directory that could not be used.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// A file beside the lock file, of the same name but for its end.
    #[cfg(feature = "client")]
    pub(crate) fn beside_lock(&self, extension: &str) -> PathBuf {
        let stem = self.lock.extension().filter(|end| *end == "lock");
        let mut path = match stem {
            Some(_) => self.lock.with_extension(""),
            None => self.lock.clone(),
        }
        .into_os_string();
        path.push(".");
        path.push(extension);
        path.into()
    }

    /// Whether a file is in [`dir`](Self::dir), so that it has to exist.
    pub(crate) fn uses_dir(&self) -> bool {
        [&self.socket, &self.lock, &self.pid_file]
            .into_iter()
            .any(|file| file.parent() == Some(&self.dir))
    }

    /// These, with one more thing to know.
    pub(super) fn noting(mut self, note: String) -> Self {
        self.notes.push(note);
        self
    }
}

/// The log survives a logout, unlike what is in the runtime directory.
fn log(name: &DaemonName, env: &Env, platform: Platform, overrides: &PathOverrides) -> Option<PathBuf> {
    if overrides.dir.is_some() {
        return None;
    }
    if platform == Platform::Windows {
        let dir = platform.join(Path::new(env.get("LOCALAPPDATA")?), name.as_str());
        return Some(platform.join(&dir, "daemon.log"));
    }
    // What there is to say about the variable, the bases say.
    let (_, state) = state_home(env, &mut Vec::new())?;
    Some(platform.join(&platform.join(&state, name.as_str()), "daemon.log"))
}

/// The default place of every file for one base.
struct Files {
    dir: PathBuf,
    socket: PathBuf,
    lock: PathBuf,
    pid_file: PathBuf,
    log: PathBuf,
}

impl Files {
    fn of(base: Base, dir: PathBuf, name: &DaemonName, platform: Platform) -> Self {
        match (platform, base) {
            (Platform::Windows, Base::Override) => Self::windows(pipe::path(name, Some(&dir)), dir, "daemon"),
            (Platform::Windows, _) => Self::windows(pipe::path(name, None), dir, &format!("{name}-daemon")),
            (Platform::Linux | Platform::Macos, Base::Override) => Self::unix(dir, platform),
            (Platform::Linux | Platform::Macos, _) => {
                Self::unix(platform.join(&dir, name.as_str()), platform)
            }
        }
    }

    fn unix(dir: PathBuf, platform: Platform) -> Self {
        let file = |name| platform.join(&dir, name);
        Self {
            socket: file("daemon.sock"),
            lock: file("daemon.lock"),
            pid_file: file("daemon.pid"),
            log: file("daemon.log"),
            dir,
        }
    }

    fn windows(pipe: PathBuf, dir: PathBuf, stem: &str) -> Self {
        let file = |extension: &str| Platform::Windows.join(&dir, &format!("{stem}.{extension}"));
        Self {
            socket: pipe,
            lock: file("lock"),
            pid_file: file("pid"),
            log: file("log"),
            dir,
        }
    }

    fn overridden(self, base: Base, overrides: &PathOverrides, log: PathBuf, notes: Vec<String>) -> Paths {
        let or = |named: &Option<PathBuf>, default| named.clone().unwrap_or(default);
        Paths {
            dir: self.dir,
            socket: or(&overrides.socket, self.socket),
            lock: or(&overrides.lock, self.lock),
            pid_file: or(&overrides.pid_file, self.pid_file),
            log,
            base,
            notes,
        }
    }
}
