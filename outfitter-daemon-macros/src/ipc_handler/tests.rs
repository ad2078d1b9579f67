//! Expansions and messages of `#[ipc_handler]`.

use proc_macro2::TokenStream;
use quote::quote;

use super::ATTRIBUTE;
use crate::snapshot;

/// The handler `add` of the program in the documentation.
fn add() -> TokenStream {
    quote! {
        async fn add(request::Add { a, b }: request::Add, State(app): State<App>) -> Result<i64, Overflow> {
            app.checked_add(a, b)
        }
    }
}

#[test]
fn minimal() {
    let handler = quote!(
        async fn stop(_: request::Stop) {}
    );
    snapshot::check("ipc_handler_minimal", ATTRIBUTE.run(quote!(), handler));
}

#[test]
fn documented() {
    snapshot::check(
        "ipc_handler_documented",
        ATTRIBUTE.run(quote!(timeout = "2s"), add()),
    );
}

#[test]
fn everything() {
    let handler = quote! {
        /// Follows the log.
        #[cfg(unix)]
        #[deprecated]
        #[allow(clippy::pedantic)]
        pub(crate) async fn r#type(
            mut request: request::Type,
            State(app): State<App>,
            mut lines: Events<String>,
            _: Peer,
        ) -> Result<(), TailError> {
            app.follow(request, lines).await
        }
    };
    snapshot::check(
        "ipc_handler_everything",
        ATTRIBUTE.run(quote!(timeout = "1m", crate = my::runtime), handler),
    );
}

#[test]
fn adds_few_lines() {
    let added = snapshot::lines(ATTRIBUTE.run(quote!(timeout = "2s"), add())) - snapshot::lines(add());
    assert!(added <= 14, "{added} lines");
}

#[test]
fn policies() {
    let handler = quote! {
        async fn add(request::Add { a, b }: request::Add, State(app): State<App>) -> Result<i64, Overflow> {
            app.checked_add(a, b)
        }
    };
    let args = quote!(
        timeout = "2s",
        max_in_flight = 4,
        concurrency = "serial",
        cancel = "never",
        allow = "any"
    );
    snapshot::check("ipc_handler_policies", ATTRIBUTE.run(args, handler));
}

#[test]
fn blocking() {
    let handler = quote! {
        fn compact(request: request::Compact, State(app): State<App>) -> Result<(), DbError> {
            app.compact(request.deep)
        }
    };
    let args = quote!(blocking, allow = [1000, 1001]);
    snapshot::check("ipc_handler_blocking", ATTRIBUTE.run(args, handler));
    let handler = quote! {
        async fn compact(_: request::Compact) {
            compute().await
        }
    };
    snapshot::check(
        "ipc_handler_blocking_async",
        ATTRIBUTE.run(quote!(blocking, allow = "root"), handler),
    );
}

#[test]
fn defaults_may_be_written_and_add_nothing() {
    let defaults = quote!(concurrency = "parallel", cancel = "with_client", blocking = false);
    let written = ATTRIBUTE.run(defaults, add()).to_string();
    assert_eq!(written, ATTRIBUTE.run(quote!(), add()).to_string());
}

const NOT_ASYNC: &str = "a handler must be `async`; write `async fn stop(..)`, \
                         or `#[ipc_handler(blocking)]` if it blocks its thread";

#[test]
fn wants_policies_that_make_sense() {
    refuses(
        quote!(
            max_in_flight = 0,
            concurrency = "seriel",
            cancel = true,
            blocking = "yes",
            allow = "rooot"
        ),
        quote!(
            async fn stop(_: request::Stop) {}
        ),
        &[
            "expected `true` or `false`, or `blocking` alone",
            "expected between 1 and 1000000 requests at once",
            "expected `\"parallel\"` or `\"serial\"`; did you mean `\"serial\"`?",
            "expected text in quotes, as in `cancel = \"never\"`",
            "expected `\"same_user\"`, `\"root\"` or `\"any\"`; did you mean `\"root\"`? \
             (certain users by their ids, as in `allow = [1000, 1001]`)",
        ],
    );
    for (wrong, message) in [
        (
            quote!(allow = []),
            "expected at least one user id in the brackets",
        ),
        (quote!(allow = [1, 4294967295]), "`4294967295` is no user id"),
        (
            quote!(allow = [me]),
            "expected user ids in the brackets; write numbers, as in `allow = [1000, 1001]`",
        ),
        (
            quote!(allow),
            "`allow` needs a value: `\"same_user\"`, `\"root\"`, `\"any\"` or user ids, as in `allow = \"same_user\"`",
        ),
        (
            quote!(max_in_flight = "4"),
            "expected a whole number, as in `max_in_flight = 4`; remove the quotes",
        ),
    ] {
        refuses(
            wrong,
            quote!(
                async fn stop(_: request::Stop) {}
            ),
            &[message],
        );
    }
}

#[track_caller]
fn refuses(args: TokenStream, item: TokenStream, expected: &[&str]) {
    assert_eq!(ATTRIBUTE.messages(args, item), expected);
}

