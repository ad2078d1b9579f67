//! Making a pipe that nobody serves yet.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::windows::ffi::OsStrExt;
use std::os::windows::fs::OpenOptionsExt;
use std::os::windows::io::AsHandle;
use std::path::Path;

use tokio::net::windows::named_pipe::{NamedPipeServer, ServerOptions};

use windows_sys::Win32::Foundation::ERROR_PIPE_BUSY;
use windows_sys::Win32::Storage::FileSystem::SECURITY_IDENTIFICATION;

use super::listener::{Listener, SocketFile};
use super::{KEPT_OUT, is, trust};
use crate::ipc::transport::{Access, BindError};
use crate::windows::pipe;
use crate::windows::security::OwnerOnly;

/// Where all pipes of this machine are.
const PIPES: &str = r"\\.\pipe\";
/// CreateNamedPipe's limit for the whole name, in UTF-16 units.
const LIMIT: usize = 256;

/// What makes instances of one pipe.
#[derive(Debug)]
pub(super) struct Maker {
    name: OsString,
    owner: OwnerOnly,
}

impl Maker {
    pub(super) fn next(&self) -> io::Result<NamedPipeServer> {
        self.make(false)
    }

    fn make(&self, first: bool) -> io::Result<NamedPipeServer> {
        let mut options = ServerOptions::new();
        options.first_pipe_instance(first).reject_remote_clients(true);
        pipe::create(&options, &self.name, &self.owner)
    }
}

/// Makes the pipe `path`, which must not exist, with an instance for the first client.
pub(crate) fn bind(path: &Path, access: &Access) -> Result<(Listener, SocketFile), BindError> {
    make(path, access, true)
}

/// Makes another instance of the pipe that this daemon serves, for the next client.
pub(crate) fn bind_again(path: &Path, access: &Access) -> Result<(Listener, SocketFile), BindError> {
    make(path, access, false)
}

fn make(path: &Path, access: &Access, first: bool) -> Result<(Listener, SocketFile), BindError> {
    check(path)?;
    if access.is_shared() {
        let source = io::Error::new(
            io::ErrorKind::Unsupported,
            "on Windows a daemon is for its own user alone, and other users have no numbers by which `allow_user` \
             could let them in; leave it out there",
        );
        return Err(failed(path, "share", source));
    }
    let owner = OwnerOnly::new().map_err(|error| failed(path, "protect", error))?;
    let maker = Maker {
        name: path.into(),
        owner,
    };
    // Windows refuses it by itself, but cannot say why; Wine does not.
    if first && let Some(error) = server_at(path) {
        return Err(error);
    }
    match maker.make(first) {
        Ok(instance) => Ok((Listener::new(maker, instance), SocketFile)),
        // That is how one is refused that has come into being since.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Err(server_at(path).unwrap_or_else(|| failed(path, "make", error)))
        }
        Err(error) => Err(failed(path, "make", error)),
    }
}

fn check(path: &Path) -> Result<(), BindError> {
    let name: &OsStr = path.as_os_str();
    let length = name.encode_wide().count();
    if length > LIMIT {
        return Err(BindError::PathTooLong {
            path: path.to_owned(),
            length,
            limit: LIMIT,
        });
    }
    let lower = name.to_ascii_lowercase();
    let rest = lower.as_encoded_bytes().strip_prefix(PIPES.as_bytes());
    if rest.is_some_and(|rest| !rest.is_empty()) {
        return Ok(());
    }
    let source = io::Error::new(
        io::ErrorKind::InvalidInput,
        format!("on Windows it is a pipe, whose name begins with `{PIPES}`"),
    );
    Err(failed(path, "make", source))
}

/// Who serves the pipe, if anybody does.
fn server_at(path: &Path) -> Option<BindError> {
    let mut options = File::options();
    // Whoever it is must not act as this user by this connection.
    options
        .read(true)
        .write(true)
        .security_qos_flags(SECURITY_IDENTIFICATION);
    let path = path.to_owned();
    match options.open(&path) {
        Ok(client) => Some(match trust::stranger_at(client.as_handle()) {
            Ok(Some(owner)) => BindError::Foreign { path, owner },
            _ => BindError::InUse {
                pid: pipe::server_of(&client),
                path,
            },
        }),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Some(BindError::Foreign {
            path,
            owner: KEPT_OUT.to_owned(),
        }),
        Err(error) if is(&error, ERROR_PIPE_BUSY) => Some(BindError::InUse { path, pid: None }),
        Err(_) => None,
    }
}

fn failed(path: &Path, action: &'static str, source: io::Error) -> BindError {
    BindError::Io {
        action,
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::fixtures::{socket_in, temp_dir};

    fn own() -> Access {
        Access::default()
    }

    fn pipe() -> PathBuf {
        socket_in(temp_dir().path())
    }

    #[tokio::test]
    async fn refuses_a_name_that_is_too_long_or_no_pipes() {
        let long = PathBuf::from(format!("{PIPES}{}", "x".repeat(LIMIT)));
        let Err(BindError::PathTooLong { length, limit, .. }) = bind(&long, &own()) else {
            panic!("made a pipe with a name of {} letters", long.as_os_str().len())
        };
        assert_eq!((length, limit), (LIMIT + PIPES.len(), LIMIT));
        for path in [r"C:\temp\daemon.sock", "daemon.sock", "", PIPES] {
            let Err(BindError::Io { source, .. }) = bind(Path::new(path), &own()) else {
                panic!("made a pipe called {path}")
            };
            assert!(source.to_string().contains(PIPES), "{source}");
        }
    }

    #[tokio::test]
    async fn leaves_a_live_server_alone_and_names_it() {
        let path = pipe();
        let _first = bind(&path, &own()).unwrap();
        match bind(&path, &own()) {
            Err(BindError::InUse { pid, .. }) => assert_eq!(pid, Some(std::process::id())),
            other => panic!("expected `InUse`, found {other:?}"),
        }
    }

    #[tokio::test]
    async fn nothing_is_left_of_a_server_that_is_gone() {
        let path = pipe();
        drop(bind(&path, &own()).unwrap());
        assert!(bind(&path, &own()).is_ok());
    }

    #[tokio::test]
    async fn other_users_cannot_be_let_in() {
        let shared = Access { users: vec![1000] };
        assert!(matches!(
            bind(&pipe(), &shared),
            Err(BindError::Io { action: "share", .. })
        ));
    }
}
