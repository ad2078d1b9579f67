//! From a request's name to its handler.

use std::collections::HashMap;
use std::fmt::{self, Display};
use std::pin::Pin;
use std::sync::Arc;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use super::answer::{Answer, Write};
use super::call::{Call, CallContext};
use super::gate::Gate;
use super::gated::{Gated, Job, OnThread};
use super::meter::RouteMeter;
use super::policy::{Allow, Policy};
use super::shared::Shared;
use crate::ipc::message::{RequestInfo, RequestKind};
use crate::ipc::refusal::Refusal;
use crate::ipc::schema::RequestSchema;
use crate::ipc::wire::code;
use crate::small::sorted;
use crate::suggest::closest;

pub(crate) type Handler = Arc<dyn Fn(Call<'_>) -> Answer + Send + Sync>;

/// What is served under one name.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) info: RequestInfo,
    /// Whose handler it is, for error texts: `add (src/main.rs:12)`.
    pub(crate) place: Arc<str>,
    pub(crate) policy: Policy,
    /// Shared by all requests that the handler takes.
    gate: Option<Arc<Gate>>,
    /// What is counted of its requests.
    pub(super) meter: RouteMeter,
    handler: Handler,
}

impl Entry {
    pub(crate) fn call(&self, call: Call<'_>) -> Answer {
        (self.handler)(call)
    }

    /// Puts a handler's future behind the handler's gate.
    ///
    /// # Errors
    ///
    /// A refusal if there is no room for it.
    pub(super) fn begin(
        &self,
        work: Pin<Box<dyn Write + Send>>,
    ) -> Result<Pin<Box<dyn Write + Send>>, Refusal> {
        match &self.gate {
            None => Ok(work),
            Some(gate) => Ok(Box::pin(Gated::new(gate.enter(&self.place)?, work))),
        }
    }

