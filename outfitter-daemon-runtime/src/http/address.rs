//! Where to serve HTTP, from the program and its environment. Pure.

use std::net::SocketAddr;

use super::error::HttpError;
use crate::name::DaemonName;
use crate::paths::Env;

/// What turns the port off.
const OFF: &str = "off";
/// How long a token may be.
const TOKEN: std::ops::RangeInclusive<usize> = 16..=256;

/// A port to serve HTTP on.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(super) address: SocketAddr,
    /// The variable that names another address.
    pub(super) variable: String,
    /// The token of the environment; none if one is to be made.
    pub(super) token: Option<String>,
}

impl Settings {
    /// The port that `<NAME>_HTTP` names, else the one `in_code`; none if there is neither, or it is `off`.
    ///
    /// # Errors
    ///
    /// [`HttpError::Address`], [`HttpError::NotLoopback`] and [`HttpError::Token`].
    pub(crate) fn read(
        name: &DaemonName,
        in_code: Option<&str>,
        env: &Env,
    ) -> Result<Option<Self>, HttpError> {
        let variable = format!("{}_HTTP", name.env_prefix());
        let from_env = env
            .get(&variable)
            .map(|value| value.to_string_lossy().into_owned());
        let place = match from_env {
            Some(_) => format!("`{variable}`"),
            None => "the program's `http`".to_owned(),
        };
        let Some(given) = from_env.or_else(|| in_code.map(str::to_owned)) else {
            return Ok(None);
        };
        if given == OFF {
            return Ok(None);
        }
        let Ok(address) = given
            .replacen("localhost:", "127.0.0.1:", 1)
            .parse::<SocketAddr>()
        else {
            return Err(HttpError::Address { given, place });
        };
        if !address.ip().is_loopback() {
            return Err(HttpError::NotLoopback { address, place });
        }
        let token = token(&variable, env)?;
        Ok(Some(Self {
            address,
            variable,
            token,
        }))
    }
}

fn token(variable: &str, env: &Env) -> Result<Option<String>, HttpError> {
    let variable = format!("{variable}_TOKEN");
    let Some(value) = env.get(&variable) else {
        return Ok(None);
    };
    let token = value
        .to_str()
        .filter(|token| TOKEN.contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_graphic()));
    match token {
        Some(token) => Ok(Some(token.to_owned())),
        None => Err(HttpError::Token {
            variable,
            least: *TOKEN.start(),
            most: *TOKEN.end(),
        }),
    }
}

/// Without the token.
impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(in_code: Option<&str>, env: &Env) -> Result<Option<String>, String> {
        let name = DaemonName::new("my-service").unwrap();
        let settings = Settings::read(&name, in_code, env).map_err(|error| error.to_string())?;
        Ok(settings.map(|settings| settings.address.to_string()))
    }

    fn env() -> Env {
        Env::new(1000)
    }

    #[test]
    fn the_environment_wins_and_can_turn_it_off() {
        assert_eq!(read(None, &env()), Ok(None));
        assert_eq!(
            read(Some("127.0.0.1:80"), &env()),
            Ok(Some("127.0.0.1:80".into()))
        );
        let other = env().with("MY_SERVICE_HTTP", "[::1]:0");
        assert_eq!(read(Some("127.0.0.1:80"), &other), Ok(Some("[::1]:0".into())));
        assert_eq!(
            read(None, &env().with("MY_SERVICE_HTTP", "localhost:8")),
            Ok(Some("127.0.0.1:8".into()))
        );
        assert_eq!(
            read(Some("127.0.0.1:80"), &env().with("MY_SERVICE_HTTP", "off")),
            Ok(None)
        );
        assert_eq!(
            read(Some("127.0.0.1:80"), &env().with("MY_SERVICE_HTTP", "")),
            Ok(Some("127.0.0.1:80".into()))
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let wrong = read(None, &env().with("MY_SERVICE_HTTP", "8080")).unwrap_err();
        assert!(
            wrong.starts_with("`MY_SERVICE_HTTP` is `8080`, which is no address"),
            "{wrong}"
        );
        let open = read(Some("0.0.0.0:80"), &env()).unwrap_err();
        assert!(
            open.contains("the program's `http` is `0.0.0.0:80`, which other machines can reach"),
            "{open}"
        );
        assert!(open.ends_with("use `127.0.0.1:80`"), "{open}");
    }

    #[test]
    fn a_token_must_be_one() {
        for (token, fine) in [
            ("0123456789abcdef", true),
            ("short", false),
            ("0123456789 abcdef", false),
        ] {
            let env = env().with("MY_SERVICE_HTTP_TOKEN", token);
            assert_eq!(read(Some("127.0.0.1:0"), &env).is_ok(), fine, "{token}");
        }
    }

    #[test]
    fn the_token_does_not_reach_a_log() {
        let name = DaemonName::new("a").unwrap();
        let env = env()
            .with("A_HTTP", "127.0.0.1:0")
            .with("A_HTTP_TOKEN", "hunter2hunter2hunter2");
        let settings = Settings::read(&name, None, &env).unwrap();
        assert!(!format!("{settings:?}").contains("hunter2"));
    }
}
