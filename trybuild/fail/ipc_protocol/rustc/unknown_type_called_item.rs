use outfitter_daemon::prelude::*;
use std::collections::HashMap;
#[ipc_protocol]
#[derive(Debug, Clone)]
pub enum Request {
    #[ipc(returns = Vec<Item>)]
    Take { items: HashMap<String, Item>, more: Vec<Item> },
}
fn main() {}
