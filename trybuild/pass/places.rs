#![deny(warnings)]
//! Attributes in modules, in functions and from macros; every visibility; raw identifiers.

use outfitter_daemon::prelude::*;

pub mod outer {
    pub mod inner {
        use outfitter_daemon::prelude::*;

        #[ipc_protocol]
        pub(in crate::outer) enum Request {
            #[ipc(returns = u8)]
            Move { r#type_: u8, r#loop: u8 },
        }

        #[ipc_protocol]
        pub(crate) enum r#Match {
            #[ipc(returns = ())]
            Async,
        }

        #[ipc_handler]
        async fn r#async(_: r#match::Async) {}

        /// A keyword since edition 2024.
        #[ipc_protocol]
        #[allow(dead_code)]
        pub(crate) enum Gen {
            #[ipc(returns = ())]
            Gen { r#gen: u8 },
            #[allow(missing_docs)]
            #[ipc(returns = super::Size)]
            Size { size: super::Size },
            #[allow(missing_docs)]
            #[ipc(oneway)]
            Async,
        }

        #[ipc_handler]
        async fn r#gen(_: r#gen::Gen) {}
    }

    use outfitter_daemon::prelude::*;

    #[derive(serde::Serialize, serde::Deserialize)]
    pub struct Size(u8);

    #[ipc_handler]
    async fn r#move(request: inner::request::Move) -> u8 {
        request.type_ + request.r#loop
    }

    #[health_check]
    async fn r#loop() {}

    #[allow(dead_code)]
    fn calls(client: inner::RequestClient) {
        drop(client.r#move(1, 2));
    }
}

macro_rules! protocol {
    ($name:ident, $request:ident, $reply:ty) => {
        #[ipc_protocol]
        pub enum $name {
            #[ipc(returns = $reply)]
            $request { value: $reply },
        }
    };
}

protocol!(FromMacro, Echo, u16);

macro_rules! handler {
    ($name:ident, $request:ty, $($timeout:tt)*) => {
        #[ipc_handler($($timeout)*)]
        async fn $name(request: $request) -> u16 {
            request.value
        }
    };
}

handler!(echo, from_macro::Echo, timeout = "1s");

fn main() {
    #[ipc_protocol]
    pub enum Local {
        #[ipc(returns = ())]
        Ping,
    }

    // The module `local` cannot be named from a function's own items otherwise.
    #[ipc_handler]
    async fn ping(_: local::Ping) {}

    #[health_check]
    async fn here() -> Result<(), String> {
        Ok(())
    }

    drop((ping(local::Ping), here(), echo(from_macro::Echo { value: 1 })));
}
