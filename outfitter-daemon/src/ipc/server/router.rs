//! From a request's name to its handler.

use std::collections::HashMap;
use std::fmt::{self, Display};
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::answer::Answer;
use super::call::{Call, CallContext};
use super::meter::RouteMeter;
use crate::ipc::message::{RequestInfo, RequestKind};
use crate::ipc::refusal::Refusal;
use crate::ipc::wire::code;
use crate::suggest::closest;

type Handler = Arc<dyn Fn(Call<'_>) -> Answer + Send + Sync>;

/// What is served under one name.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) info: RequestInfo,
    /// Whose handler it is, for error texts: `add (src/main.rs:12)`.
    pub(crate) place: Arc<str>,
    pub(crate) timeout: Option<std::time::Duration>,
    /// What is counted of its requests.
    pub(super) meter: RouteMeter,
    handler: Handler,
}

impl Entry {
    pub(crate) fn call(&self, call: Call<'_>) -> Answer {
        (self.handler)(call)
    }
}

/// The requests that a server answers, by name.
///
/// Without macros, requests are added by hand; names given twice are reported when the server starts.
#[derive(Clone, Default)]
pub struct Router {
    entries: HashMap<String, Entry>,
    /// Takes every request that has no entry; only for servers that know no names.
    any: Option<Entry>,
    twice: Vec<String>,
}

impl fmt::Debug for Router {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

impl Router {
    /// A router without requests.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers requests whose `payload.type` is `name` with `handler`.
    ///
    /// The payload is read as `Q`; one that does not fit is refused with the path of the wrong field.
    #[must_use]
    pub fn on<Q, T, E, F, Fut>(self, name: &'static str, handler: F) -> Self
    where
        Q: DeserializeOwned + 'static,
        T: Serialize + 'static,
        E: Display + Serialize + 'static,
        F: Fn(Q, CallContext) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<T, E>> + Send + 'static,
    {
        self.add(
            RequestInfo::returns(name, ""),
            name.into(),
            None,
            Arc::new(by_hand(handler)),
        )
    }

    /// Answers every request that has no handler of its own: the payload as it came, whatever it is.
    pub(crate) fn on_any<T, E, F, Fut>(&mut self, handler: F)
    where
        T: Serialize + 'static,
        E: Display + Serialize + 'static,
        F: Fn(serde_json::Value, CallContext) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<T, E>> + Send + 'static,
    {
        let info = RequestInfo::returns("*", "");
        self.any = Some(Entry {
            info,
            place: "on_message".into(),
            timeout: None,
            meter: RouteMeter::default(),
            handler: Arc::new(by_hand(handler)),
        });
    }

    /// Adds a handler; one name can have only one.
    pub(crate) fn add(
        mut self,
        info: RequestInfo,
        place: Arc<str>,
        timeout: Option<std::time::Duration>,
        handler: Handler,
    ) -> Self {
        let entry = Entry {
            info,
            place,
            timeout,
            meter: RouteMeter::default(),
            handler,
        };
        if self.entries.insert(info.name.to_owned(), entry).is_some() {
            self.twice.push(info.name.to_owned());
        }
        self
    }

    /// The names that were added more than once.
    pub(crate) fn duplicates(&self) -> &[String] {
        &self.twice
    }

    /// All names, sorted.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.entries.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// All requests, sorted by name.
    pub(crate) fn requests(&self) -> Vec<RequestInfo> {
        let mut requests: Vec<RequestInfo> = self.entries.values().map(|entry| entry.info).collect();
        requests.sort_unstable_by_key(|info| info.name);
        requests
    }

    /// The counters of all routes, sorted by name.
    #[cfg(feature = "http")]
    pub(crate) fn meters(&self) -> Vec<(&str, &RouteMeter)> {
        let all = self.entries.values().chain(&self.any);
        let mut meters: Vec<_> = all.map(|entry| (entry.info.name, &entry.meter)).collect();
        meters.sort_unstable_by_key(|(name, _)| *name);
        meters
    }

    /// Whether every payload has a handler, also one without a name.
    pub(crate) fn takes_anything(&self) -> bool {
        self.any.is_some()
    }

    /// The handler of `name`.
    ///
    /// # Errors
    ///
    /// A refusal that names the closest request, or all of them if there are few.
    pub(crate) fn find(&self, name: &str) -> Result<&Entry, Refusal> {
        self.entries
            .get(name)
            .or(self.any.as_ref())
            .ok_or_else(|| self.unknown(name))
    }

    fn unknown(&self, name: &str) -> Refusal {
        let names = self.names();
        let hint = match closest(name, names.iter().copied()) {
            Some(known) => format!("; did you mean {known:?}?"),
            None if names.is_empty() => "; this server has no requests".to_owned(),
            None => format!("; known are {}", names.join(", ")),
        };
        Refusal::new(code::UNKNOWN_REQUEST, format!("unknown request {name:?}{hint}"))
    }
}

fn by_hand<Q, T, E, F, Fut>(handler: F) -> impl Fn(Call<'_>) -> Answer + Send + Sync
where
    Q: DeserializeOwned + 'static,
    T: Serialize + 'static,
    E: Display + Serialize + 'static,
    F: Fn(Q, CallContext) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<T, E>> + Send + 'static,
{
    move |call| {
        let answer = call
            .read()
            .and_then(|request: Q| Ok(handler(request, call.context()?)));
        call.answer(async move { answer?.await.map_err(|error| Refusal::failed(&error)) })
    }
}

impl RequestInfo {
    /// Whether it may only be asked with `"stream": true`.
    pub(crate) fn is_stream(&self) -> bool {
        self.kind == RequestKind::Streams
    }
}
