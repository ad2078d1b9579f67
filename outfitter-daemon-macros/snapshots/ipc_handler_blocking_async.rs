#[allow(clippy::unused_async, reason = "always `async`, whether it waits or not")]
async fn compact(_: request::Compact) {
    compute().await
}
#[allow(dead_code, non_camel_case_types, reason = "only a place")]
trait __compact {
    fn register() {
        ::outfitter_daemon::__private::submit!(
            __daemon::Route::new(
                    __daemon::request_of(compact),
                    ::outfitter_daemon::__private::here!("compact"),
                    |__call| {
                        let __message = __daemon::message_answered_once(
                            __daemon::request_of(compact),
                            &__call,
                        );
                        __call
                            .answer_blocking(move || __daemon::block_on(async move {
                                __daemon::reply_once(
                                    __daemon::request_of(compact),
                                    compact(__message?).await,
                                )
                            }))
                    },
                )
                .blocking()
                .allow(__daemon::Allow::Root),
        );
    }
}
