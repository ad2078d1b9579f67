//! What cannot be seen on Windows, and why.

outfitter_daemon_tests::cannot_run_here! {
    a_socket_whose_server_was_killed_is_stale: "nothing is left of a pipe whose server is gone",
    a_client_that_only_closes_its_sending_half_gets_its_answers: "a pipe cannot be closed in one direction",
}
