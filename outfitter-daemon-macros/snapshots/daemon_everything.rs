#[cfg(unix)]
fn main() -> ::std::process::ExitCode {
    use my::runtime::__private as __daemon;
    use handlers as _;
    use more_handlers as _;
    /// Serves.
    #[expect(clippy::pedantic)]
    #[allow(clippy::unused_async, reason = "always `async`, whether it waits or not")]
    async fn main() {}
    __daemon::run::<
        (),
        _,
        _,
    >(
        __daemon::Program::new("my-service")
            .version("1.2.0")
            .shutdown_timeout_ms(500)
            .idle_timeout_ms(600000)
            .worker_threads(4)
            .http("127.0.0.1:0")
            .protocol::<Request>()
            .protocol::<admin::Request>()
            .cli(false)
            .logs(false)
            .dir("/run/my")
            .socket("/run/my/s")
            .lock("/run/my/l")
            .pid_file("/run/my/p"),
        |_| main(),
    )
}
#[cfg(unix)]
#[allow(dead_code, non_camel_case_types, reason = "only a place")]
trait __main {}
#[cfg(unix)]
#[cfg(test)]
#[::core::prelude::v1::test]
#[allow(unnameable_test_items, reason = "a daemon in a function is not tested")]
fn every_request_has_one_handler() {
    use my::runtime::__private as __daemon;
    __daemon::assert_handled::<
        (),
    >(
        __daemon::Program::new("my-service")
            .protocol::<Request>()
            .protocol::<admin::Request>(),
    );
}
