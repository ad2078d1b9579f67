#[allow(clippy::unused_async, reason = "always `async`, whether it waits or not")]
async fn disk() {}
const _: () = {
    use ::outfitter_daemon::__private as __daemon;
    __daemon::submit!(
        __daemon::Check::new(
            "disk",
            __daemon::here!("disk"),
            |call| { call.verdict(async move { __daemon::verdict::<()>(disk().await) }) },
        ),
    );
};
