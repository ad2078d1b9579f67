//! Which file a program's name means, as far as Windows leaves that to whoever starts it.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

/// What a program's name may end with, in the order in which they are tried.
const EXTENSIONS: [&str; 4] = ["exe", "com", "bat", "cmd"];
/// Those of them that are read by `cmd.exe`, whose rules for arguments are not those of programs.
const SCRIPTS: [&str; 2] = ["bat", "cmd"];

/// Looks for `program`: in the folders of `path` if it is a bare name, else where it says.
pub(crate) fn find(program: &OsStr, path: Option<&OsStr>) -> io::Result<PathBuf> {
    let named = Path::new(program);
    let is_bare = named.components().count() == 1 && named.file_name() == Some(program);
    let found = if is_bare {
        std::env::split_paths(path.unwrap_or_default())
            // A relative folder would let whoever chose the current folder choose the program.
            .filter(|folder| folder.is_absolute())
            .find_map(|folder| file(&folder.join(named)))
    } else {
        file(&std::path::absolute(named)?)
    };
    found.ok_or_else(|| {
        let place = if is_bare {
            "in no folder of PATH"
        } else {
            "not there"
        };
        io::Error::new(io::ErrorKind::NotFound, format!("no such program: it is {place}"))
    })
}

/// Refuses what `cmd.exe` would read, by whose rules an argument could become a command.
pub(crate) fn refuse_script(program: &Path) -> io::Result<()> {
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    // Windows leaves out what stands so at the end of a name.
    let name = Path::new(name.trim_end_matches(['.', ' ']));
    if name.extension().is_some_and(|end| is_one_of(end, &SCRIPTS)) {
        let why = format!(
            "`{}` is a script of `cmd.exe`; start that, with `/c` and the script",
            program.display()
        );
        return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
    }
    Ok(())
}

/// The file of this name, or of this name with an extension.
fn file(name: &Path) -> Option<PathBuf> {
    let is_whole = name.extension().is_some_and(|end| is_one_of(end, &EXTENSIONS));
    let whole = is_whole.then(|| name.to_owned());
    let longer = EXTENSIONS.iter().map(|extension| {
        let mut longer = OsString::from(name);
        longer.push(".");
        longer.push(extension);
        PathBuf::from(longer)
    });
    whole.into_iter().chain(longer).find(|file| file.is_file())
}

fn is_one_of(extension: &OsStr, extensions: &[&str]) -> bool {
    extensions.iter().any(|one| extension.eq_ignore_ascii_case(one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::temp_dir;

    #[test]
    fn a_bare_name_is_looked_for_in_the_path_and_nowhere_else() {
        let (first, second) = (temp_dir(), temp_dir());
        let server = second.path().join("server.v2.EXE");
        std::fs::write(&server, "").unwrap();
        std::fs::write(first.path().join("server.v2"), "").unwrap();
        let path = std::env::join_paths([Path::new("."), first.path(), second.path()]).unwrap();
        for name in ["server.v2", "server.v2.exe"] {
            let found = find(OsStr::new(name), Some(&path)).unwrap();
            assert_eq!(found.parent(), Some(second.path()), "{name}");
        }
        let error = find(OsStr::new("server"), Some(&path)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert!(error.to_string().contains("PATH"), "{error}");
        find(OsStr::new("server.v2"), None).unwrap_err();
    }

    #[test]
    fn a_path_is_taken_as_it_is() {
        let folder = temp_dir();
        std::fs::write(folder.path().join("a b.exe"), "").unwrap();
        for name in ["a b", "a b.exe"] {
            assert!(find(folder.path().join(name).as_os_str(), None).is_ok(), "{name}");
        }
        let error = find(folder.path().join("c").as_os_str(), None).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn a_script_is_refused_with_what_to_do() {
        for script in [r"C:\npm.cmd", r"C:\npm.Bat", r"C:\npm.cmd. ."] {
            let error = refuse_script(Path::new(script)).unwrap_err();
            assert!(error.to_string().contains("`cmd.exe`; start that"), "{error}");
        }
        for program in [r"C:\npm.exe", r"C:\npm.cmd.exe", r"C:\x.cmd\npm", r"C:\cmd"] {
            refuse_script(Path::new(program)).unwrap();
        }
    }
}
