//! Expansions and messages of `#[daemon]`.

use proc_macro2::TokenStream;
use quote::quote;

use super::ATTRIBUTE;
use crate::snapshot;

#[test]
fn minimal() {
    snapshot::check(
        "daemon_minimal",
        ATTRIBUTE.run(
            quote!(),
            quote!(
                async fn main() {}
            ),
        ),
    );
}

#[test]
fn documented() {
    let main = quote! {
        async fn main(daemon: Daemon) -> Result<App, AppError> {
            let app = App::open().await?;
            daemon.on_shutdown({ let app = app.clone(); async move || app.close().await });
            Ok(app)
        }
    };
    let args = quote!(name = "my-service", shutdown_timeout = "10s");
    snapshot::check("daemon_documented", ATTRIBUTE.run(args, main));
}

#[test]
fn untested() {
    let main = quote!(
        async fn main() {}
    );
    snapshot::check("daemon_untested", ATTRIBUTE.run(quote!(tests = false), main));
}

#[test]
fn everything() {
    let args = quote! {
        name = "my-service", version = "1.2.0", shutdown_timeout = "500ms", idle_timeout = "10m", runtime = "multi_thread",
        worker_threads = 4, http = "127.0.0.1:0", protocol = [Request, admin::Request], link = [handlers, more_handlers],
        dir = "/run/my", socket = "/run/my/s", lock = "/run/my/l", pid_file = "/run/my/p", cli = false, logs = false,
        crate = my::runtime,
    };
    let main = quote! {
        /// Serves.
        #[cfg(unix)]
        #[expect(clippy::pedantic)]
        async fn main() {}
    };
    snapshot::check("daemon_everything", ATTRIBUTE.run(args, main));
}

#[test]
fn asks_for_what_must_be_built_in() {
    let expanded = |args| {
        let main = quote!(
            async fn main() {}
        );
        ATTRIBUTE.run(args, main).to_string().replace(' ', "")
    };
    let asked = expanded(quote!(cli, logs = true));
    assert!(asked.contains(".with_cli(true).with_logs(true)"), "{asked}");
    assert!(!expanded(quote!(logs = false)).contains("with_"));
}

