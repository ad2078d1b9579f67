use outfitter_daemon::prelude::*;
#[daemon(max_in_flight = 64, max_in_flight_total = 10, max_line = "1B", allow_user = [1001, 1002, 1001])]
async fn main() {}
