//! The attribute macros of `outfitter-daemon`. Use them through that crate, which re-exports them.
//!
//! | attribute | goes on | what it does |
//! | --- | --- | --- |
//! | [`macro@ipc_protocol`] | an enum | names the requests; makes a struct for each, and a typed client |
//! | [`macro@ipc_handler`] | an `async fn` | answers one request |
//! | [`macro@health_check`] | an `async fn` | says whether something the daemon depends on works |
//! | [`macro@daemon`] | `async fn main` | makes the program a daemon |
//!
//! All of them leave the item as it is, report every mistake at once and at the token that is wrong, and take
//! `crate = path` for a program that knows the runtime by another name.
//!
//! `OUTFITTER_DAEMON_EXPAND=add cargo build` prints what the attribute on `add` becomes, if there is something to build.

mod daemon;
#[cfg(test)]
mod documentation;
mod health_check;
mod ipc_handler;
mod ipc_protocol;
mod missing_feature;
mod pipeline;
mod shared;
#[cfg(test)]
mod snapshot;

use proc_macro::TokenStream;

/// Makes `async fn main` the start of a daemon.
///
/// While `main` runs, the daemon is initialising. What it returns is the state that handlers and health checks
/// share; when it has returned, the daemon is running, and serves until a signal, a request to stop or the idle
/// timeout ends it.
///
/// ```no_run
/// # use outfitter_daemon::prelude::*;
/// # #[derive(Clone)]
/// # struct App;
/// # type AppError = std::io::Error;
/// # impl App {
/// #     async fn open() -> Result<Self, AppError> { Ok(Self) }
/// #     async fn close(&self) {}
/// # }
/// #[daemon(name = "my-service", shutdown_timeout = "10s")]
/// async fn main(daemon: Daemon) -> Result<App, AppError> {
///     let app = App::open().await?;
///     daemon.on_shutdown({ let app = app.clone(); async move || app.close().await });
///     Ok(app)
/// }
/// ```
///
/// `main` takes nothing or the `Daemon`, and returns nothing, `Result<(), E>` or `Result<State, E>`.
///
/// # Arguments
///
/// | argument | meaning | default |
/// | --- | --- | --- |
/// | `name = "my-service"` | the name clients connect to: 1 to 64 letters, digits, `.`, `_` or `-`, of which `.` and `-` cannot be the first | the package's name |
/// | `version = "1.2.0"` | the version that is reported | the package's version |
/// | `shutdown_timeout = "10s"` | how long stopping may take, in `ms`, `s`, `m` or `h` | 5 s |
/// | `idle_timeout = "10m"` | after how long without a connection the daemon stops by itself | never |
/// | `runtime = "current_thread"` | one thread for everything, or `"multi_thread"` | `"multi_thread"` |
/// | `worker_threads = 4` | threads of the runtime; only with `"multi_thread"` | few |
/// | `http = "127.0.0.1:1987"` | a loopback address at which health and metrics are served over HTTP too; the port 0 takes any that is free; needs the feature `http` | only on the socket, with that feature |
/// | `protocol = Request` | every request of this protocol must have a handler; several as `[A, B]` | found by the handlers |
/// | `handlers = [status, ipc::add]` | all handlers of the program: one that is missing, or that answers what another does, is then an error of the compiler, and crates that are named are linked | found by the linker |
/// | `link = [handlers]` | crates whose handlers are to be linked although nothing else names them | none |
/// | `max_line = "8MiB"` | the longest request, in `B`, `KiB`, `MiB` or `GiB` | 32 MiB |
/// | `max_in_flight = 64` | how many requests of one connection are carried out at once; further ones wait | 64 |
/// | `max_in_flight_total = 1024` | how many requests of all connections are; further ones are answered `busy` | 1,024 |
/// | `max_blocking = 64` | how many threads handlers may block at once | 64 |
/// | `max_connections = 500` | how many clients there may be | 8,192 |
/// | `max_unsent = "1MiB"` | how many bytes of answers wait for a client that does not read | 1 MiB |
/// | `write_timeout = "30s"` | how long a client may read nothing of them | 30 s |
/// | `line_timeout = "30s"` | how long a client may take to send one request | 30 s |
/// | `connection_idle_timeout = "10m"` | how long a connection may do nothing | for ever |
/// | `allow_user = 1001` | whose processes may connect beside the daemon's own user's, by id; several as `[1001, 1002]`; on Windows the start then fails. Each handler says with `allow` whether it is for them | nobody's |
/// | `cli = false` | no commands beside `run`, for a program with a parser of its own | `true`, with the feature `cli`, which `cli = true` asks for |
/// | `logs = false` | no log, for a `main` that installs a `tracing` subscriber of its own | `true`, with the feature `logs`, which `logs = true` asks for |
/// | `tests = false` | no test `every_request_has_one_handler` beside `main`; what it checks is then first said by the start | `true` |
/// | `dir = ".."` | the directory of the daemon's files | the user's runtime directory |
/// | `socket = ".."`, `lock = ".."`, `pid_file = ".."` | the path of one file | in that directory |
/// | `crate = path` | where the runtime is | `::outfitter_daemon` |
///
/// # What is checked, and when
///
/// Handlers are put together by the linker, so no attribute sees them all. A request without a handler, with two, a
/// handler that nobody links, and one that takes a state that `main` does not return, are reported together
///
/// * when the daemon starts, before it touches anything,
/// * by `cargo test`, in the test `every_request_has_one_handler` that stands beside `main` (unless `tests = false`),
/// * with `handlers = [..]`, when it is compiled, except for the state, which is left to the other two.
///
/// # Expansion
///
/// ```text
/// fn main() -> ::std::process::ExitCode {
///     use ::outfitter_daemon::__private as __daemon;
///     async fn main(daemon: Daemon) -> Result<App, AppError> { .. }
///     __daemon::run::<Result<App, AppError>, _, _>(
///         __daemon::Program::new("my-service").version(::core::env!("CARGO_PKG_VERSION")).shutdown_timeout_ms(10000),
///         |__handle| main(__daemon::main_argument::<Daemon>(__handle)))
/// }
/// #[cfg(test)]
/// #[::core::prelude::v1::test]
/// fn every_request_has_one_handler() {
///     use ::outfitter_daemon::__private as __daemon;
///     __daemon::assert_handled::<Result<App, AppError>>(__daemon::Program::new("my-service"));
/// }
/// ```
#[proc_macro_attribute]
pub fn daemon(args: TokenStream, item: TokenStream) -> TokenStream {
    daemon::ATTRIBUTE.run(args.into(), item.into()).into()
}

