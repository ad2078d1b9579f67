//! What the environment says of the log. Pure.

use tracing::Level;
use tracing_subscriber::filter::Targets;

use crate::name::DaemonName;
use crate::paths::Env;

/// When a file is full, and how many full ones are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    /// In bytes.
    pub(super) size: u64,
    pub(super) kept: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Json,
}

/// How much is logged, and how.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) filter: Targets,
    pub(super) format: Format,
    pub(super) limits: Limits,
}

const LIMITS: Limits = Limits {
    size: 10 << 20,
    kept: 5,
};
/// More than anybody looks through.
const MOST_KEPT: u32 = 1000;
/// A file that is full after a few lines would make them disappear.
const LEAST_SIZE: u64 = 1024;

impl Settings {
    /// Reads the variables of the daemon `name`; also says what does not make sense.
    pub(super) fn of(name: &DaemonName, env: &Env) -> (Self, Vec<String>) {
        let mut problems = Vec::new();
        let prefix = name.env_prefix();
        let own = |what: &str| format!("{prefix}_LOG_{what}");
        let mut read = |variable: &str, expected: &str, parse: &mut dyn FnMut(&str) -> bool| {
            let Some(value) = env.get(variable) else {
                return false;
            };
            let understood = value.to_str().is_some_and(|value| parse(value.trim()));
            if !understood {
                problems.push(format!(
                    "`{variable}={}` is ignored: expected {expected}",
                    value.display()
                ));
            }
            understood
        };
        let mut settings = Self {
            filter: Targets::new().with_default(Level::INFO),
            format: Format::Text,
            limits: LIMITS,
        };
        let mut filter = |text: &str| keep(&mut settings.filter, text.parse().ok());
        let levels =
            "a level (`error`, `warn`, `info`, `debug`, `trace`, `off`), or several as `info,my_crate=debug`";
        if !read(&own("LEVEL"), levels, &mut filter) {
            read("RUST_LOG", levels, &mut filter);
        }
        let mut format = |text: &str| keep(&mut settings.format, parse_format(text));
        read(&own("FORMAT"), "`text` or `json`", &mut format);
        let mut size = |text: &str| keep(&mut settings.limits.size, parse_size(text));
        read(
            &own("MAX_SIZE"),
            "at least 1024 bytes, as `100K`, `10M` or `1G`",
            &mut size,
        );
        let mut kept = |text: &str| {
            let kept = text.parse().ok().filter(|kept| *kept <= MOST_KEPT);
            keep(&mut settings.limits.kept, kept)
        };
        read(&own("KEEP"), "a number of files up to 1000", &mut kept);
        (settings, problems)
    }
}

/// Puts what could be read in its place; says whether it could.
fn keep<T>(place: &mut T, read: Option<T>) -> bool {
    read.map(|value| *place = value).is_some()
}

fn parse_format(text: &str) -> Option<Format> {
    match text {
        "text" => Some(Format::Text),
        "json" => Some(Format::Json),
        _ => None,
    }
}

fn parse_size(text: &str) -> Option<u64> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let shift = match unit {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        _ => return None,
    };
    let size = number.parse::<u64>().ok()?.checked_mul(1 << shift)?;
    (size >= LEAST_SIZE).then_some(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> (Settings, Vec<String>) {
        let env = variables
            .iter()
            .fold(Env::new(1), |env, (variable, value)| env.with(variable, value));
        Settings::of(&DaemonName::new("my-service@work").unwrap(), &env)
    }

    #[test]
    fn nothing_said_is_info_as_text() {
        let (settings, problems) = of(&[]);
        assert_eq!((settings.format, settings.limits), (Format::Text, LIMITS));
        assert!(settings.filter.would_enable("any", &Level::INFO));
        assert!(!settings.filter.would_enable("any", &Level::DEBUG));
        assert_eq!(problems, [""; 0]);
    }

    #[test]
    fn its_own_level_wins_over_that_of_all_rust_programs() {
        let (settings, _) = of(&[("RUST_LOG", "trace"), ("MY_SERVICE_LOG_LEVEL", "warn,mine=debug")]);
        assert!(!settings.filter.would_enable("any", &Level::INFO));
        assert!(settings.filter.would_enable("mine::deep", &Level::DEBUG));
        let (settings, _) = of(&[("RUST_LOG", "trace")]);
        assert!(settings.filter.would_enable("any", &Level::TRACE));
    }

    #[test]
    fn reads_format_and_limits() {
        let (settings, problems) = of(&[
            ("MY_SERVICE_LOG_FORMAT", "json"),
            ("MY_SERVICE_LOG_MAX_SIZE", "100K"),
            ("MY_SERVICE_LOG_KEEP", "0"),
        ]);
        let limits = Limits {
            size: 102_400,
            kept: 0,
        };
        assert_eq!((settings.format, settings.limits), (Format::Json, limits));
        assert_eq!(problems, [""; 0]);
    }

    #[test]
    fn what_makes_no_sense_is_said_and_ignored() {
        let (settings, problems) = of(&[
            ("MY_SERVICE_LOG_LEVEL", "mine=loud"),
            ("MY_SERVICE_LOG_FORMAT", "xml"),
            ("MY_SERVICE_LOG_MAX_SIZE", "10 bananas"),
            ("MY_SERVICE_LOG_KEEP", "-1"),
        ]);
        assert_eq!((settings.format, settings.limits), (Format::Text, LIMITS));
        assert_eq!(problems.len(), 4, "{problems:?}");
        assert!(
            problems[1].contains("`MY_SERVICE_LOG_FORMAT=xml` is ignored"),
            "{problems:?}"
        );
        for wrong in ["", "K", "1023", "99999999999G", "1T"] {
            assert_eq!(parse_size(wrong), None, "{wrong}");
        }
    }
}
