use outfitter_daemon::prelude::*;

use std::rc::Rc;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Paint { colour: Rc<String> },
}

#[ipc_handler]
async fn paint(request: request::Paint) {
    drop(request.colour);
}

fn main() {}