/// Makes an enum the protocol between a daemon and its clients: one variant for each request.
///
/// ```
/// # use outfitter_daemon::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize)]
/// # pub struct Status;
/// # #[derive(Debug, thiserror::Error, Serialize, Deserialize)]
/// # #[error("overflow")]
/// # pub struct Overflow;
/// # #[derive(Debug, thiserror::Error, Serialize, Deserialize)]
/// # #[error("no log")]
/// # pub struct TailError;
/// /// What clients may ask of the service.
/// #[ipc_protocol]
/// pub enum Request {
///     /// How the service is doing.
///     #[ipc(returns = Status, idempotent)]
///     Status,
///     /// Adds two numbers.
///     #[ipc(returns = i64, error = Overflow)]
///     Add { a: i64, b: i64 },
///     /// The end of the log, line by line.
///     #[ipc(stream = String, error = TailError)]
///     Tail { #[serde(default)] lines: u32 },
/// }
/// ```
///
/// Beside the enum, which gets serde's traits, there are then
///
/// * the module `request`, named after the enum, with the structs `request::Status`, `request::Add { a, b }` and
///   `request::Tail { lines }`, which handlers take. They derive what the enum derives of `Clone`, `Copy`, `Debug`,
///   `PartialEq`, `Eq`, `PartialOrd`, `Ord` and `Hash` (write `#[derive(..)]` below `#[ipc_protocol]`),
/// * `RequestClient`, with the methods `connect`, `connect_to`, `connect_or_start` and `new`, and one for each
///   request: `status()`, `add(a, b)` and `tail(lines)`,
/// * the trait `RequestApi`, with the same methods for each request, which everything has that has a client of the
///   protocol, also a mock: for code that is to be tested without a daemon.
///
/// All of it is as visible as the enum. The module sees what is in scope beside the enum; an enum inside a function
/// can therefore not name types that are declared in that function.
///
/// # Arguments
///
/// | argument | meaning |
/// | --- | --- |
/// | `response = Response` | every request is answered with this type, and one handler takes the whole enum |
/// | `schema` | `daemon.routes` has JSON Schemas; all types must derive `JsonSchema`, and the runtime needs its feature `schema` |
/// | `crate = path` | where the runtime is, if not at `::outfitter_daemon` |
///
/// # `#[ipc(..)]` on a variant
///
/// | argument | meaning |
/// | --- | --- |
/// | `returns = T` | the request is answered once; `()` for nothing; what it can fail with goes into `error`, not into a `Result` |
/// | `stream = T` | the request is answered with any number of items |
/// | `oneway` | the request is not answered: the client goes on when it has been written to the socket |
/// | `error = E` | what the handler can fail with; without it, it cannot fail |
/// | `idempotent` | asking twice does no harm |
///
/// Each request needs `returns`, `stream` or `oneway`, unless there is a `response` for all, which excludes them.
///
/// The handler of a `oneway` request returns nothing, or a `Result<(), E>` with any error that has a text. What goes wrong,
/// also before the handler is called (a wrong payload, too many requests), is logged by the daemon and counted in its
/// status. What the daemon has begun is finished even if the client goes away; what it has not read yet, or what waits
/// because the client has more than 64 requests in flight, may be lost with the connection.
///
/// # On the wire
///
/// A request is an object in which `type` is the variant's name in snake case, and the others are the fields:
/// `{"type":"add","a":2,"b":3}`. `#[serde(rename = "..")]` on a variant gives it another name; names that start with
/// `daemon.` are reserved. A variant has named fields or none, and none may be called `type` there. serde's attributes
/// work on the fields, `rename_all` on a variant and `rename_all_fields` on the enum.
///
/// # Expansion
///
/// `private` is `::outfitter_daemon::__private`; fields of types that are not the standard library's are asked about
/// by themselves, with some lines more, so that one that cannot be sent is one error at its type.
///
/// ```text
/// #[derive(private::serde::Serialize, private::serde::Deserialize)]
/// pub enum Request { .. }
/// impl private::Protocol for Request { .. }
/// pub mod request {
///     use super::*;
///     #[derive(private::serde::Serialize, private::serde::Deserialize)]
///     pub struct Add {
///         pub a: i64,
///         pub b: i64 }
/// }
/// impl private::Message for request::Add {
///     type Protocol = Request;
///     type Reply = i64;
///     type Item = private::NoItem;
///     type Error = Overflow;
///     ..
/// }
/// impl ::core::convert::From<request::Add> for Request { .. }
/// pub struct RequestClient(private::Client<Request>);
/// impl RequestClient {
///     ..
///     pub fn add(&self, a: i64, b: i64) -> private::PendingCall<request::Add> {
///         private::AsClient::as_client(self).call(request::Add { a, b })
///     }
/// }
/// impl private::AsClient<Request> for RequestClient { .. }
/// pub trait RequestApi: private::AsClient<Request> { .. }
/// impl<T: private::AsClient<Request> > RequestApi for T {}
/// ```
#[proc_macro_attribute]
pub fn ipc_protocol(args: TokenStream, item: TokenStream) -> TokenStream {
    ipc_protocol::ATTRIBUTE.run(args.into(), item.into()).into()
}

