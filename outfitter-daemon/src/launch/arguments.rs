//! The command line of a daemon: `[run] [-- ARGS…]`.

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// To be the daemon; with what follows `--`.
    Run(Vec<String>),
    /// Something that makes no sense, in words.
    Unknown(String),
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
            None => Self::Run(Vec::new()),
            Some("--") => Self::Run(arguments.collect()),
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
        assert_eq!(parse(&[]), Command::Run(vec![]));
        assert_eq!(parse(&["run"]), Command::Run(vec![]));
        assert_eq!(
            parse(&["run", "--", "run", "x"]),
            Command::Run(vec!["run".into(), "x".into()])
        );
        assert_eq!(parse(&["--"]), Command::Run(vec![]));
    }

    #[test]
    fn explains_what_it_does_not_know() {
        for arguments in [&["start"][..], &["run", "fast"], &["--help"]] {
            assert!(matches!(parse(arguments), Command::Unknown(_)), "{arguments:?}");
        }
    }
}
