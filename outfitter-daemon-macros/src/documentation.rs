//! Keeps the expansions in the documentation true.

use proc_macro2::TokenStream;
use quote::quote;

/// The lines that the documentation of `attribute` shows, without white space, cut where they leave something out.
fn shown(attribute: &str) -> Vec<String> {
    let source = include_str!("lib.rs");
    let until = source
        .find(&format!("pub fn {attribute}("))
        .expect("the attribute is there");
    let start = source[..until]
        .rfind("```text")
        .expect("its documentation shows an expansion");
    let block = source[start..until].split("/// ```").next().unwrap_or_default();
    let lines = block.lines().skip(1).map(|line| {
        let line = line.trim_start_matches("///").replace(char::is_whitespace, "");
        // What the documentation calls `private`.
        line.replace("__private", "__PRIVATE")
            .replace("private::", "::outfitter_daemon::__private::")
            .replace("__PRIVATE", "__private")
    });
    let pieces = lines.flat_map(|line| line.split("..").map(str::to_owned).collect::<Vec<_>>());
    pieces.filter(|piece| !piece.is_empty()).collect()
}

#[track_caller]
fn agrees(attribute: &str, expansion: &TokenStream) {
    let expansion = expansion.to_string().replace(char::is_whitespace, "");
    let mut rest = expansion.as_str();
    for line in shown(attribute) {
        let at = rest
            .find(&line)
            .unwrap_or_else(|| panic!("`{line}` is not in what comes next: {rest}"));
        rest = &rest[at + line.len()..];
    }
}

#[test]
fn of_daemon() {
    let main = quote! {
        async fn main(daemon: Daemon) -> Result<App, AppError> { Ok(App::open().await?) }
    };
    let args = quote!(name = "my-service", shutdown_timeout = "10s");
    agrees("daemon", &crate::daemon::ATTRIBUTE.run(args, main));
}

#[test]
fn of_ipc_handler() {
    let add = quote! {
        async fn add(request::Add { a, b }: request::Add, State(app): State<App>) -> Result<i64, Overflow> {
            app.checked_add(a, b)
        }
    };
    agrees(
        "ipc_handler",
        &crate::ipc_handler::ATTRIBUTE.run(quote!(timeout = "2s"), add),
    );
}

#[test]
fn of_health_check() {
    let database = quote! {
        async fn database(State(app): State<App>) -> Result<(), sqlx::Error> { app.pool.ping().await }
    };
    agrees(
        "health_check",
        &crate::health_check::ATTRIBUTE.run(quote!(timeout = "1s"), database),
    );
}

#[test]
fn of_ipc_protocol() {
    let request = quote! {
        pub enum Request {
            #[ipc(returns = i64, error = Overflow)]
            Add { a: i64, b: i64 },
        }
    };
    agrees(
        "ipc_protocol",
        &crate::ipc_protocol::ATTRIBUTE.run(quote!(), request),
    );
}