/// Makes a function the handler of one request.
///
/// ```
/// # use outfitter_daemon::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Debug, thiserror::Error, Serialize, Deserialize)]
/// # #[error("overflow")]
/// # pub struct Overflow;
/// # struct App;
/// # impl App {
/// #     fn checked_add(&self, a: i64, b: i64) -> Result<i64, Overflow> { a.checked_add(b).ok_or(Overflow) }
/// # }
/// # #[ipc_protocol]
/// # pub enum Request {
/// #     #[ipc(returns = i64, error = Overflow)]
/// #     Add { a: i64, b: i64 },
/// # }
/// #[ipc_handler(timeout = "2s")]
/// async fn add(request::Add { a, b }: request::Add, State(app): State<App>) -> Result<i64, Overflow> {
///     app.checked_add(a, b)
/// }
/// ```
///
/// The first argument is the request, a struct that [`macro@ipc_protocol`] made (or the enum, if the protocol has one
/// `response` for all). At most eight others follow, in any order: `State<T>`, `Daemon`, `Peer`, and `Events<T>` for a
/// request that is answered with a stream. Arguments are taken by value, with any pattern.
///
/// The function returns what the request `returns` (nothing for `stream` and `oneway`), or a `Result` of that and its `error`. It is a free `async fn` (or,
/// if it is `blocking`, a free `fn`), in a module or in a function, stays as it is, and can be called as before.
///
/// # Arguments
///
/// | argument | meaning | default |
/// | --- | --- | --- |
/// | `timeout = "2s"` | how long an answer may take, in `ms`, `s`, `m` or `h` | no limit of its own |
/// | `max_in_flight = 4` | how many requests it may be at work on, over all connections; one more is answered `busy` | no limit of its own |
/// | `concurrency = "serial"` | one request after the other, over all connections, in the order in which they came | `"parallel"` |
/// | `blocking` | it may block its thread, and need not be `async` | it must not |
/// | `cancel = "never"` | what has begun is finished even if the client takes it back or goes away | `"with_client"` |
/// | `allow = "root"` | who may ask: `"same_user"`, `"root"`, `"any"`, or users by their ids, `1000` or `[1000, 1001]` | `"same_user"` |
/// | `crate = path` | where the runtime is | `::outfitter_daemon` |
///
/// A request that waits for its turn is in flight: its `timeout` and the client's deadline run, and it counts against
/// `max_in_flight` and the limits of the daemon. If its time is up before its turn has come, the answer is `busy`.
/// `busy` always means that nothing was done, so that the client may ask again.
///
/// A `blocking` handler runs on one of the threads that are there to be blocked, 64 at most at the same time; further
/// ones wait for one. It cannot be stopped. If its client goes away, takes it back, or its time is up, its answer is
/// dropped and it goes on, keeping its turn and its place among those in flight. A stream cannot be `blocking`, nor
/// `cancel = "never"`.
///
/// With `cancel = "never"` the client's deadline only ends its own waiting; the handler's `timeout` and the time that a
/// shutdown gives to requests still end the work.
///
/// Root may always ask. Who is neither root nor the daemon's own user must also be let in by the daemon, which nobody
/// is by default; other users are answered `unauthorized`.
///
/// # Expansion
///
/// `private` is `::outfitter_daemon::__private`, which `submit!` calls `__daemon`.
///
/// ```text
/// async fn add(..) -> Result<i64, Overflow> { .. }
/// trait __add {
///     fn register() {
///         private::submit!(__daemon::Route::new(__daemon::request_of(add), private::here!("add"), |__call| {
///             let __message = __daemon::message_answered_once(__daemon::request_of(add), &__call);
///             let __argument_1 = __daemon::argument(__daemon::request_of(add), &__call);
///             __call.answer(async move {
///                 __daemon::reply_once(__daemon::request_of(add), add(__message?, __argument_1?).await)
///             })
///         }).timeout_ms(2000));
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn ipc_handler(args: TokenStream, item: TokenStream) -> TokenStream {
    ipc_handler::ATTRIBUTE.run(args.into(), item.into()).into()
}

