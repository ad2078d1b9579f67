//! What cannot be seen on Windows, and why.

outfitter_daemon_tests::cannot_run_here! {
    a_daemon_without_descriptors_waits_and_goes_on_when_it_has_some: "there is no limit on handles that could be reached",
    a_client_that_reads_slowly_gets_everything: "a pipe shows how much was read only when all that it held was",
    they_are_also_if_it_had_closed_its_sending_half_before: "a pipe cannot be closed in one direction",
    a_half_closed_client_waits_as_long_as_it_likes: "a pipe cannot be closed in one direction",
    they_are_also_if_the_server_had_stopped_reading: "tokio closes a client's pipe only when all of it was taken",
}
