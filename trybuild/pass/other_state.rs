#![deny(warnings)]
//! A `State` that is not ours, ours by another name, and derives whose prerequisites are there by hand.

use outfitter_daemon::prelude::*;

mod mine {
    pub struct State<T>(pub T);

    #[outfitter_daemon::daemon(name = "my-stock")]
    pub async fn main() -> Result<State<u8>, std::io::Error> {
        Ok(State(1))
    }
}

#[ipc_protocol]
#[derive(Eq)]
pub enum Request {
    #[ipc(returns = Outcome)]
    Take { count: u64 },
}

/// A result that is the answer.
pub type Outcome = Result<u64, String>;

/// The state by another name.
pub type Shared = State<u64>;

#[ipc_handler]
async fn take(request: request::Take, State(stock): Shared) -> Outcome {
    stock.checked_sub(request.count).ok_or_else(|| "sold out".to_owned())
}

#[health_check]
async fn stocked(State(stock): Shared) -> Result<(), &'static str> {
    if *stock > 0 { Ok(()) } else { Err("sold out") }
}

impl PartialEq for Request {
    fn eq(&self, other: &Self) -> bool {
        let (Self::Take { count }, Self::Take { count: other }) = (self, other);
        count == other
    }
}

fn main() {
    let _ = mine::main as fn() -> _;
    assert!(Request::Take { count: 1 } == Request::from(request::Take { count: 1 }));
}
