//! Which directories a daemon's own may be in, best first, and the rule that names each. Pure.

use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};

use super::env::Env;
use super::platform::Platform;

/// The rule by which a directory was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Base {
    /// The variable `XDG_RUNTIME_DIR`.
    XdgRuntimeDir,
    /// `/run/user/<uid>`.
    RunUser,
    /// The directory for temporary files: `TMPDIR` on macOS, `TEMP` on Windows.
    TempDir,
    /// The variable `XDG_STATE_HOME`.
    XdgStateHome,
    /// `~/.local/state`.
    LocalState,
    /// The user or the program named the directory.
    Override,
}

impl Display for Base {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::XdgRuntimeDir => "$XDG_RUNTIME_DIR",
            Self::RunUser => "/run/user/<uid>",
            Self::TempDir => "temporary directory",
            Self::XdgStateHome => "$XDG_STATE_HOME",
            Self::LocalState => "~/.local/state",
            Self::Override => "override",
        })
    }
}

/// The bases to try, best first, and what a person should know about the ones left out.
#[derive(Debug)]
pub(super) struct Bases {
    pub(super) found: Vec<(Base, PathBuf)>,
    pub(super) notes: Vec<String>,
}

impl Bases {
    pub(super) fn of(env: &Env, platform: Platform) -> Self {
        let mut notes = Vec::new();
        let mut found = Vec::new();
        match platform {
            Platform::Windows => found.extend(temp_dir(env, "TEMP", platform, &mut notes)),
            Platform::Linux | Platform::Macos => {
                found.extend(runtime_dir(env, platform, &mut notes));
                found.extend(state_home(env, &mut notes));
            }
        }
        found.dedup_by(|second, first| second.1 == first.1);
        Self { found, notes }
    }
}

fn runtime_dir(env: &Env, platform: Platform, notes: &mut Vec<String>) -> Option<(Base, PathBuf)> {
    if let Some(dir) = absolute(env, "XDG_RUNTIME_DIR", platform, notes) {
        return Some((Base::XdgRuntimeDir, dir));
    }
    if platform == Platform::Macos {
        return temp_dir(env, "TMPDIR", platform, notes);
    }
    Some((Base::RunUser, PathBuf::from(format!("/run/user/{}", env.uid()))))
}

/// A program that was started without the variable still has a directory of its own from the system; `/tmp`,
/// which belongs to everybody, is taken only from a user who asks for it.
fn temp_dir(
    env: &Env,
    variable: &str,
    platform: Platform,
    notes: &mut Vec<String>,
) -> Option<(Base, PathBuf)> {
    absolute(env, variable, platform, notes)
        .or_else(|| {
            env.temp_dir()
                .filter(|dir| *dir != Path::new("/tmp"))
                .map(Path::to_owned)
        })
        .map(|dir| (Base::TempDir, dir))
}

pub(super) fn state_home(env: &Env, notes: &mut Vec<String>) -> Option<(Base, PathBuf)> {
    absolute(env, "XDG_STATE_HOME", Platform::Linux, notes)
        .map(|dir| (Base::XdgStateHome, dir))
        .or_else(|| {
            Some((
                Base::LocalState,
                Platform::Linux.join(env.home()?, ".local/state"),
            ))
        })
}

/// The XDG base directory specification has relative paths ignored.
fn absolute(env: &Env, variable: &str, platform: Platform, notes: &mut Vec<String>) -> Option<PathBuf> {
    let dir = Path::new(env.get(variable)?);
    if is_absolute(dir, platform) {
        return Some(dir.to_owned());
    }
    notes.push(format!(
        "${variable} is ignored: `{}` is not an absolute path",
        dir.display()
    ));
    None
}

/// Like `Path::is_absolute`, but for the given platform rather than for the one compiled for.
pub(super) fn is_absolute(path: &Path, platform: Platform) -> bool {
    let path = path.as_os_str().as_encoded_bytes();
    match (platform, path) {
        (Platform::Linux | Platform::Macos, [b'/', ..]) | (Platform::Windows, [b'\\', b'\\', ..]) => true,
        (Platform::Windows, [drive, b':', b'\\' | b'/', ..]) => drive.is_ascii_alphabetic(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_depends_on_the_platform() {
        for (path, platform, expected) in [
            ("/x", Platform::Linux, true),
            ("x", Platform::Macos, false),
            ("/x", Platform::Windows, false),
            (r"C:\x", Platform::Windows, true),
            (r"C:x", Platform::Windows, false),
            (r"\\.\pipe\x", Platform::Windows, true),
            (r"C:\x", Platform::Linux, false),
        ] {
            assert_eq!(
                is_absolute(Path::new(path), platform),
                expected,
                "{path} on {platform:?}"
            );
        }
    }

    #[test]
    fn the_same_directory_is_tried_once() {
        let env = Env::new(1)
            .with("XDG_RUNTIME_DIR", "/x")
            .with("XDG_STATE_HOME", "/x");
        assert_eq!(
            Bases::of(&env, Platform::Linux).found,
            [(Base::XdgRuntimeDir, PathBuf::from("/x"))]
        );
    }
}
