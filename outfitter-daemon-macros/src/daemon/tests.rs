//! Expansions and messages of the attribute.
