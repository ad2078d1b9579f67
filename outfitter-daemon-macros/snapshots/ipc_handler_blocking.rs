fn compact(request: request::Compact, State(app): State<App>) -> Result<(), DbError> {
    app.compact(request.deep)
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
                        let __argument_1 = __daemon::argument(
                            __daemon::request_of(compact),
                            &__call,
                        );
                        __call
                            .answer_blocking(move || __daemon::reply_once(
                                __daemon::request_of(compact),
                                compact(__message?, __argument_1?),
                            ))
                    },
                )
                .blocking()
                .allow(__daemon::Allow::Users(&[1000, 1001])),
        );
    }
}
