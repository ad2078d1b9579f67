//! Questions about processes, asked by number: alive, one of our ancestors, started when.

#[cfg(unix)]
mod inherited_unix;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(all(unix, not(any(target_os = "linux", target_os = "macos"))))]
mod other_unix;
#[cfg(target_os = "linux")]
mod stat;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
use self::linux as system;
#[cfg(target_os = "macos")]
use self::macos as system;
#[cfg(all(unix, not(any(target_os = "linux", target_os = "macos"))))]
use self::other_unix as system;
#[cfg(unix)]
use self::unix as platform;
#[cfg(windows)]
use self::windows as platform;
#[cfg(windows)]
use self::windows as system;

#[cfg(all(unix, feature = "daemon"))]
pub(crate) use self::inherited_unix::let_go as let_go_of_inherited;
pub(crate) use self::platform::effective_uid;
#[cfg(windows)]
pub use self::platform::{Detached, spawn_detached};

use std::path::PathBuf;
use std::time::SystemTime;

use self::platform::Pid;

/// Whether there is a process with this number, also one that we may not signal.
///
/// A process that has ended but that nobody waited for is not alive. Any number may be asked about, such as
/// one that stood in a file: those that cannot be a process (0, negative, too large) are not alive.
///
/// Numbers are used again: that it is alive does not mean that it is still the process it was.
#[doc(alias = "isProcessAlive")]
pub fn is_process_alive(pid: i64) -> bool {
    Pid::try_from(pid).is_ok_and(|pid| pid > 0 && platform::exists(pid) && !system::is_zombie(pid))
}

/// Whether `pid` is this process, its parent, or any above that.
///
/// Such a process is no rival: in a container the numbers are small and the same again after a restart.
pub fn is_self_or_ancestor(pid: i64) -> bool {
    Pid::try_from(pid).is_ok_and(|pid| is_same_or_ancestor(pid, platform::own()))
}

/// Whether `ancestor` is the parent of `pid`, or any above that.
#[cfg(feature = "control")]
pub(crate) fn is_ancestor(ancestor: i64, pid: i64) -> bool {
    let (Ok(ancestor), Ok(pid)) = (Pid::try_from(ancestor), Pid::try_from(pid)) else {
        return false;
    };
    ancestor != pid && is_same_or_ancestor(ancestor, pid)
}

fn is_same_or_ancestor(ancestor: Pid, of: Pid) -> bool {
    // Far more than processes are nested, and an end if they change while we look.
    let mut generations = 0..1000;
    let mut current = of;
    while current > 0 && generations.next().is_some() {
        if current == ancestor {
            return true;
        }
        current = system::parent(current).unwrap_or(0);
    }
    false
}

/// When a process was started, by the wall clock as it is now, to about one second; `None` if there is no
/// such process or the platform does not tell.
pub fn started_at(pid: i64) -> Option<SystemTime> {
    let pid = Pid::try_from(pid).ok().filter(|pid| *pid > 0)?;
    system::started_at(pid)
}

/// The file of the program that a process runs; `None` if there is no such process, it is another user's and does not
/// tell, or the platform does not (all Unix but Linux and macOS).
///
/// Linux writes ` (deleted)` behind the name of a file that has been removed or replaced since.
pub fn executable_of(pid: i64) -> Option<PathBuf> {
    let pid = Pid::try_from(pid).ok().filter(|pid| *pid > 0)?;
    system::executable_of(pid)
}

/// Makes this process one that can go on in the background, by itself or as another program after `exec`: in a session
/// of its own, without a terminal, and with nothing left open that came from whoever started it, but for the
/// standard streams.
///
/// To be called before anything else in `main`.
///
/// # Errors
///
/// If this process leads a group already, as one that a shell started does, or its open files cannot be listed.
pub fn detach() -> std::io::Result<()> {
    platform::detach()
}

/// This process's number.
pub(crate) fn own_pid() -> i64 {
    std::process::id().into()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::fixtures::{Stranger, parent_pid};

    #[test]
    fn this_process_is_alive() {
        assert!(is_process_alive(own_pid()));
    }

    #[test]
    fn what_cannot_be_a_process_is_not_alive() {
        for pid in [
            0,
            -1,
            -i64::from(i32::MAX),
            i64::from(i32::MAX),
            i64::from(u32::MAX),
            i64::from(u32::MAX) + 5,
            i64::MAX,
            i64::MIN,
        ] {
            assert!(!is_process_alive(pid), "{pid}");
            assert_eq!(started_at(pid), None, "{pid}");
            assert_eq!(executable_of(pid), None, "{pid}");
        }
    }

    #[test]
    fn a_process_lives_until_it_is_killed_not_until_it_is_waited_for() {
        let child = Stranger::new();
        assert!(is_process_alive(child.pid()));
        let ended = Stranger::zombie();
        assert!(!is_process_alive(ended.pid()));
        let pid = ended.pid();
        drop(ended);
        assert!(!is_process_alive(pid));
    }

    #[test]
    fn we_and_our_parent_are_ancestors_and_a_child_is_none() {
        let child = Stranger::new();
        assert!(is_self_or_ancestor(own_pid()));
        assert!(is_self_or_ancestor(parent_pid()));
        assert!(!is_self_or_ancestor(child.pid()));
        for pid in [0, -1, i64::MAX] {
            assert!(!is_self_or_ancestor(pid), "{pid}");
        }
    }

    #[test]
    fn the_program_of_a_process_is_known() {
        let name = |program: PathBuf| program.file_name().map(std::ffi::OsStr::to_owned);
        let own = executable_of(own_pid()).and_then(name);
        assert_eq!(own, std::env::current_exe().ok().and_then(name));
    }

    #[test]
    fn a_new_process_was_started_just_now() {
        let child = Stranger::new();
        let started = started_at(child.pid()).unwrap();
        let now = SystemTime::now();
        let off = now
            .duration_since(started)
            .unwrap_or_else(|ahead| ahead.duration());
        assert!(off < Duration::from_secs(2), "{off:?}");
    }
}
