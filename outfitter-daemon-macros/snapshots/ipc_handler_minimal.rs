#[allow(clippy::unused_async, reason = "always `async`, whether it waits or not")]
async fn stop(_: request::Stop) {}
#[allow(dead_code, non_camel_case_types, reason = "only a place")]
trait __stop {
    fn register() {
        ::outfitter_daemon::__private::submit!(
            __daemon::Route::new(
                __daemon::request_of(stop),
                ::outfitter_daemon::__private::here!("stop"),
                |__call| {
                    let __message = __daemon::message_answered_once(
                        __daemon::request_of(stop),
                        &__call,
                    );
                    __call
                        .answer(async move {
                            __daemon::reply_once(
                                __daemon::request_of(stop),
                                stop(__message?).await,
                            )
                        })
                },
            ),
        );
    }
}
