//! What the compiler says about attributes: `fail/<attribute>/<mistake>.rs` beside the message, and `pass/` for
//! what must compile (and is run, so that a daemon there stands in a module). `TRYBUILD=overwrite cargo test -p outfitter-daemon-trybuild` rewrites the messages.
