//! A client without a daemon.

mod answers;
mod script;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::mpsc;

use crate::ipc::{AsClient, CallError, Client, Message, Protocol};

pub(crate) use answers::MockItems;
use answers::{Answering, Opened, Outcome};
pub(crate) use script::Script;

/// A client of the protocol `P` whose requests the test answers, without a daemon, a socket or the wire.
///
/// It has the methods of the trait that `#[ipc_protocol]` made (`RequestApi` for the enum `Request`), so it can be
/// handed to code that takes any client; and [`client`](Self::client) makes a real `RequestClient` of it, for code
/// that takes just that. Its clones share what is programmed and what was asked.
///
/// What is asked and has no answer fails with [`CallError::UnknownRequest`], with a text that says so. An answer
/// can be any [`CallError`], so everything that can happen to a real client can be tried. A call's time limit
/// holds as for a real one.
///
/// # Examples
///
/// ```
/// use outfitter_daemon::prelude::*;
/// use outfitter_daemon::testing::MockClient;
///
/// #[ipc_protocol]
/// #[derive(Debug, PartialEq)]
/// pub enum Request {
///     #[ipc(returns = i64)]
///     Add { a: i64, b: i64 },
///     #[ipc(stream = u64)]
///     Countdown { from: u64 },
/// }
///
/// /// What is to be tested.
/// async fn sum(service: &impl RequestApi, numbers: &[i64]) -> Result<i64, CallError> {
///     let mut sum = 0;
///     for number in numbers {
///         sum = service.add(sum, *number).await?;
///     }
///     Ok(sum)
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let mock = MockClient::<Request>::new();
/// mock.on(|request::Add { a, b }| Ok(a + b));
/// assert_eq!(sum(&mock, &[1, 2, 3]).await.unwrap(), 6);
/// assert_eq!(mock.asked_of::<request::Add>()[2], request::Add { a: 3, b: 3 });
///
/// mock.once(|_: request::Add| Err(CallError::Busy));
/// assert!(matches!(sum(&mock, &[1]).await, Err(CallError::Busy)));
///
/// mock.on_stream(|request::Countdown { from }| Ok((0..from).rev().map(Ok)));
/// let service = RequestClient::new(mock.client());
/// let mut numbers = service.countdown(2).await.unwrap();
/// assert_eq!(numbers.next().await.unwrap().unwrap(), 1);
/// mock.verify();
/// # }
/// ```
pub struct MockClient<P> {
    script: Arc<Script>,
    client: Client<P>,
    protocol: PhantomData<fn(P)>,
}

impl<P> Clone for MockClient<P> {
    fn clone(&self) -> Self {
        Self {
            script: Arc::clone(&self.script),
            client: self.client.clone(),
            protocol: PhantomData,
        }
    }
}

impl<P> fmt::Debug for MockClient<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MockClient").field(&self.script).finish()
    }
}

impl<P: Protocol> Default for MockClient<P> {
    fn default() -> Self {
        Self::new()
    }
}

impl<P> AsClient<P> for MockClient<P> {
    fn as_client(&self) -> &Client<P> {
        &self.client
    }
}

impl<P> MockClient<P> {
    /// A mock that answers nothing yet.
    // The bound stands here for its message: of one at the `impl`, only that it does not hold would be said.
    pub fn new() -> Self
    where
        P: Protocol,
    {
        let script = Arc::new(Script::default());
        Self {
            client: Client::of_mock(Arc::clone(&script)),
            script,
            protocol: PhantomData,
        }
    }
}

impl<P: Protocol> MockClient<P> {
    /// A client that asks this mock; `RequestClient::new` makes the generated client of it.
    pub fn client(&self) -> Client<P> {
        self.client.clone()
    }

    /// Answers every `M` with what `answer` makes of it; replaces what was said before.
    pub fn on<M: Message<Protocol = P, Reply: Send, Error: Send>>(
        &self,
        mut answer: impl FnMut(M) -> Outcome<M> + Send + 'static,
    ) -> &Self {
        self.on_async(move |message| std::future::ready(answer(message)))
    }

    /// As [`on`](Self::on), for an answer that takes its time, or never comes.
    pub fn on_async<M: Message<Protocol = P>, Fut>(
        &self,
        mut answer: impl FnMut(M) -> Fut + Send + 'static,
    ) -> &Self
    where
        Fut: Future<Output = Outcome<M>> + Send + 'static,
    {
        let answer = move |message| -> Answering<M> { Box::pin(answer(message)) };
        self.script
            .program::<M, Answering<M>>(|answers| answers.always(answer));
        self
    }

    /// Answers the next `M` that has no answer of its own yet, before all that [`on`](Self::on) says; several are
    /// used up in order. [`verify`](Self::verify) wants it to have been asked.
    pub fn once<M: Message<Protocol = P, Reply: Send, Error: Send>>(
        &self,
        mut answer: impl FnMut(M) -> Outcome<M> + Send + 'static,
    ) -> &Self {
        let answer = move |message| -> Answering<M> { Box::pin(std::future::ready(answer(message))) };
        self.script
            .program::<M, Answering<M>>(|answers| answers.once(answer));
        self
    }

    /// Answers every `M` with a stream of these items, all there at once. An item that is an error is the last; an
    /// error in place of the items is a stream that cannot be opened.
    pub fn on_stream<M: Message<Protocol = P>, I>(
        &self,
        mut answer: impl FnMut(M) -> Result<I, CallError<M::Error>> + Send + 'static,
    ) -> &Self
    where
        I: IntoIterator<Item = Result<M::Item, CallError<M::Error>>>,
        I::IntoIter: Send + 'static,
    {
        let answer = move |message| -> Opened<M> {
            let items = answer(message)?.into_iter();
            Ok(MockItems::at_once(items))
        };
        self.script
            .program::<M, Opened<M>>(|answers| answers.always(answer));
        self
    }

    /// Answers every `M` with a stream of what the test sends, for as long as the sender lives: for code that is to
    /// be seen waiting for an item.
    pub fn on_channel<M: Message<Protocol = P>>(
        &self,
        mut answer: impl FnMut(M) -> mpsc::Receiver<Result<M::Item, CallError<M::Error>>> + Send + 'static,
    ) -> &Self {
        let answer = move |message| -> Opened<M> { Ok(MockItems::as_sent(answer(message))) };
        self.script
            .program::<M, Opened<M>>(|answers| answers.always(answer));
        self
    }

    /// All that was asked so far, in order, as it would be on the wire.
    pub fn asked(&self) -> Vec<Value> {
        self.script.asked()
    }

    /// Every `M` that was asked so far, in order.
    pub fn asked_of<M: Message<Protocol = P>>(&self) -> Vec<M> {
        let is_of = |asked: &Value| {
            let name = asked.get("type").and_then(Value::as_str);
            M::REQUESTS.iter().any(|request| Some(request.name) == name)
        };
        let asked = self.asked().into_iter().filter(is_of);
        asked
            .filter_map(|asked| serde_json::from_value(asked).ok())
            .collect()
    }

    /// Makes sure that everything asked had an answer, and that every answer for [`once`](Self::once) was asked for.
    ///
    /// # Panics
    ///
    /// If not, with all that is wrong.
    #[track_caller]
    pub fn verify(&self) {
        let complaints = self.script.complaints();
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    }
}
