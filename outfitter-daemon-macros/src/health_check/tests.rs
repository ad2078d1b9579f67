//! Expansions and messages of `#[health_check]`.

use proc_macro2::TokenStream;
use quote::quote;

use super::ATTRIBUTE;
use crate::snapshot;

#[test]
fn minimal() {
    snapshot::check(
        "health_check_minimal",
        ATTRIBUTE.run(
            quote!(),
            quote!(
                async fn disk() {}
            ),
        ),
    );
}

#[test]
fn documented() {
    let check = quote! {
        async fn database(State(app): State<App>) -> Result<(), sqlx::Error> {
            app.pool.ping().await
        }
    };
    snapshot::check(
        "health_check_documented",
        ATTRIBUTE.run(quote!(timeout = "1s"), check),
    );
}

#[test]
fn everything() {
    let check = quote! {
        /// Whether the database answers.
        #[cfg(unix)]
        pub async fn database(State(app): State<App>, daemon: Daemon) -> Result<(), sqlx::Error> {
            app.pool.ping().await
        }
    };
    let args = quote!(
        name = "db.main",
        timeout = "500ms",
        every = "30s",
        critical = false,
        after = [network, "name.server"],
        crate = my::runtime
    );
    snapshot::check("health_check_everything", ATTRIBUTE.run(args, check));
}

#[track_caller]
fn refuses(args: TokenStream, item: TokenStream, expected: &[&str]) {
    assert_eq!(ATTRIBUTE.messages(args, item), expected);
}

#[test]
fn refuses_a_bool() {
    refuses(
        quote!(),
        quote!(
            async fn disk() -> bool {
                true
            }
        ),
        &["a `bool` would hide the reason; return `Result<(), E>`, where the error says what is wrong"],
    );
}

#[test]
fn wants_a_portable_name() {
    let rule = "expected a name of 1 to 64 letters, digits, `.`, `_` or `-`";
    refuses(
        quote!(name = ""),
        quote!(
            async fn disk() {}
        ),
        &[rule],
    );
    refuses(
        quote!(name = "the disk"),
        quote!(
            async fn disk() {}
        ),
        &[&format!("{rule}; try `\"the-disk\"`")],
    );
    refuses(
        quote!(),
        quote!(
            async fn größe() {}
        ),
        &["this name cannot be shown everywhere; add `name = \"..\"` to `#[health_check]`"],
    );
    refuses(
        quote!(name = "size"),
        quote!(
            async fn größe() {}
        ),
        &[],
    );
}

#[test]
fn wants_names_of_other_checks() {
    let check = || {
        quote!(
            async fn disk() {}
        )
    };
    refuses(quote!(after = network), check(), &[]);
    refuses(
        quote!(name = "the.disk", after = [network, "the.disk", network]),
        check(),
        &[
            "`the.disk` cannot come after itself; remove it",
            "`network` is listed twice; remove one of the two",
        ],
    );
    refuses(
        quote!(after = [a::b, 5, "a b"]),
        check(),
        &[
            "expected `,` before `:`",
            "expected a name, as in `after = [database]`",
            "expected a name of 1 to 64 letters, digits, `.`, `_` or `-`; try `\"a-b\"`",
        ],
    );
    refuses(
        quote!(after = []),
        check(),
        &["expected at least one name in the brackets"],
    );
}

#[test]
fn wants_an_interval_and_a_truth_value() {
    refuses(
        quote!(every = 30, critical = "no"),
        quote!(
            async fn disk() {}
        ),
        &[
            "expected a duration in quotes; write `\"30s\"`",
            "expected `true` or `false`, as in `critical = false`",
        ],
    );
}

#[test]
fn reports_everything_at_once() {
    refuses(
        quote!(name = disk, timeout = 5),
        quote!(
            fn disk(&self) -> bool {
                true
            }
        ),
        &[
            "expected a duration in quotes; write `\"5s\"`",
            "a health check must be `async`; write `async fn disk(..)`",
            "a health check is a free function without `self`; \
             move it out of the `impl` and take shared data as `State(app): State<App>`",
            "expected text in quotes; write `\"disk\"`",
            "a `bool` would hide the reason; return `Result<(), E>`, where the error says what is wrong",
        ],
    );
}
