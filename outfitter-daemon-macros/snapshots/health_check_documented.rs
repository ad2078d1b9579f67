#[allow(clippy::unused_async, reason = "always `async`, whether it waits or not")]
async fn database(State(app): State<App>) -> Result<(), sqlx::Error> {
    app.pool.ping().await
}
#[allow(dead_code, non_camel_case_types, reason = "only a place")]
trait __database {
    fn register() {
        ::outfitter_daemon::__private::submit!(
            __daemon::Check::new(
                    "database",
                    ::outfitter_daemon::__private::here!("database"),
                    |__call| {
                        let __argument_1 = __daemon::check_argument(&__call);
                        __call
                            .verdict(async move {
                                __daemon::verdict(database(__argument_1?).await)
                            })
                    },
                )
                .timeout_ms(1000),
        );
    }
}
