//! What cannot be seen on Windows, and why.

outfitter_daemon_tests::cannot_run_here! {
    no_request_is_lost_at_the_idle_boundary:
        "a client whose request a pipe has taken is not told that nobody has read it",
    a_socket_that_was_removed_is_bound_again: "a pipe cannot be removed",
    something_else_at_the_sockets_place_ends_it_and_stays: "a pipe cannot be removed",
    a_hang_up_reloads_if_there_is_a_handler: "there is no SIGHUP",
    a_hang_up_without_a_handler_ends_a_daemon_in_a_terminal_in_good_order: "there is no SIGHUP",
}
