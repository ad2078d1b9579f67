//! What cannot be seen on Windows, and why.

outfitter_daemon_tests::cannot_run_here! {
    half_a_method_and_then_the_end_is_answered_and_closed: "a pipe cannot be closed in one direction",
    the_token_is_for_its_owner_alone: "a file there is for whom its folder is, which Wine does not enforce",
    curl_reads_it_too_where_there_is_a_curl: "curl knows no pipes",
}
