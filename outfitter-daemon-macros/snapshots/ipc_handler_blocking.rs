fn compact(request: request::Compact, State(app): State<App>) -> Result<(), DbError> {
    app.compact(request.deep)
}
#[allow(dead_code, non_camel_case_types, reason = "only a place")]
trait __compact {
    fn register() {
        use ::outfitter_daemon::__private as __daemon;
        __daemon::submit!(
            __daemon::Route::new::<
                request::Compact,
            >(
                    __daemon::here!("compact"),
                    |call| {
                        let message = __daemon::message_answered_once::<
                            request::Compact,
                        >(&call);
                        let argument_1 = __daemon::argument::<
                            request::Compact,
                            State<App>,
                        >(&call);
                        call.answer_blocking(move || __daemon::reply_once::<
                            request::Compact,
                            Result<(), DbError>,
                            _,
                        >(compact(message?, argument_1?)))
                    },
                )
                .blocking()
                .allow(__daemon::Allow::Users(&[1000, 1001])),
        );
    }
}
