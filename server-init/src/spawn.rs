//! The server: which program it is, and where it is started.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A program to start.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Server {
    pub(crate) program: OsString,
    pub(crate) arguments: Vec<OsString>,
    /// Where it is started, if not here.
    pub(crate) dir: Option<PathBuf>,
}

impl Server {
    /// The command that was given, else node with the `server.js` that is beside this program, as the original has
    /// it, or in the current directory, where a package's scripts run.
    pub(crate) fn of(command: &[OsString]) -> Result<Self, String> {
        if let Some((program, arguments)) = command.split_first() {
            return Ok(Self {
                program: program.clone(),
                arguments: arguments.to_vec(),
                dir: None,
            });
        }
        let beside = std::env::current_exe().ok();
        let here = std::env::current_dir().ok();
        let folders = [beside.as_deref().and_then(Path::parent), here.as_deref()];
        Self::script(folders.into_iter().flatten())
    }

    fn script<'a>(folders: impl Iterator<Item = &'a Path> + Clone) -> Result<Self, String> {
        let found = folders.clone().find(|folder| folder.join("server.js").is_file());
        let Some(folder) = found else {
            let looked: Vec<_> = folders.map(|folder| format!("`{}`", folder.display())).collect();
            return Err(format!(
                "no server to start: there is no `server.js` in {}; give its command after `--`",
                looked.join(" or ")
            ));
        };
        Ok(Self {
            program: "node".into(),
            arguments: vec![folder.join("server.js").into()],
            dir: Some(folder.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_taken_as_it_is() {
        let server = Server::of(&["python3".into(), "a b.py".into()]).unwrap();
        assert_eq!(server.program, "python3");
        assert_eq!((server.arguments, server.dir), (vec!["a b.py".into()], None));
    }

    #[test]
    fn the_first_script_is_taken_and_its_folder() {
        let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let folders = [first.path(), second.path()];
        let error = Server::script(folders.into_iter()).unwrap_err();
        assert!(error.contains(&first.path().display().to_string()), "{error}");
        std::fs::write(second.path().join("server.js"), "").unwrap();
        let server = Server::script(folders.into_iter()).unwrap();
        assert_eq!(server.dir.as_deref(), Some(second.path()));
        std::fs::write(first.path().join("server.js"), "").unwrap();
        let server = Server::script(folders.into_iter()).unwrap();
        assert_eq!(server.program, "node");
        assert_eq!(server.arguments, [first.path().join("server.js")]);
    }
}
