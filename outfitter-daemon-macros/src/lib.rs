//! The attribute macros of `outfitter-daemon`. Use them through that crate.

mod daemon;
mod health_check;
mod ipc_handler;
mod ipc_protocol;
mod pipeline;
mod shared;
#[cfg(test)]
mod snapshot;

use proc_macro::TokenStream;

/// D
#[proc_macro_attribute]
pub fn daemon(args: TokenStream, item: TokenStream) -> TokenStream {
    daemon::ATTRIBUTE.run(args.into(), item.into()).into()
}

/// P
#[proc_macro_attribute]
pub fn ipc_protocol(args: TokenStream, item: TokenStream) -> TokenStream {
    ipc_protocol::ATTRIBUTE.run(args.into(), item.into()).into()
}

/// H
#[proc_macro_attribute]
pub fn ipc_handler(args: TokenStream, item: TokenStream) -> TokenStream {
    ipc_handler::ATTRIBUTE.run(args.into(), item.into()).into()
}

/// C
#[proc_macro_attribute]
pub fn health_check(args: TokenStream, item: TokenStream) -> TokenStream {
    health_check::ATTRIBUTE.run(args.into(), item.into()).into()
}
