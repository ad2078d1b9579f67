//! What cannot be seen on Windows, and why.

outfitter_daemon_tests::cannot_run_here! {
    bash_can_read_and_use_them: "there is no bash",
    installs_a_unit_for_the_user_and_removes_it: "there is no systemd",
    a_unit_that_somebody_else_wrote_is_left_alone: "there is no systemd",
    a_daemon_without_a_socket_is_told_by_a_signal: "there are no signals, and a pipe cannot be removed",
    there_are_colours_unless_somebody_wants_none: "`script` of util-linux makes the terminal",
    a_sign_of_life_is_shown_while_it_waits: "`script` of util-linux makes the terminal",
}
