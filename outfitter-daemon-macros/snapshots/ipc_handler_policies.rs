#[allow(clippy::unused_async, reason = "always `async`, whether it waits or not")]
async fn add(
    request::Add { a, b }: request::Add,
    State(app): State<App>,
) -> Result<i64, Overflow> {
    app.checked_add(a, b)
}
#[allow(dead_code, non_camel_case_types, reason = "only a place")]
trait __add {
    fn register() {
        ::outfitter_daemon::__private::submit!(
            __daemon::Route::new(
                    __daemon::request_of(add),
                    ::outfitter_daemon::__private::here!("add"),
                    |__call| {
                        let __message = __daemon::message_answered_once(
                            __daemon::request_of(add),
                            &__call,
                        );
                        let __argument_1 = __daemon::argument(
                            __daemon::request_of(add),
                            &__call,
                        );
                        __call
                            .answer(async move {
                                __daemon::reply_once(
                                    __daemon::request_of(add),
                                    add(__message?, __argument_1?).await,
                                )
                            })
                    },
                )
                .max_in_flight(4)
                .serial()
                .never_cancelled()
                .allow(__daemon::Allow::Any)
                .timeout_ms(2000),
        );
    }
}
