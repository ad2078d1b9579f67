//! What needs scripts, signals and named pipes of Unix.

mod failures;
mod herd;
mod others;
mod place;
mod surroundings;
