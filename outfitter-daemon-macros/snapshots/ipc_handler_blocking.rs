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
                    |call| {
                        let message = __daemon::message_answered_once(
                            __daemon::request_of(compact),
                            &call,
                        );
                        let argument_1 = __daemon::argument(
                            __daemon::request_of(compact),
                            &call,
                        );
                        call.answer_blocking(move || __daemon::reply_once(
                            __daemon::request_of(compact),
                            compact(message?, argument_1?),
                        ))
                    },
                )
                .blocking()
                .allow(__daemon::Allow::Users(&[1000, 1001])),
        );
    }
}
