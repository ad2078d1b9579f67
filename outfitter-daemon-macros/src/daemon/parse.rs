//! Tokens → what was written.

use proc_macro2::TokenStream;

use super::limits;
use crate::shared::arg::Key;
use crate::shared::args::Args;
use crate::shared::errors::Errors;
use crate::shared::function::Function;
use crate::shared::runtime;

pub(crate) const KEYS: &[Key] = &[
    Key {
        name: "name",
        example: "name = \"my-service\"",
    },
    Key {
        name: "version",
        example: "version = \"1.2.0\"",
    },
    Key {
        name: "shutdown_timeout",
        example: "shutdown_timeout = \"10s\"",
    },
    Key {
        name: "idle_timeout",
        example: "idle_timeout = \"10m\"",
    },
    Key {
        name: "runtime",
        example: "runtime = \"current_thread\"",
    },
    Key {
        name: "worker_threads",
        example: "worker_threads = 4",
    },
    Key {
        name: "http",
        example: "http = \"127.0.0.1:1987\"",
    },
    Key {
        name: "protocol",
        example: "protocol = Request",
    },
    Key {
        name: "handlers",
        example: "handlers = [status, add]",
    },
    Key {
        name: "link",
        example: "link = [my_handlers]",
    },
    Key {
        name: "dir",
        example: "dir = \"/run/my-service\"",
    },
    Key {
        name: "socket",
        example: "socket = \"/run/my-service/socket\"",
    },
    Key {
        name: "lock",
        example: "lock = \"/run/my-service/lock\"",
    },
    Key {
        name: "pid_file",
        example: "pid_file = \"/run/my-service/pid\"",
    },
    Key {
        name: "cli",
        example: "cli = false",
    },
    Key {
        name: "logs",
        example: "logs = false",
    },
    Key {
        name: "tests",
        example: "tests = false",
    },
    limits::MAX_LINE,
    limits::MAX_UNSENT,
    limits::MAX_IN_FLIGHT,
    limits::MAX_IN_FLIGHT_TOTAL,
    limits::MAX_BLOCKING,
    limits::MAX_CONNECTIONS,
    limits::WRITE_TIMEOUT,
    limits::LINE_TIMEOUT,
    limits::CONNECTION_IDLE_TIMEOUT,
    limits::ALLOW_USER,
    runtime::KEY,
];

pub(crate) struct Ast {
    pub(super) args: Args,
    /// `None` if the item is no function, which has been reported.
    pub(super) function: Option<Function>,
}

pub(super) fn parse(args: TokenStream, item: TokenStream, errors: &mut Errors) -> Ast {
    Ast {
        args: Args::read(KEYS, args, errors),
        function: Function::read("daemon", item, errors),
    }
}
