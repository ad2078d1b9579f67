use outfitter_daemon::prelude::*;

use std::rc::Rc;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = Rc<String>)]
    Status,
}

fn main() {}
