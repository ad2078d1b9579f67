//! Every connection is one of the wire: the feature `http` is not on.

use std::sync::Arc;

use super::connection::Connection;
use super::shared::Shared;
use crate::closing::Begun;
use crate::ipc::transport::{Peer, Stream};

pub(super) fn serve(stream: Stream, peer: Peer, shared: &Arc<Shared>, closing: Begun) -> Connection<Stream> {
    Connection::new(stream, peer, Arc::clone(shared), closing)
}
