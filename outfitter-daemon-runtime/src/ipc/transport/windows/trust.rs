//! Whose a pipe is. Its name says nothing of that: whoever comes first has it, and all users of a machine share the
//! names.

use std::io;
use std::os::windows::io::{AsHandle, BorrowedHandle};

use crate::windows::pipe::server_of;
use crate::windows::security::{own_user, owner_of, user_of};

/// Windows itself.
const SYSTEM: &str = "S-1-5-18";
/// What those own who may become it: what root is elsewhere.
const ADMINISTRATORS: &str = "S-1-5-32-544";

/// The user whose pipe this is the client's end of, if that is neither this one nor the system.
pub(super) fn stranger_at(pipe: BorrowedHandle<'_>) -> io::Result<Option<String>> {
    let ours = own_user()?;
    let owner = owner_of(pipe)?;
    // Not every process tells who it runs as. Another user's usually does not, and its pipe is not ours either.
    let server = server_of(&pipe.as_handle()).and_then(user_of);
    Ok(stranger(&ours, owner, server))
}

/// Who made the pipe must be us, the system, or somebody who can do what the system can; who answers must be us or the
/// system, if it is known. Only the system can make a pipe in another's name.
fn stranger(ours: &str, owner: String, server: Option<String>) -> Option<String> {
    let is_known = |who: &str| who == ours || who == SYSTEM;
    if !is_known(&owner) && owner != ADMINISTRATORS {
        return Some(owner);
    }
    server.filter(|server| !is_known(server))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use tokio::net::windows::named_pipe::{NamedPipeServer, ServerOptions};
    use windows_sys::Win32::Foundation::ERROR_INVALID_OWNER;

    use super::super::connect;
    use super::*;
    use crate::fixtures::{socket_in, temp_dir};
    use crate::ipc::ConnectionError;
    use crate::windows::pipe;
    use crate::windows::security::OwnerOnly;

    const STRANGER: &str = "S-1-5-21-1-2-3-1001";

    /// A pipe that says that it is another user's; none on Windows itself, which lets only the system make one.
    fn strangers_pipe(path: &Path) -> Option<NamedPipeServer> {
        let theirs = OwnerOnly::a_strangers(STRANGER).unwrap();
        match pipe::create(&ServerOptions::new(), path.as_os_str(), &theirs) {
            Err(error) if error.raw_os_error() == Some(ERROR_INVALID_OWNER.cast_signed()) => None,
            made => Some(made.unwrap()),
        }
    }

    #[tokio::test]
    async fn a_client_does_not_talk_to_another_users_pipe() {
        let folder = temp_dir();
        let path = socket_in(folder.path());
        let Some(_theirs) = strangers_pipe(&path) else {
            return;
        };
        match connect(&path, Duration::from_secs(5)).await {
            Err(ConnectionError::Untrusted { owner, .. }) => assert_eq!(owner, STRANGER),
            other => panic!("expected `Untrusted`, found {other:?}"),
        }
    }

    #[cfg(feature = "daemon")]
    #[tokio::test]
    async fn a_daemon_says_whose_the_pipe_is() {
        use crate::ipc::transport::{Access, BindError, bind};
        let folder = temp_dir();
        let path = socket_in(folder.path());
        let Some(_theirs) = strangers_pipe(&path) else {
            return;
        };
        match bind(&path, &Access::default()) {
            Err(error @ BindError::Foreign { .. }) => {
                let text = error.to_string();
                assert!(
                    text.contains(STRANGER) && text.contains("another instance"),
                    "{text}"
                );
            }
            other => panic!("expected `Foreign`, found {other:?}"),
        }
    }

    #[test]
    fn a_process_of_ours_is_known_to_be() {
        assert_eq!(user_of(std::process::id()), Some(own_user().unwrap()));
        assert_eq!(user_of(u32::MAX), None);
    }

    #[test]
    fn owner_and_server_must_both_be_ours_or_the_systems() {
        let (us, them) = ("S-1-5-21-1-1000", "S-1-5-21-1-1001");
        for (owner, server, expected) in [
            (us, Some(us), None),
            (us, None, None),
            (us, Some(SYSTEM), None),
            (SYSTEM, Some(SYSTEM), None),
            (ADMINISTRATORS, Some(us), None),
            (ADMINISTRATORS, None, None),
            (ADMINISTRATORS, Some(them), Some(them)),
            (us, Some(them), Some(them)),
            (them, Some(us), Some(them)),
            (them, None, Some(them)),
        ] {
            let found = stranger(us, owner.to_owned(), server.map(str::to_owned));
            assert_eq!(found.as_deref(), expected, "{owner} {server:?}");
        }
    }
}
