/// Whether the database answers.
#[cfg(unix)]
#[allow(clippy::unused_async, reason = "always `async`, whether it waits or not")]
pub async fn database(
    State(app): State<App>,
    daemon: Daemon,
) -> Result<(), sqlx::Error> {
    app.pool.ping().await
}
#[cfg(unix)]
#[allow(dead_code, non_camel_case_types, reason = "only a place")]
trait __database {
    fn register() {
        my::runtime::__private::submit!(
            __daemon::Check::new(
                    "db.main",
                    my::runtime::__private::here!("database"),
                    |__call| {
                        let __argument_1 = __daemon::check_argument(&__call);
                        let __argument_2 = __daemon::check_argument(&__call);
                        __call
                            .verdict(async move {
                                __daemon::verdict(
                                    database(__argument_1?, __argument_2?).await,
                                )
                            })
                    },
                )
                .every_ms(30000)
                .critical(false)
                .after(&["network", "name.server"])
                .timeout_ms(500),
        );
    }
}
