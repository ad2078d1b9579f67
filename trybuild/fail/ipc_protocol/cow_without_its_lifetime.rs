use std::borrow::Cow;

use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = Cow<str>)]
    Read { keys: Vec<Cow<str>>, known: Cow<'static, str> },
}

fn main() {}
