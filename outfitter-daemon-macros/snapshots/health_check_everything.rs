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
                    |call| {
                        let argument_1 = __daemon::check_argument(&call);
                        let argument_2 = __daemon::check_argument(&call);
                        call.verdict(async move {
                            __daemon::verdict(database(argument_1?, argument_2?).await)
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
