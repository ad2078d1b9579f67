/// Follows the log.
#[cfg(unix)]
#[deprecated]
#[allow(clippy::pedantic)]
#[allow(clippy::unused_async, reason = "always `async`, whether it waits or not")]
pub(crate) async fn r#type(
    mut request: request::Type,
    State(app): State<App>,
    mut lines: Events<String>,
    _: Peer,
) -> Result<(), TailError> {
    app.follow(request, lines).await
}
#[cfg(unix)]
#[allow(clippy::pedantic)]
#[allow(deprecated, reason = "generated beside what is deprecated")]
#[allow(dead_code, non_camel_case_types, reason = "only a place")]
trait __type {
    fn register() {
        my::runtime::__private::submit!(
            __daemon::Route::new(
                    __daemon::request_of(r#type),
                    my::runtime::__private::here!("type"),
                    |__call| {
                        let __message = __daemon::message(
                            __daemon::request_of(r#type),
                            &__call,
                        );
                        let __argument_1 = __daemon::argument(
                            __daemon::request_of(r#type),
                            &__call,
                        );
                        let __argument_2 = __daemon::argument(
                            __daemon::request_of(r#type),
                            &__call,
                        );
                        let __argument_3 = __daemon::argument(
                            __daemon::request_of(r#type),
                            &__call,
                        );
                        __call
                            .answer(async move {
                                __daemon::reply(
                                    __daemon::request_of(r#type),
                                    r#type(
                                            __message?,
                                            __argument_1?,
                                            __argument_2?,
                                            __argument_3?,
                                        )
                                        .await,
                                )
                            })
                    },
                )
                .timeout_ms(60000),
        );
    }
}
