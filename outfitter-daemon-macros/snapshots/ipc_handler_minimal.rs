#[allow(clippy::unused_async, reason = "always `async`, whether it waits or not")]
async fn stop(_: request::Stop) {}
#[allow(dead_code, non_camel_case_types, reason = "only a place")]
trait __stop {
    fn register() {
        use ::outfitter_daemon::__private as __daemon;
        __daemon::submit!(
            __daemon::Route::new::<
                request::Stop,
            >(
                __daemon::here!("stop"),
                |call| {
                    let message = __daemon::message_answered_once::<
                        request::Stop,
                    >(&call);
                    call.answer(async move {
                        __daemon::reply_once::<
                            request::Stop,
                            (),
                            _,
                        >(stop(message?).await)
                    })
                },
            ),
        );
    }
}
