//! Whether older clients can go on talking to the daemon.

mod compare;
mod ranges;
mod rules;
mod shape;
mod subset;

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};

use super::golden::{self, Mismatch};
use crate::ipc::Protocol;
use shape::Shape;

/// Makes sure that clients that were built when the file `path` was written can talk to a daemon built now.
///
/// The file, relative to your package, has the shape of the protocol `P`: its requests, how they are answered, and
/// with the feature `schema` and `#[ipc_protocol(schema)]` what they carry, are answered with and fail with. Keep it
/// in your repository. `UPDATE_EXPECT=1` in the environment writes it, at first and when a change is meant. A change
/// that breaks nobody passes, with a note on standard error that the file can be brought up to date.
///
/// What breaks older clients: a request that is removed or renamed, is answered otherwise (once, or with a stream), or
/// is no longer `idempotent`; a field that a request now needs, or that takes less than it did; a reply, an item or an
/// error that has something that they cannot read, or no longer has what they need; and an error where there was none.
///
/// What it cannot see: what a request means; rules in code (`#[serde(with = ..)]`, `try_from`, a `Deserialize` by
/// hand) beyond what the type's `JsonSchema` says; and, without schemas, anything but names and kinds. Where it
/// cannot tell it takes the side of the clients: a reply's field with `#[serde(default)]` counts as needed.
///
/// # Panics
///
/// If a change breaks older clients, with each of them, or the file is missing or cannot be read.
///
/// # Examples
///
/// ```no_run
/// use outfitter_daemon::prelude::*;
/// use outfitter_daemon::testing::assert_compatible;
///
/// #[ipc_protocol]
/// pub enum Request {
///     #[ipc(returns = i64)]
///     Add { a: i64, b: i64 },
/// }
///
/// // #[test]
/// fn older_clients_are_understood() {
///     assert_compatible::<Request>("tests/request.protocol.json");
/// }
/// # older_clients_are_understood();
/// ```
#[track_caller]
pub fn assert_compatible<P: Protocol>(path: impl AsRef<Path>) {
    match check(&Shape::of::<P>(), path.as_ref()) {
        Ok(None) => {}
        Ok(Some(note)) => super::say(&note),
        Err(error) => panic!("{error}"),
    }
}

/// Why the check fails.
#[derive(Debug)]
enum Incompatible {
    Breaks {
        protocol: String,
        path: PathBuf,
        problems: Vec<String>,
    },
    Unreadable {
        path: PathBuf,
        source: serde_json::Error,
    },
    File(Mismatch),
}

impl fmt::Display for Incompatible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Breaks {
                protocol,
                path,
                problems,
            } => write!(
                f,
                "the protocol `{protocol}` no longer fits its older clients, those of `{}`:\n  {}\nIf there are none of \
                 them left, `UPDATE_EXPECT=1 cargo test` rewrites the file.",
                path.display(),
                problems.join("\n  ")
            ),
            Self::Unreadable { path, source } => write!(
                f,
                "`{}` is not the shape of a protocol: {source}; `UPDATE_EXPECT=1 cargo test` rewrites it",
                path.display()
            ),
            Self::File(error) => error.fmt(f),
        }
    }
}

impl Error for Incompatible {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Breaks { .. } => None,
            Self::Unreadable { source, .. } => Some(source),
            Self::File(error) => error.source(),
        }
    }
}

impl From<Mismatch> for Incompatible {
    fn from(error: Mismatch) -> Self {
        Self::File(error)
    }
}

/// Says what there is to know if all is well.
fn check(now: &Shape, path: &Path) -> Result<Option<String>, Incompatible> {
    let path = golden::in_package(path);
    let text = now.to_text();
    if golden::is_update() {
        golden::write(&path, &text)?;
        return Ok(None);
    }
    let Some(kept) = golden::read(&path)? else {
        return Err(Mismatch::Missing { path, text }.into());
    };
    let before: Shape = serde_json::from_str(&kept).map_err(|source| Incompatible::Unreadable {
        path: path.clone(),
        source,
    })?;
    let problems = compare::problems(&before, now);
    if !problems.is_empty() {
        let protocol = now.protocol.clone();
        return Err(Incompatible::Breaks {
            protocol,
            path,
            problems,
        });
    }
    let note = || {
        format!(
            "the protocol `{}` has changed in a way that breaks no older client; bring `{}` up to date with \
             `UPDATE_EXPECT=1 cargo test`",
            now.protocol,
            path.display()
        )
    };
    Ok((before != *now).then(note))
}

#[cfg(all(test, feature = "schema"))]
mod tests;
