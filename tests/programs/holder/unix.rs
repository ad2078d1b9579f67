//! A daemon that does little more than hold its lock, and tells a journal when it does. For tests that kill it.

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use outfitter_daemon::{Daemon, Program};

pub(crate) fn run() -> ExitCode {
    // A named pipe opens when its other end does: all who wait there start at the same moment.
    if let Some(gate) = std::env::var_os("HOLDER_GATE") {
        drop(File::open(gate));
    }
    Program::new("holder")
        .current_thread()
        .shutdown_timeout(Duration::from_secs(2))
        .run(hold)
}

async fn hold(daemon: Daemon) -> io::Result<()> {
    if let Some(seconds) = std::env::var_os("HOLDER_CHILD") {
        Command::new("sleep").arg(seconds).spawn()?;
    }
    if let Some(journal) = std::env::var_os("HOLDER_JOURNAL") {
        let journal = Journal(journal.into());
        let witness = journal.witness()?;
        journal.note("up")?;
        daemon.on_shutdown(async move || {
            journal.note("down")?;
            drop(witness);
            io::Result::Ok(())
        });
    }
    Ok(())
}

/// Where all holders of one test write that they are up or down, and that they found another up.
struct Journal(PathBuf);

impl Journal {
    fn note(&self, what: &str) -> io::Result<()> {
        let mut file = File::options().append(true).create(true).open(&self.0)?;
        // One write: others write as well.
        file.write_all(format!("{what} {}\n", std::process::id()).as_bytes())
    }

    /// Takes a second lock, on a file that nobody ever removes, which whoever holds the daemon's lock has to
    /// himself. A process that is being killed may let go of it a moment later than of the daemon's.
    fn witness(&self) -> io::Result<File> {
        let path = OsString::from_iter([self.0.as_os_str(), ".witness".as_ref()]);
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        let inode = file.metadata()?.ino();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
            if let Some(other) = owner(inode)?.filter(|pid| !is_ending(*pid)) {
                self.note(&format!("beside {other}:"))?;
                return Ok(file);
            }
        }
    }
}

/// Who has the file of this number locked; nobody, if it was let go of meanwhile.
fn owner(inode: u64) -> io::Result<Option<u32>> {
    let locks = std::fs::read_to_string("/proc/locks")?;
    let end = format!(":{inode}");
    Ok(locks.lines().find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let ours = fields.get(1) == Some(&"FLOCK") && fields.get(5)?.ends_with(&end);
        ours.then(|| fields[4].parse().ok()).flatten()
    }))
}

/// Whether the process is on its way out (`PF_EXITING`), or gone.
fn is_ending(pid: u32) -> bool {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else {
        return true;
    };
    // After the name in parentheses: state, five other fields, flags.
    let flags = stat
        .rsplit(')')
        .next()
        .and_then(|rest| rest.split_whitespace().nth(6)?.parse::<u32>().ok());
    flags.is_none_or(|flags| flags & 0x4 != 0)
}
