//! Binding a Unix socket without ever taking one from a live server or deleting what is not ours.

use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::fs::{FileType, FlockOperation, Mode, OFlags, Stat};
use rustix::io::Errno;
use socket2::{SockAddr, Socket};
use tokio::net::UnixListener;

use super::listener::{Listener, SocketFile, identity, look};
use crate::ipc::transport::{Access, BindError};
use crate::socket_unix;

/// How many connections may wait to be accepted; the kernel lowers it to its own limit (listen(2)).
const BACKLOG: i32 = 4096;
/// How long another binder in the same directory may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// Binds the final name `path` and listens, with its mode set before the first client can connect.
pub(crate) fn bind(path: &Path, access: &Access) -> Result<(Listener, SocketFile), BindError> {
    let address = address(path)?;
    // Two binders that both find a stale socket would take each other's new one away.
    let _only_one = lock_directory(path)?;
    make_way(path)?;
    let socket = socket_unix::new().map_err(|error| failed(path, "create", error))?;
    socket
        .bind(&address)
        .map_err(|error| failed(path, "bind", error))?;
    let file = match look(path) {
        Ok(Some(stat)) => SocketFile {
            path: path.to_owned(),
            identity: identity(&stat),
        },
        Ok(None) => return Err(failed(path, "find", Errno::NOENT)),
        Err(error) => {
            // Made a moment ago, and still held against other binders: nobody else's can be in its place.
            let _ = std::fs::remove_file(path);
            return Err(failed(path, "look at", error));
        }
    };
    match listen(path, access, socket) {
        Ok(socket) => Ok((
            Listener {
                socket,
                passed: false,
            },
            file,
        )),
        Err(error) => {
            file.unlink();
            Err(error)
        }
    }
}

/// Binds anew what this daemon has bound before.
pub(crate) fn bind_again(path: &Path, access: &Access) -> Result<(Listener, SocketFile), BindError> {
    bind(path, access)
}

fn listen(path: &Path, access: &Access, socket: Socket) -> Result<UnixListener, BindError> {
    // Others are then told apart by their credentials.
    let others = if access.is_shared() {
        Mode::RWXG | Mode::RWXO
    } else {
        Mode::empty()
    };
    let mode = Mode::RUSR | Mode::WUSR | (others & (Mode::RGRP | Mode::WGRP | Mode::ROTH | Mode::WOTH));
    rustix::fs::chmod(path, mode).map_err(|error| failed(path, "set the mode of", error))?;
    socket
        .listen(BACKLOG)
        .map_err(|error| failed(path, "listen on", error))?;
    UnixListener::from_std(socket.into()).map_err(|source| BindError::Io {
        action: "watch",
        path: path.to_owned(),
        source,
    })
}

fn failed(path: &Path, action: &'static str, source: impl Into<io::Error>) -> BindError {
    BindError::Io {
        action,
        path: path.to_owned(),
        source: source.into(),
    }
}

fn address(path: &Path) -> Result<SockAddr, BindError> {
    let length = path.as_os_str().len();
    SockAddr::unix(path).map_err(|_| BindError::PathTooLong {
        path: path.to_owned(),
        length,
        limit: LIMIT,
    })
}

/// `sun_path` without its final zero (unix(7)).
const LIMIT: usize = if cfg!(target_os = "linux") { 107 } else { 103 };

/// Holds the socket's directory against other binders until the descriptor is closed.
fn lock_directory(path: &Path) -> Result<OwnedFd, BindError> {
    let directory = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let failed = |action, source: io::Error| BindError::Io {
        action,
        path: path.to_owned(),
        source,
    };
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let descriptor = rustix::fs::open(directory, flags, Mode::empty())
        .map_err(|error| failed("open the directory of", error.into()))?;
    let until = Instant::now() + PATIENCE;
    loop {
        match rustix::fs::flock(&descriptor, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(descriptor),
            Err(Errno::WOULDBLOCK) if Instant::now() < until => {
                std::thread::sleep(Duration::from_millis(2));
            }
            Err(Errno::INTR) => {}
            Err(error) => return Err(failed("lock the directory of", error.into())),
        }
    }
}

