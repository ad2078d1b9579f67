//! The name of a daemon's pipe, which is in no directory: all pipes of a machine have one name space. Pure.
//!
//! The plain name is the TypeScript package's. A daemon whose directory is named has that in its pipe's name too, so
//! that two of one name keep out of each other's way as their files do.

use std::path::{Path, PathBuf};

use crate::name::DaemonName;

/// The pipe of the daemon `name`, in the directory that was named for it, if one was.
pub(super) fn path(name: &DaemonName, dir: Option<&Path>) -> PathBuf {
    let mut pipe = format!(r"\\.\pipe\{name}-daemon");
    if let Some(dir) = dir {
        pipe = format!("{pipe}-{:016x}", number_of(dir));
    }
    pipe.into()
}

/// A number for the directory: the same however it is written, as far as that can be told without the disk, and the
/// same in every version of this crate, since a daemon and its clients may be built years apart.
fn number_of(dir: &Path) -> u64 {
    fnv_1a(normal(&dir.to_string_lossy()).as_bytes())
}

/// The directory as it is compared: case, the kind of separators and their number, `.`, `..`, and the prefix that lifts
/// the limit of a path's length make no difference to Windows.
fn normal(dir: &str) -> String {
    let dir = dir.replace('/', r"\");
    let dir: String = dir.chars().flat_map(char::to_lowercase).collect();
    // And how many parts nothing leads out of: host and share, or the drive.
    let (root, fixed, rest) = if let Some(share) = dir.strip_prefix(r"\\?\unc\") {
        (r"\\", 2, share)
    } else if let Some(rest) = dir.strip_prefix(r"\\?\") {
        ("", 1, rest)
    } else if let Some(share) = dir.strip_prefix(r"\\") {
        (r"\\", 2, share)
    } else {
        ("", 1, &*dir)
    };
    let mut parts = Vec::new();
    for part in rest.split('\\') {
        match part {
            "" | "." => {}
            ".." => parts.truncate(parts.len().saturating_sub(1).max(fixed)),
            part => parts.push(part),
        }
    }
    format!("{root}{}", parts.join(r"\"))
}

/// The hash of Fowler, Noll and Vo: std's differ from one version to the next, or from one process to the next.
fn fnv_1a(bytes: &[u8]) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    bytes
        .iter()
        .fold(OFFSET, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn pipe(name: &str, dir: Option<&str>) -> String {
        let pipe = path(&DaemonName::new(name).unwrap(), dir.map(Path::new));
        pipe.into_os_string().into_string().unwrap()
    }

    #[test]
    fn the_hash_is_the_published_one() {
        for (text, hash) in [
            ("", 0xcbf2_9ce4_8422_2325),
            ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8),
        ] {
            assert_eq!(fnv_1a(text.as_bytes()), hash, "{text}");
        }
    }

    #[test]
    fn without_a_directory_it_is_the_name_that_everybody_knows() {
        assert_eq!(pipe("waymark", None), r"\\.\pipe\waymark-daemon");
        assert_eq!(pipe("waymark@work", None), r"\\.\pipe\waymark@work-daemon");
    }

    /// If this fails, clients that were built before no longer find the daemon.
    #[test]
    fn the_name_of_a_directorys_pipe_never_changes() {
        assert_eq!(
            pipe("waymark", Some(r"C:\Projects\One")),
            r"\\.\pipe\waymark-daemon-7e624cca0abf3b56"
        );
    }

    #[test]
    fn one_directory_has_one_pipe_however_it_is_written() {
        let expected = pipe("waymark", Some(r"c:\projects\äpfel"));
        for same in [
            r"C:\Projects\Äpfel",
            r"C:\Projects\Äpfel\",
            "C:/Projects/Äpfel/",
            r"C:\\Projects\.\Äpfel",
            r"C:\Projects\x\..\Äpfel",
            r"C:\..\Projects\Äpfel",
            r"\\?\C:\Projects\Äpfel",
        ] {
            assert_eq!(pipe("waymark", Some(same)), expected, "{same}");
        }
        assert_eq!(
            pipe("waymark", Some(r"\\?\UNC\Host\Share\x")),
            pipe("waymark", Some(r"//host/share/X/"))
        );
        assert_eq!(
            pipe("waymark", Some(r"\\host\share\..\x")),
            pipe("waymark", Some(r"\\host\share\x"))
        );
    }

    #[test]
    fn another_directory_or_another_name_is_another_pipe() {
        let all: BTreeSet<_> = [
            pipe("waymark", None),
            pipe("waymark", Some(r"C:\x")),
            pipe("waymark", Some(r"D:\x")),
            pipe("waymark", Some(r"C:\x\y")),
            pipe("waymark", Some(r"C:\xy")),
            pipe("waymark", Some(r"\\C:\x")),
            pipe("waymark@work", Some(r"C:\x")),
            pipe("other", Some(r"C:\x")),
        ]
        .into();
        assert_eq!(all.len(), 8, "{all:?}");
    }

    #[test]
    fn the_longest_name_still_fits() {
        let name = format!("{0}@{0}", "x".repeat(64));
        assert!(pipe(&name, Some(r"C:\x")).len() <= 256);
    }
}
