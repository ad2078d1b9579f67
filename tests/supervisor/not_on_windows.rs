//! What cannot be seen on Windows, and why.

outfitter_daemon_tests::cannot_run_here! {
    it_is_ready_when_main_has_returned_and_not_sooner: "there is no systemd",
    a_stop_is_told_with_the_time_that_it_may_take: "there is no systemd",
    a_daemon_that_is_stopped_before_it_is_ready_never_says_ready: "there is no systemd",
    a_reload_is_told_when_it_begins_and_when_it_is_done: "there is no systemd",
    signs_of_life_come_twice_as_often_as_needed: "there is no systemd",
    a_blocked_runtime_gives_no_signs_of_life_but_says_that_it_stops: "there is no systemd",
    signs_of_life_for_another_process_are_not_ours_to_give: "there is no systemd",
    a_supervisor_that_has_gone_is_no_reason_not_to_run: "there is no systemd",
    a_passed_socket_is_served_and_stays_when_the_daemon_ends: "there is no systemd",
    a_daemon_with_a_passed_socket_that_nobody_uses_ends_and_leaves_it: "there is no systemd",
    a_daemon_with_a_passed_socket_says_where_it_is: "there is no systemd",
    no_child_inherits_a_passed_socket: "there is no systemd",
    the_lock_decides_also_between_daemons_with_passed_sockets: "there is no systemd",
    a_socket_that_is_not_for_this_process_is_left_alone: "there is no systemd",
    what_is_no_listening_socket_is_refused_before_anything_is_touched: "there is no systemd",
    a_daemon_that_a_service_starts_is_not_taken_for_the_service: "there is no systemd",
}