    /// The same for a handler that blocks its thread.
    pub(super) fn begin_blocking(
        &self,
        job: Job,
        shared: &Arc<Shared>,
    ) -> Result<Pin<Box<dyn Write + Send>>, Refusal> {
        let pass = self
            .gate
            .as_ref()
            .map(|gate| gate.enter(&self.place))
            .transpose()?;
        Ok(Box::pin(OnThread::new(pass, job, shared, &self.place)))
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
    /// Where the schemas of the requests are to be had.
    schemas: Vec<fn() -> Vec<RequestSchema>>,
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
    /// The payload is read as `Q`; one that does not fit is refused with the path of the wrong field. Without a
    /// [policy](Self::on_with), it is for the daemon's own user.
    #[must_use]
    pub fn on<Q, T, E, F, Fut>(self, name: &'static str, handler: F) -> Self
    where
        Q: DeserializeOwned + Send + 'static,
        T: Serialize + 'static,
        E: Display + Serialize + 'static,
        F: Fn(Q, CallContext) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<T, E>> + Send + 'static,
    {
        self.on_with(name, Policy::new(), handler)
    }

    /// As [`on`](Self::on), under the rules of `policy`.
    #[must_use]
    pub fn on_with<Q, T, E, F, Fut>(self, name: &'static str, policy: Policy, handler: F) -> Self
    where
        Q: DeserializeOwned + Send + 'static,
        T: Serialize + 'static,
        E: Display + Serialize + 'static,
        F: Fn(Q, CallContext) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<T, E>> + Send + 'static,
    {
        let handler: Handler = Arc::new(by_hand(handler));
        self.add(&[RequestInfo::returns(name, "")], &name.into(), policy, &handler)
    }

    /// As [`on_with`](Self::on_with), with a handler that may block its thread: it runs on one of at most
    /// [`max_blocking`](crate::ipc::Limits::max_blocking) that are not the runtime's workers.
    ///
    /// It cannot be stopped. If its client goes away or its time is up, its answer is dropped, and it goes on;
    /// until it ends it counts as a request in flight.
    #[must_use]
    pub fn on_blocking<Q, T, E, F>(self, name: &'static str, policy: Policy, handler: F) -> Self
    where
        Q: DeserializeOwned + Send + 'static,
        T: Serialize + 'static,
        E: Display + Serialize + 'static,
        F: Fn(Q, CallContext) -> Result<T, E> + Send + Sync + 'static,
    {
        let handler: Handler = Arc::new(by_hand_blocking(handler));
        let info = RequestInfo::returns(name, "");
        self.add(&[info], &name.into(), policy.blocking(), &handler)
    }

    /// Answers every request that has no handler of its own: the payload as it came, whatever it is, from
    /// whoever may connect.
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
            policy: Policy::new().allow(Allow::Any),
            gate: None,
            meter: RouteMeter::default(),
            handler: Arc::new(by_hand(handler)),
        });
    }

    /// Adds a handler for these requests; one name can have only one.
    pub(crate) fn add(
        mut self,
        requests: &[RequestInfo],
        place: &Arc<str>,
        policy: Policy,
        handler: &Handler,
    ) -> Self {
        let gate = Gate::of(&policy);
        for info in requests {
            let entry = Entry {
                info: *info,
                place: Arc::clone(place),
                policy,
                gate: gate.clone(),
                meter: RouteMeter::default(),
                handler: Arc::clone(handler),
            };
            if self.entries.insert(info.name.to_owned(), entry).is_some() {
                self.twice.push(info.name.to_owned());
            }
        }
        self
    }

    /// Describes the requests of a protocol that are served.
    pub(crate) fn describe_with(&mut self, schemas: fn() -> Vec<RequestSchema>) {
        self.schemas.push(schemas);
    }

    /// The schemas that there are. They are made anew each time, which is seldom.
    pub(crate) fn schemas(&self) -> Vec<RequestSchema> {
        let mut all = Vec::new();
        for schemas in &self.schemas {
            all.extend(schemas());
        }
        all
    }

    /// The names that were added more than once.
    pub(crate) fn duplicates(&self) -> &[String] {
        &self.twice
    }

    /// All names, sorted.
    pub(crate) fn names(&self) -> Vec<&str> {
        let names = self.entries.keys().map(String::as_str).collect();
        sorted(names, |one: &&str, other| one < other)
    }

    /// All entries, sorted by name.
    pub(crate) fn entries(&self) -> Vec<&Entry> {
        let entries = self.entries.values().collect();
        sorted(entries, |one: &&Entry, other| one.info.name < other.info.name)
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
    Q: DeserializeOwned + Send + 'static,
    T: Serialize + 'static,
    E: Display + Serialize + 'static,
    F: Fn(Q, CallContext) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<T, E>> + Send + 'static,
{
    let handler = Arc::new(handler);
    move |call| {
        let (request, context) = (call.read(), call.context());
        let handler = Arc::clone(&handler);
        // Not called before it is its turn.
        call.answer(async move {
            let answer = handler(request?, context?).await;
            answer.map_err(|error| Refusal::failed(&error))
        })
    }
}

fn by_hand_blocking<Q, T, E, F>(handler: F) -> impl Fn(Call<'_>) -> Answer + Send + Sync
where
    Q: DeserializeOwned + Send + 'static,
    T: Serialize + 'static,
    E: Display + Serialize + 'static,
    F: Fn(Q, CallContext) -> Result<T, E> + Send + Sync + 'static,
{
    let handler = Arc::new(handler);
    move |call| {
        let (request, context) = (call.read(), call.context());
        let handler = Arc::clone(&handler);
        call.answer_blocking(move || handler(request?, context?).map_err(|error| Refusal::failed(&error)))
    }
}

impl RequestInfo {
    /// Whether it may only be asked with `"stream": true`.
    pub(crate) const fn is_stream(&self) -> bool {
        matches!(self.kind, RequestKind::Streams)
    }
}
