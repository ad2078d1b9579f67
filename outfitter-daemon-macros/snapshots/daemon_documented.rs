fn main() -> ::std::process::ExitCode {
    use ::outfitter_daemon::__private as __daemon;
    #[allow(clippy::unused_async, reason = "always `async`, whether it waits or not")]
    async fn main(daemon: Daemon) -> Result<App, AppError> {
        let app = App::open().await?;
        daemon
            .on_shutdown({
                let app = app.clone();
                async move || app.close().await
            });
        Ok(app)
    }
    __daemon::run::<
        Result<App, AppError>,
        _,
        _,
    >(
        __daemon::Program::new("my-service")
            .version(::core::env!("CARGO_PKG_VERSION"))
            .shutdown_timeout_ms(10000),
        |__handle| main(__daemon::main_argument::<Daemon>(__handle)),
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
        Result<App, AppError>,
    >(__daemon::Program::new("my-service"));
}
