//! What cannot be seen on Windows, and why.

outfitter_daemon_tests::cannot_run_here! {
    a_launcher_that_is_killed_does_not_make_the_next_one_start_a_second_daemon:
        "the turn is the launcher's alone; the daemon's lock keeps a second one away",
    a_launcher_that_is_stopped_does_not_keep_the_turn_when_the_daemon_runs: "the turn is the launcher's alone",
    a_script_around_it_may_say_what_it_likes: "a script cannot become the program that it starts",
}