#[test]
fn wants_an_address_that_only_this_machine_can_reach() {
    let main = || {
        quote!(
            async fn main() {}
        )
    };
    for fine in ["127.0.0.1:1987", "[::1]:0", "localhost:80"] {
        assert_eq!(
            ATTRIBUTE.messages(quote!(http = #fine), main()),
            [""; 0],
            "{fine}"
        );
    }
    let local = "HTTP is served to this machine alone; use a loopback address, as in `\"127.0.0.1:1987\"`";
    let expected = "expected a loopback address and a port, as in `\"127.0.0.1:1987\"`; the port 0 takes any that is free";
    for (wrong, said) in [
        ("0.0.0.0:80", local),
        ("[2001:db8::1]:80", local),
        ("127.0.0.1", expected),
        ("x:1", expected),
    ] {
        assert_eq!(
            ATTRIBUTE.messages(quote!(http = #wrong), main()),
            [said],
            "{wrong}"
        );
    }
}

#[test]
fn limits() {
    let args = quote! {
        max_line = "8MiB", max_unsent = "64KiB", max_in_flight = 32, max_in_flight_total = 500, max_blocking = 4,
        max_connections = 100, write_timeout = "5s", line_timeout = "1s", connection_idle_timeout = "10m",
        allow_user = [1001, 1002],
    };
    let main = quote!(
        async fn main() {}
    );
    snapshot::check("daemon_limits", ATTRIBUTE.run(args, main));
}

#[test]
fn wants_limits_that_make_sense() {
    refuses_args(
        quote!(
            max_line = "8 MB",
            max_unsent = 65536,
            max_in_flight = 0,
            max_connections = "5",
            line_timeout = 5,
            allow_user = "me"
        ),
        &[
            "expected a size such as `\"512B\"`, `\"64KiB\"` or `\"8MiB\"`; did you mean `\"8MiB\"`?",
            "expected a size in quotes; write `\"64KiB\"`",
            "expected between 1 and 1000000 requests at once",
            "expected a whole number, as in `max_connections = 500`; remove the quotes",
            "expected a duration in quotes; write `\"5s\"`",
            "expected user ids, as in `allow_user = 1001`",
        ],
    );
    refuses_args(quote!(max_line = "0B"), &["expected a size of at least one byte"]);
    refuses_args(
        quote!(max_line = "3GiB"),
        &["expected a size of at most `\"2GiB\"`"],
    );
}

#[test]
fn one_thread() {
    let args = quote!(runtime = "current_thread", protocol = Request, link = handlers);
    snapshot::check(
        "daemon_one_thread",
        ATTRIBUTE.run(
            args,
            quote!(
                async fn main() {}
            ),
        ),
    );
}

#[track_caller]
fn refuses(args: TokenStream, item: TokenStream, expected: &[&str]) {
    assert_eq!(ATTRIBUTE.messages(args, item), expected);
}

#[track_caller]
fn refuses_args(args: TokenStream, expected: &[&str]) {
    refuses(
        args,
        quote!(
            async fn main() {}
        ),
        expected,
    );
}

#[test]
fn wants_an_async_main() {
    refuses(
        quote!(),
        quote!(
            fn main() {}
        ),
        &["the `main` of a daemon must be `async`; write `async fn main(..)`"],
    );
    refuses(
        quote!(),
        quote!(
            async fn run() {}
        ),
        &["`#[daemon]` goes on `main`; rename `run`, or move the attribute"],
    );
    refuses(
        quote!(),
        quote!(
            async fn main(daemon: Daemon, args: Args) {}
        ),
        &["`main` takes at most one argument, `daemon: Daemon`; remove this one"],
    );
    refuses(
        quote!(),
        quote!(
            mod main {}
        ),
        &["`#[daemon]` goes on a function; expected `async fn`"],
    );
    refuses(
        quote!(),
        quote!(
            #[tokio::main]
            async fn main() {}
        ),
        &["remove `#[tokio::main]`; the daemon has a runtime of its own"],
    );
}

#[test]
fn wants_a_name_that_is_safe_in_a_path() {
    let rule =
        "expected a daemon name of 1 to 64 letters, digits, `.`, `_` or `-`, not starting with `.` or `-`";
    refuses_args(quote!(name = ""), &[rule]);
    refuses_args(
        quote!(name = "My Daemon"),
        &[&format!("{rule}; try `\"my-daemon\"`")],
    );
    refuses_args(quote!(name = "../etc"), &[&format!("{rule}; try `\"etc\"`")]);
}

#[test]
fn wants_values_of_the_right_kind() {
    refuses_args(
        quote!(name = my_service),
        &["expected text in quotes; write `\"my_service\"`"],
    );
    refuses_args(
        quote!(name),
        &["`name` needs a value: text in quotes, as in `name = \"my-service\"`"],
    );
    refuses_args(
        quote!(name =),
        &["expected a value after `=`, as in `name = \"my-service\"`"],
    );
    refuses_args(quote!(name("a")), &["expected `=`; write `name = \"a\"`"]);
    refuses_args(
        quote!(name = "a" version = "1"),
        &["expected `,` before `version`"],
    );
    refuses_args(
        quote!("my-service"),
        &["expected an argument; write `name = \"my-service\"`"],
    );
    refuses_args(
        quote!(protocol = "Request"),
        &["expected a path, as in `protocol = Request`; remove the quotes"],
    );
    refuses_args(
        quote!(shutdown_timeout = 10),
        &["expected a duration in quotes; write `\"10s\"`"],
    );
    refuses_args(
        quote!(shutdown_timeout = "0s"),
        &["expected a duration longer than zero"],
    );
    refuses_args(
        quote!(socket = " "),
        &["`socket` is empty; write something or remove it"],
    );
    refuses_args(
        quote!(link = [a, b, a]),
        &["`a` is listed twice; remove one of the two"],
    );
}

#[test]
fn checks_the_runtime() {
    refuses_args(
        quote!(runtime = "curent_thread"),
        &["expected `\"current_thread\"` or `\"multi_thread\"`; did you mean `\"current_thread\"`?"],
    );
    refuses_args(
        quote!(runtime = "current_thread", worker_threads = 2),
        &["a `current_thread` runtime has no worker threads; \
           remove this or write `runtime = \"multi_thread\"`"],
    );
    refuses_args(
        quote!(worker_threads = 0),
        &["expected between 1 and 32767 worker threads"],
    );
    refuses_args(
        quote!(worker_threads = "2"),
        &["expected a whole number, as in `worker_threads = 4`; remove the quotes"],
    );
}

#[test]
fn reports_everything_at_once() {
    refuses(
        quote!(
            shutdown_timout = "10s",
            name = "a b",
            name = "c",
            protocol = "Request"
        ),
        quote!(
            fn run<T>(a: &str, b: u8) -> impl Sized {}
        ),
        &[
            "unknown argument `shutdown_timout`; did you mean `shutdown_timeout`?",
            "`name` is given twice; remove one of the two",
            "expected a daemon name of 1 to 64 letters, digits, `.`, `_` or `-`, not starting with `.` or `-`; \
             try `\"a-b\"`",
            "expected a path, as in `protocol = Request`; remove the quotes",
            "`#[daemon]` goes on `main`; rename `run`, or move the attribute",
            "the `main` of a daemon must be `async`; write `async fn run(..)`",
            "the `main` of a daemon cannot be generic; name the types",
            "the `main` of a daemon cannot return an `impl Trait`; name the type",
            "the `main` of a daemon takes its arguments by value; remove the `&`",
        ],
    );
}

#[test]
fn may_be_named_by_whom_its_function_may_be() {
    let expanded = ATTRIBUTE.run(
        quote!(),
        quote!(
            pub(crate) async fn main() {}
        ),
    );
    assert!(
        expanded.to_string().contains("pub (crate) fn main ()"),
        "{expanded}"
    );
}

#[test]
fn leaves_a_main_beside_its_errors() {
    let mains = |item| {
        ATTRIBUTE
            .run(quote!(nmae = "a"), item)
            .to_string()
            .matches("fn main")
            .count()
    };
    // Its own, and ours around it.
    assert_eq!(
        mains(quote!(
            async fn main() {}
        )),
        2
    );
    assert_eq!(
        mains(quote!(
            async fn run() {}
        )),
        1
    );
    assert_eq!(
        mains(quote!(
            struct Main;
        )),
        1
    );
    // It may stand in an `impl`, where there could be no function of ours beside it.
    assert_eq!(
        mains(quote!(
            const MAIN: u8 = 1;
        )),
        0
    );
}
