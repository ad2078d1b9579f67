//! A protocol stays compatible with its older clients.

use outfitter_daemon::testing::assert_compatible;

use crate::protocol::Shop;

#[test]
fn older_clients_are_understood() {
    assert_compatible::<Shop>("testing/shop.protocol.json");
}
