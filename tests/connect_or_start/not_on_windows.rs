//! What cannot be seen on Windows, and why.

outfitter_daemon_tests::cannot_run_here! {
    the_daemon_keeps_nothing_of_its_starter: "nothing there tells the streams and the session of another process",
}
