//! The secret that tells the daemon's user from the others who can reach its port.

#[cfg(test)]
#[cfg(unix)]
mod tests_unix;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use self::unix as platform;
#[cfg(windows)]
use self::windows as platform;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::HttpError;

/// How many random bytes it has.
const LENGTH: usize = 32;

/// The token of one run of the daemon.
pub(super) struct Token(String);

/// The file that the token is read from. Removed when it is dropped.
#[derive(Debug)]
pub(super) struct TokenFile(PathBuf);

impl Token {
    /// The token that the environment gave, or a new one that is written to `path`.
    pub(super) fn given_or_new(
        given: Option<String>,
        path: &Path,
    ) -> Result<(Self, Option<TokenFile>), HttpError> {
        if let Some(secret) = given {
            return Ok((Self(secret), None));
        }
        let failed = |source| HttpError::TokenFile {
            path: path.to_owned(),
            source,
        };
        let secret = random().map_err(failed)?;
        write(path, &secret).map_err(failed)?;
        Ok((Self(secret), Some(TokenFile(path.to_owned()))))
    }

    /// Whether `claimed` is the token, in a time that does not depend on how much of it is right.
    pub(super) fn is(&self, claimed: &[u8]) -> bool {
        let secret = self.0.as_bytes();
        let differences = secret
            .iter()
            .zip(claimed)
            .fold(0, |all, (one, other)| all | (one ^ other));
        secret.len() == claimed.len() && std::hint::black_box(differences) == 0
    }
}

impl Drop for TokenFile {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::warn!(path = %self.0.display(), %error, "cannot remove the token for HTTP");
        }
    }
}

fn random() -> io::Result<String> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(io::Error::from)?;
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    Ok(digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect())
}

/// Writes a file that only its owner can read. What a killed daemon left there is replaced: who has the lock is
/// the only one who writes here.
fn write(path: &Path, secret: &str) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    writeln!(platform::create_private(path)?, "{secret}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_new_each_time_and_gone_in_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("daemon.http-token");
        std::fs::write(&path, "left by a killed daemon").unwrap();
        let (token, file) = Token::given_or_new(None, &path).unwrap();
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(token.is(written.trim_end().as_bytes()));
        assert_eq!(written.len(), 2 * LENGTH + 1);
        drop(file);
        assert!(!path.exists());
        let _other = Token::given_or_new(None, &path).unwrap();
        assert_ne!(std::fs::read_to_string(&path).unwrap(), written);
    }

    #[test]
    fn nothing_else_is_the_token() {
        let token = Token("0123456789abcdef".into());
        assert!(token.is(b"0123456789abcdef"));
        for wrong in [
            &b""[..],
            b"0123456789abcde",
            b"0123456789abcdeg",
            b"0123456789abcdef0",
            b"1123456789abcdef",
        ] {
            assert!(!token.is(wrong));
        }
    }
}
