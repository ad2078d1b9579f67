//! The command line of a daemon that has no other commands, and the usual one of those that have:
//! `[run] [-- ARGS…]`.

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// To be the daemon.
    Run(Run),
    /// Something else, in words.
    Unknown(String),
}

/// Which daemon to be.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    /// The instance, if it is named.
    pub(crate) instance: Option<String>,
    /// What follows `--`.
    pub(crate) arguments: Vec<String>,
}

impl Command {
    /// Reads the arguments after the program's name.
    pub(super) fn parse(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Self {
        let mut arguments = arguments
            .into_iter()
            .map(|argument| argument.to_string_lossy().into_owned());
        let next = arguments
            .next()
            .filter(|first| first != "run")
            .map_or_else(|| arguments.next(), Some);
        match next.as_deref() {
            None => Self::Run(Run::default()),
            Some("--") => Self::Run(Run {
                instance: None,
                arguments: arguments.collect(),
            }),
            Some(other) => Self::Unknown(format!(
                "unexpected argument `{other}`; usage: `run [-- ARGS...]`, or no argument at all"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Command {
        Command::parse(arguments.iter().map(Into::into))
    }

    #[test]
    fn runs_without_arguments_and_with_run() {
        let with = |arguments: &[&str]| {
            Command::Run(Run {
                instance: None,
                arguments: arguments.iter().map(ToString::to_string).collect(),
            })
        };
        assert_eq!(parse(&[]), with(&[]));
        assert_eq!(parse(&["run"]), with(&[]));
        assert_eq!(parse(&["run", "--", "run", "x"]), with(&["run", "x"]));
        assert_eq!(parse(&["--"]), with(&[]));
    }

    #[test]
    fn explains_what_it_does_not_know() {
        for arguments in [&["start"][..], &["run", "fast"], &["--help"]] {
            assert!(matches!(parse(arguments), Command::Unknown(_)), "{arguments:?}");
        }
    }
}
