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
            .version(::core::env!("CARGO_PKG_VERSION"))
            .limits(
                __daemon::Limits::default()
                    .max_line(8388608)
                    .max_unsent(65536)
                    .max_in_flight(32)
                    .max_in_flight_total(500)
                    .max_blocking(4)
                    .max_connections(100)
                    .write_timeout(::core::time::Duration::from_millis(5000))
                    .line_timeout(::core::time::Duration::from_millis(1000))
                    .idle_timeout(::core::time::Duration::from_millis(600000)),
            )
            .allow_user(1001)
            .allow_user(1002),
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
