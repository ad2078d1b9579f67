//! What needs scripts, signals and named pipes of Unix.

mod others;
mod place;
mod surroundings;
