//! A server and a client in one process.

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::PathBuf;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use tokio::net::windows::named_pipe::{ClientOptions, ServerOptions};

use super::ClientStream;
use super::stream::Stream;
use crate::ipc::transport::Peer;
use crate::windows::pipe;
use crate::windows::security::OwnerOnly;

/// Two connected ends, and who each of them is. A pipe has to have a name, which nobody can guess.
pub(crate) fn pair() -> io::Result<(Stream, ClientStream, Peer)> {
    let (own, random) = (std::process::id(), RandomState::new().hash_one(()));
    let name = PathBuf::from(format!(r"\\.\pipe\outfitter-daemon-pair-{own}-{random:016x}"));
    let mut options = ServerOptions::new();
    options.first_pipe_instance(true).max_instances(1);
    let server = pipe::create(&options, name.as_os_str(), &OwnerOnly::new()?)?;
    let client = ClientOptions::new().open(&name)?;
    // Its client is there already.
    match pin!(server.connect()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(connected) => connected?,
        Poll::Pending => return Err(io::ErrorKind::NotConnected.into()),
    }
    let peer = Peer {
        pid: Some(own),
        uid: None,
        gid: None,
    };
    Ok((Stream::new(server), ClientStream(client), peer))
}