#[test]
fn wants_a_free_async_function() {
    refuses(
        quote!(),
        quote!(
            fn stop(_: request::Stop) {}
        ),
        &[NOT_ASYNC],
    );
    refuses(
        quote!(),
        quote!(
            async fn stop(&self, _: request::Stop) {}
        ),
        &["a handler is a free function without `self`; \
           move it out of the `impl` and take shared data as `State(app): State<App>`"],
    );
    refuses(
        quote!(),
        quote!(
            async fn stop(_: request::Stop);
        ),
        &["a handler needs a body; a trait's function cannot be one"],
    );
    refuses(
        quote!(),
        quote!(
            struct Stop;
        ),
        &["`#[ipc_handler]` goes on a function; expected `async fn`"],
    );
    refuses(
        quote!(),
        quote!(
            const STOP: u8 = 0;
        ),
        &["`#[ipc_handler]` goes on a function; expected `async fn`"],
    );
}

#[test]
fn wants_the_request_first() {
    let usage = "the first argument of a handler is the request, as in `request: request::Add`";
    refuses(
        quote!(),
        quote!(
            async fn stop() {}
        ),
        &[&format!("{usage}; this one has no arguments")],
    );
    refuses(
        quote!(),
        quote!(
            async fn stop(State(app): State<App>, _: request::Stop) {}
        ),
        &[&format!("{usage}; move `State<..>` behind it")],
    );
}

#[test]
fn wants_owned_arguments_of_known_type() {
    refuses(
        quote!(),
        quote!(
            async fn stop(_: &request::Stop, app: State<&App>, f: impl Fn(), me: Box<Self>) {}
        ),
        &[
            "a handler takes its arguments by value; remove the `&`",
            "a handler takes its arguments by value; remove the `&`",
            "a handler cannot take an `impl Trait`; name the type",
            "a handler is a free function, which has no `Self`; name the type",
        ],
    );
    refuses(
        quote!(),
        quote!(
            async fn stop(_: request::Stop, #[cfg(unix)] peer: Peer) -> impl Reply {}
        ),
        &[
            "a handler cannot return an `impl Trait`; name the type",
            "an argument cannot have `#[cfg]`; put it on the function",
        ],
    );
    refuses(
        quote!(),
        quote!(
            async fn stop(_: S, a: A, b: A, c: A, d: A, e: A, f: A, g: A, h: A, i: A) {}
        ),
        &["a handler takes a request and at most 8 arguments more; put what belongs together into the state"],
    );
}

#[test]
fn may_stand_only_once() {
    refuses(
        quote!(),
        quote!(
            #[outfitter_daemon::ipc_handler]
            #[health_check]
            async fn stop(_: request::Stop) {}
        ),
        &[
            "`#[ipc_handler]` is given twice; remove one of the two",
            "a function cannot have both `#[ipc_handler]` and `#[health_check]`; remove one of the two",
        ],
    );
}

#[test]
fn reports_everything_at_once() {
    refuses(
        quote!(timout = "2s", timeout = "10 sec", timeout = "1s", "stop"),
        quote!(
            const unsafe extern "C" fn stop<T>(self, first: T, ...) -> u8
            where
                T: Copy,
            {
            }
        ),
        &[
            "a handler says which request it answers by its first argument, as in `request: request::Add`; \
             remove this",
            "unknown argument `timout`; did you mean `timeout`?",
            "`timeout` is given twice; remove one of the two",
            "expected a duration such as `\"500ms\"`, `\"10s\"` or `\"2m\"`; did you mean `\"10s\"`?",
            NOT_ASYNC,
            "a handler cannot be `const`; remove it",
            "a handler cannot be `unsafe`; remove it",
            "a handler cannot be `extern`; remove it",
            "a handler cannot take a variable number of arguments; remove `...`",
            "a handler cannot be generic; name the types",
            "a handler cannot have a `where` clause; remove it",
            "a handler is a free function without `self`; \
             move it out of the `impl` and take shared data as `State(app): State<App>`",
        ],
    );
}

#[test]
fn keeps_the_function_beside_its_errors() {
    let kept = ATTRIBUTE
        .run(
            quote!(),
            quote!(
                #[ipc_handler]
                #[inline]
                fn stop() {}
            ),
        )
        .to_string();
    assert!(
        kept.starts_with(
            &quote!(
                #[inline]
                fn stop() {}
            )
            .to_string()
        ),
        "{kept}"
    );
    assert_eq!(kept.matches("compile_error").count(), 3, "{kept}");
}

#[test]
fn leaves_to_the_compiler_what_is_no_signature() {
    let handler = quote! {
        async fn take(request request::Take) -> u64 { request.count }
    };
    let left = ATTRIBUTE.run(TokenStream::new(), handler).to_string();
    assert!(
        left.contains("unread") && !left.contains("compile_error"),
        "{left}"
    );
    assert!(!left.contains("request . count"), "{left}");
}
