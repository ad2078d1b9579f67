//! What more than one attribute needs: reading arguments and functions, and reporting mistakes.

pub(crate) mod above;
pub(crate) mod arg;
pub(crate) mod args;
pub(crate) mod attrs;
pub(crate) mod dependency;
pub(crate) mod duration;
mod elsewhere;
pub(crate) mod errors;
pub(crate) mod function;
pub(crate) mod name;
mod opened;
mod place;
mod quantity;
pub(crate) mod registered;
pub(crate) mod runtime;
pub(crate) mod signature;
pub(crate) mod size;
pub(crate) mod sized;
mod slips;
pub(crate) mod suggest;
pub(crate) mod tokens;
pub(crate) mod types;
pub(crate) mod value;
