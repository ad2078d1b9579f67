use outfitter_daemon::prelude::*;

use std::rc::Rc;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Paint { colour: Rc<String> },
}

fn main() {}
