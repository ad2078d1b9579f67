//! `print-unit`.

use crate::controlled;

#[test]
fn a_property_list_can_be_seen_anywhere() {
    let list = controlled().ok(&["print-unit", "--launchd"]);
    assert!(
        list.contains("<key>Label</key>\n\t<string>controlled</string>"),
        "{list}"
    );
}