/// Removes what a dead server left at `path`; anything else there is an error.
fn make_way(path: &Path) -> Result<(), BindError> {
    let failed = |action, source: io::Error| BindError::Io {
        action,
        path: path.to_owned(),
        source,
    };
    let Some(found) = look(path).map_err(|error| failed("look at", error.into()))? else {
        return Ok(());
    };
    if let Some(what) = not_our_socket(&found) {
        return Err(BindError::Occupied {
            path: path.to_owned(),
            what,
        });
    }
    match probe(path) {
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        // A full queue: somebody is there, and slow.
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
            return Err(BindError::InUse {
                path: path.to_owned(),
                pid: None,
            });
        }
        Err(error) => return Err(failed("probe", error)),
        Ok(pid) => {
            return Err(BindError::InUse {
                path: path.to_owned(),
                pid,
            });
        }
    }
    // Still the one that was probed?
    let now = look(path).map_err(|error| failed("look at", error.into()))?;
    if now.is_some_and(|now| identity(&now) == identity(&found)) {
        std::fs::remove_file(path).map_err(|error| failed("remove", error))?;
        tracing::debug!(path = %path.display(), "removed the socket of a dead server");
    }
    Ok(())
}

fn not_our_socket(stat: &Stat) -> Option<&'static str> {
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::Socket if stat.st_uid == rustix::process::geteuid().as_raw() => None,
        FileType::Socket => Some("another user's socket"),
        FileType::RegularFile => Some("a file"),
        FileType::Directory => Some("a directory"),
        FileType::Symlink => Some("a symbolic link"),
        _ => Some("something else"),
    }
}

/// Connects without waiting; gives the process that listens.
fn probe(path: &Path) -> io::Result<Option<u32>> {
    let socket = socket_unix::connect(path)?;
    let stream = tokio::net::UnixStream::from_std(socket.into());
    let listener = stream.and_then(|stream| super::peer_of(&stream)).ok();
    Ok(listener.and_then(|listener| listener.pid))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn in_folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.sock");
        (folder, path)
    }

    fn own() -> Access {
        Access::default()
    }

    #[tokio::test]
    async fn refuses_a_path_that_is_too_long_before_anything_else() {
        let long = Path::new("/nowhere").join("x".repeat(LIMIT));
        let Err(BindError::PathTooLong { length, limit, .. }) = bind(&long, &own()) else {
            panic!("bound a path of {} bytes", long.as_os_str().len())
        };
        assert_eq!((length, limit), (long.as_os_str().len(), LIMIT));
    }

    #[tokio::test]
    async fn takes_the_longest_possible_path() {
        let (folder, _) = in_folder();
        let room = LIMIT - folder.path().as_os_str().len() - 1;
        let path = folder.path().join("x".repeat(room));
        assert!(bind(&path, &own()).is_ok());
    }

    #[tokio::test]
    async fn replaces_a_stale_socket() {
        let (_folder, path) = in_folder();
        drop(bind(&path, &own()).unwrap());
        assert!(path.exists());
        assert!(bind(&path, &own()).is_ok());
    }

    #[tokio::test]
    async fn leaves_a_live_server_alone_and_names_it() {
        let (_folder, path) = in_folder();
        let _first = bind(&path, &own()).unwrap();
        let Err(BindError::InUse { pid, .. }) = bind(&path, &own()) else {
            panic!("stole a live socket")
        };
        assert_eq!(pid, Some(std::process::id()));
    }

    #[tokio::test]
    async fn never_deletes_what_is_no_socket() {
        let (_folder, path) = in_folder();
        std::fs::write(&path, "precious").unwrap();
        assert!(matches!(
            bind(&path, &own()),
            Err(BindError::Occupied { what: "a file", .. })
        ));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
    }

    #[tokio::test]
    async fn unlinks_only_its_own_socket() {
        let (_folder, path) = in_folder();
        let (_first, file) = bind(&path, &own()).unwrap();
        std::fs::remove_file(&path).unwrap();
        let _second = bind(&path, &own()).unwrap();
        file.unlink();
        assert!(path.exists());
    }

    #[tokio::test]
    async fn is_for_the_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, path) = in_folder();
        let _listener = bind(&path, &own()).unwrap();
        assert_eq!(
            std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}
