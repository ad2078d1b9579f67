//! Questions about processes, asked by number: alive, one of our ancestors, started when.

#[cfg(unix)]
mod inherited;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(all(unix, not(target_os = "linux")))]
mod other_unix;
#[cfg(target_os = "linux")]
mod stat;
#[cfg(unix)]
mod unix;

#[cfg(target_os = "linux")]
use self::linux as sys;
#[cfg(all(unix, not(target_os = "linux")))]
use self::other_unix as sys;
#[cfg(unix)]
use self::unix as common;

pub(crate) use self::common::effective_uid;
#[cfg(feature = "daemon")]
pub(crate) use self::inherited::let_go as let_go_of_inherited;

use std::time::SystemTime;

/// Whether there is a process with this number, also one that we may not signal.
///
/// A process that has ended but that nobody waited for is not alive. Any number may be asked about, such as
/// one that stood in a file: those that cannot be a process (0, negative, too large) are not alive.
///
/// Numbers are used again: that it is alive does not mean that it is still the process it was.
#[doc(alias = "isProcessAlive")]
pub fn is_process_alive(pid: i64) -> bool {
    i32::try_from(pid).is_ok_and(|pid| pid > 0 && common::exists(pid) && !sys::is_zombie(pid))
}

/// Whether `pid` is this process, its parent, or any above that.
///
/// Such a process is no rival: in a container the numbers are small and the same again after a restart.
pub fn is_self_or_ancestor(pid: i64) -> bool {
    i32::try_from(pid).is_ok_and(|pid| is_same_or_ancestor(pid, common::own()))
}

/// Whether `ancestor` is the parent of `pid`, or any above that.
#[cfg(feature = "client")]
pub(crate) fn is_ancestor(ancestor: i64, pid: i64) -> bool {
    let (Ok(ancestor), Ok(pid)) = (i32::try_from(ancestor), i32::try_from(pid)) else {
        return false;
    };
    ancestor != pid && is_same_or_ancestor(ancestor, pid)
}

fn is_same_or_ancestor(ancestor: i32, of: i32) -> bool {
    // Far more than processes are nested, and an end if they change while we look.
    let mut generations = 0..1000;
    let mut current = of;
    while current > 0 && generations.next().is_some() {
        if current == ancestor {
            return true;
        }
        current = sys::parent(current).unwrap_or(0);
    }
    false
}

/// When a process was started, by the wall clock as it is now, to about one second; `None` if there is no
/// such process or the platform does not tell.
pub fn started_at(pid: i64) -> Option<SystemTime> {
    let pid = i32::try_from(pid).ok().filter(|pid| *pid > 0)?;
    sys::started_at(pid)
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
    common::detach()
}

/// This process's number.
pub(crate) fn own_pid() -> i64 {
    std::process::id().into()
}

#[cfg(test)]
mod tests {
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    use super::*;

    fn sleeper() -> Child {
        Command::new("sleep")
            .arg("600")
            .stdin(Stdio::null())
            .spawn()
            .unwrap()
    }

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
            1 << 31,
            i64::from(i32::MAX),
            i64::MAX,
            i64::MIN,
        ] {
            assert!(!is_process_alive(pid), "{pid}");
            assert_eq!(started_at(pid), None, "{pid}");
        }
    }

    #[test]
    #[cfg_attr(not(target_os = "linux"), ignore = "needs /proc")]
    fn a_process_lives_until_it_is_killed_not_until_it_is_waited_for() {
        let mut child = sleeper();
        let pid = i64::from(child.id());
        assert!(is_process_alive(pid));
        child.kill().unwrap();
        // Not waited for: it stays a zombie. It becomes one a moment after the signal.
        let deadline = Instant::now() + Duration::from_secs(5);
        while is_process_alive(pid) && Instant::now() < deadline {
            std::thread::yield_now();
        }
        assert!(!is_process_alive(pid));
        child.wait().unwrap();
        assert!(!is_process_alive(pid));
    }

    #[test]
    fn we_and_our_parent_are_ancestors_and_a_child_is_none() {
        let mut child = sleeper();
        assert!(is_self_or_ancestor(own_pid()));
        assert!(is_self_or_ancestor(std::os::unix::process::parent_id().into()));
        assert!(!is_self_or_ancestor(child.id().into()));
        for pid in [0, -1, i64::MAX] {
            assert!(!is_self_or_ancestor(pid), "{pid}");
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }

    #[test]
    #[cfg_attr(not(target_os = "linux"), ignore = "needs /proc")]
    fn a_new_process_was_started_just_now() {
        let mut child = sleeper();
        let started = started_at(child.id().into()).unwrap();
        let now = SystemTime::now();
        let off = now
            .duration_since(started)
            .unwrap_or_else(|ahead| ahead.duration());
        assert!(off < Duration::from_secs(2), "{off:?}");
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
