#[allow(clippy::unused_async, reason = "always `async`, whether it waits or not")]
async fn stop(_: request::Stop) {}
const _: () = {
    use ::outfitter_daemon::__private as __daemon;
    __daemon::submit!(
        __daemon::Route::new::<
            request::Stop,
        >(
            __daemon::here!("stop"),
            |call| {
                let message = __daemon::message::<request::Stop>(&call);
                call.answer(async move {
                    __daemon::reply::<request::Stop, (), _>(stop(message?).await)
                })
            },
        ),
    );
};
