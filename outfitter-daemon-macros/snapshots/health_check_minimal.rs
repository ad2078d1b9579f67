#[allow(clippy::unused_async, reason = "always `async`, whether it waits or not")]
async fn disk() {}
#[allow(dead_code, non_camel_case_types, reason = "only a place")]
trait __disk {
    fn register() {
        ::outfitter_daemon::__private::submit!(
            __daemon::Check::new(
                "disk",
                ::outfitter_daemon::__private::here!("disk"),
                |__call| {
                    __call.verdict(async move { __daemon::verdict(disk().await) })
                },
            ),
        );
    }
}
