//! Who can read a token.

use std::os::unix::fs::PermissionsExt;

use super::Token;

#[test]
fn only_its_owner_can_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("daemon.http-token");
    let _token = Token::given_or_new(None, &path).unwrap();
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
