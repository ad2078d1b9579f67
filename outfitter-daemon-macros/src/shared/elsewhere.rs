//! Arguments that were given to the wrong attribute.

use super::arg::Key;
use crate::{daemon, health_check, ipc_handler, ipc_protocol};

const PLACES: [(&str, &[Key]); 5] = [
    ("`#[daemon(..)]`", daemon::KEYS),
    ("`#[ipc_handler(..)]`", ipc_handler::KEYS),
    ("`#[health_check(..)]`", health_check::KEYS),
    ("`#[ipc_protocol(..)]`", ipc_protocol::KEYS),
    ("`#[ipc(..)]` on a variant", ipc_protocol::REQUEST_KEYS),
];

/// Where an argument of this name belongs, as in "`#[daemon(..)]` or `#[health_check(..)]`".
pub(super) fn belongs(key: &str) -> Option<String> {
    let knows = |keys: &[Key]| keys.iter().any(|known| known.name == key);
    let places = PLACES.iter().filter(|(_, keys)| knows(keys));
    let places: Vec<&str> = places.map(|(place, _)| *place).collect();
    (!places.is_empty()).then(|| places.join(" or "))
}

#[cfg(test)]
mod tests {
    use super::belongs;

    #[test]
    fn says_where_a_key_belongs() {
        assert_eq!(belongs("every").as_deref(), Some("`#[health_check(..)]`"));
        assert_eq!(
            belongs("name").as_deref(),
            Some("`#[daemon(..)]` or `#[health_check(..)]`")
        );
        assert_eq!(belongs("colour"), None);
    }
}
