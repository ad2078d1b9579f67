#![deny(warnings)]
//! The structs have what the enum derives, whatever their fields are.

use outfitter_daemon::prelude::*;
use serde::{Serialize, Deserialize};

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Colour(u8);
type Same = Colour;

#[ipc_protocol]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Request {
    #[ipc(returns = u32)]
    Paint { colour: Colour, other: Same, third: Colour, n: u8, m: u8 },
    #[ipc(returns = u32)]
    Get,
    #[ipc(returns = u32)]
    Colour { r#type_: Colour },
}
fn main() {
    let paint = request::Paint { colour: Colour(1), other: Colour(1), third: Colour(2), n: 1, m: 2 };
    let copy = paint;
    assert!(paint == copy);
    assert!(paint != request::Paint { m: 3, ..copy });
    assert_eq!(Request::from(paint), Request::from(copy));

    #[ipc_protocol]
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Local {
        #[ipc(returns = ())]
        Add { a: u8, b: u8 },
    }
    let add = local::Add { a: 1, b: 2 };
    let copy = add;
    assert_eq!(Local::from(add), Local::from(copy));
}
