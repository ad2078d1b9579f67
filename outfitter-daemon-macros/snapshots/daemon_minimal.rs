fn main() -> ::std::process::ExitCode {
    use ::outfitter_daemon::__private as __daemon;
    #[allow(clippy::unused_async, reason = "always `async`, whether it waits or not")]
    async fn main() {}
    __daemon::run::<
        (),
        _,
        _,
    >(
        __daemon::Program::new(::core::env!("CARGO_PKG_NAME"))
            .version(::core::env!("CARGO_PKG_VERSION")),
        |_| main(),
    )
}
#[allow(dead_code, non_camel_case_types, reason = "only a place")]
trait __main {}
#[cfg(test)]
#[::core::prelude::v1::test]
#[allow(unnameable_test_items, reason = "a daemon in a function is not tested")]
fn every_request_has_one_handler() {
    use ::outfitter_daemon::__private as __daemon;
    __daemon::assert_handled::<
        (),
    >(__daemon::Program::new(::core::env!("CARGO_PKG_NAME")));
}