/// Makes a function a health check of the daemon.
///
/// ```
/// # use outfitter_daemon::prelude::*;
/// # mod sqlx { pub type Error = std::io::Error; }
/// # struct Pool;
/// # impl Pool { async fn ping(&self) -> Result<(), sqlx::Error> { Ok(()) } }
/// # struct App { pool: Pool }
/// #[health_check(timeout = "1s")]
/// async fn database(State(app): State<App>) -> Result<(), sqlx::Error> {
///     app.pool.ping().await
/// }
/// ```
///
/// The function takes at most eight arguments, `State<T>` and `Daemon`, and returns a `Result` whose error says what
/// is wrong; a `bool` would hide it. One that returns nothing fails only if it is not done in time, or panics. It is a
/// free `async fn`, in a module or in a function, stays as it is, and can be called as before.
///
/// # Arguments
///
/// | argument | meaning | default |
/// | --- | --- | --- |
/// | `name = "db"` | what reports call the check: 1 to 64 letters, digits, `.`, `_` or `-` | the function's name |
/// | `timeout = "1s"` | how long the check may take, in `ms`, `s`, `m` or `h` | 2 s |
/// | `every = "30s"` | the check runs in the background, at once and then at this interval; reports show its last result and how old that is | it is run by each report |
/// | `critical = false` | if the check fails, the daemon is only `degraded`, not `unhealthy` | `true` |
/// | `after = [network]` | the check runs after these, and not at all if one of them fails; each is a check's name, in quotes where it has other characters than an identifier | side by side |
/// | `crate = path` | where the runtime is | `::outfitter_daemon` |
///
/// # Expansion
///
/// `private` is `::outfitter_daemon::__private`, which `submit!` calls `__daemon`.
///
/// ```text
/// async fn database(..) -> Result<(), sqlx::Error> { .. }
/// trait __database {
///     fn register() {
///         private::submit!(__daemon::Check::new("database", private::here!("database"), |__call| {
///             let __argument_1 = __daemon::check_argument(&__call);
///             __call.verdict(async move {
///                 __daemon::verdict(database(__argument_1?).await)
///             })
///         }).timeout_ms(1000));
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn health_check(args: TokenStream, item: TokenStream) -> TokenStream {
    health_check::ATTRIBUTE.run(args.into(), item.into()).into()
}

/// Stands for the attributes of daemons where the runtime has been built without its feature `daemon`.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn needs_daemon(_: TokenStream, item: TokenStream) -> TokenStream {
    missing_feature::expand("daemon", item.into()).into()
}

/// Stands for `#[ipc_protocol]` where the runtime has been built without its feature `client`.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn needs_client(_: TokenStream, item: TokenStream) -> TokenStream {
    missing_feature::expand("client", item.into()).into()
}
