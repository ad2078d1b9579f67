//! The rules of one handler: how many at once, in what order, for how long, and for whom.

use std::time::Duration;

use serde_core::ser::{Serialize, SerializeStruct, Serializer};

use crate::ipc::refusal::Refusal;
use crate::ipc::transport::{self, Peer};
use crate::ipc::wire::code;
use crate::serial::serialize_words;

/// What holds for one handler beside the [`Limits`](crate::ipc::Limits) of the whole server.
///
/// # Examples
///
/// ```
/// use outfitter_daemon::ipc::{Allow, CallContext, Policy, Router};
/// use serde_json::Value;
///
/// let one_by_one = Policy::new().serial().max_in_flight(10).allow(Allow::Root);
/// let router = Router::new()
///     .on_with("compact", one_by_one, async |_: Value, _: CallContext| Ok::<_, String>("done"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use = "a policy does nothing until it is given to a handler"]
pub struct Policy {
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_in_flight: Option<usize>,
    pub(crate) concurrency: Concurrency,
    pub(crate) cancel: Cancel,
    pub(crate) runs_on: RunsOn,
    pub(crate) allow: Allow,
}

/// How many calls of a handler are carried out at the same time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Concurrency {
    #[default]
    Parallel,
    Serial,
}

serialize_words!(Concurrency { Parallel = "parallel", Serial = "serial" });

/// What ends a call before its answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Cancel {
    /// A client that takes it back or goes away.
    #[default]
    WithClient,
    Never,
}

serialize_words!(Cancel { WithClient = "with_client", Never = "never" });

/// Which threads a handler runs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RunsOn {
    #[default]
    Runtime,
    BlockingPool,
}

serialize_words!(RunsOn { Runtime = "runtime", BlockingPool = "blocking_pool" });

/// Who may call a handler, among those who may connect at all. Root always may.
///
/// On Windows those are processes of the daemon's own user, who is neither root nor any user by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Allow {
    /// Processes of the daemon's own user.
    #[default]
    SameUser,
    /// Nobody but root.
    Root,
    /// Whoever [may connect](crate::Program::allow_user).
    Any,
    /// Processes of these users, by their ids. They must be [let in](crate::Program::allow_user), too.
    Users(&'static [u32]),
}

impl Policy {
    /// No rules: any number at once, for as long as it takes, for the daemon's own user.
    pub const fn new() -> Self {
        Self {
            timeout: None,
            max_in_flight: None,
            concurrency: Concurrency::Parallel,
            cancel: Cancel::WithClient,
            runs_on: RunsOn::Runtime,
            allow: Allow::SameUser,
        }
    }

    /// Limits how long an answer may take, waiting included; then it is `timeout`, and the handler is dropped.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Carries out, or lets wait for their turn, at most so many calls at once over all connections; one more is
    /// answered with `busy`, which is safe to repeat. None at all is taken as one.
    pub const fn max_in_flight(mut self, calls: usize) -> Self {
        self.max_in_flight = Some(if calls == 0 { 1 } else { calls });
        self
    }

    /// Carries out one call after the other, over all connections, in the order in which they came.
    ///
    /// A call that waits is in flight, and so counts against all the limits on those. If its time is up before
    /// its turn has come, it is answered with `busy`: nothing was done.
    pub const fn serial(mut self) -> Self {
        self.concurrency = Concurrency::Serial;
        self
    }

    /// Finishes what has begun although its client takes it back or goes away; the answer is dropped then. The
    /// client's deadline only ends its waiting. The handler's own [`timeout`](Self::timeout) still holds, and
    /// so does the time that a shutdown gives to requests in flight.
    pub const fn never_cancelled(mut self) -> Self {
        self.cancel = Cancel::Never;
        self
    }

    /// Says who may call it; default [`Allow::SameUser`]. Others are answered with `unauthorized`.
    pub const fn allow(mut self, who: Allow) -> Self {
        self.allow = who;
        self
    }

    pub(crate) const fn blocking(mut self) -> Self {
        self.runs_on = RunsOn::BlockingPool;
        self
    }
}

/// Who is at the other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caller {
    pub(super) peer: Peer,
    /// Whether it is a process of our own user, or of root.
    is_own: bool,
}

impl Caller {
    pub(super) fn new(peer: Peer) -> Self {
        Self {
            peer,
            is_own: transport::is_own(peer),
        }
    }
}

impl Allow {
    /// Checks that `caller` may call the request `name`.
    ///
    /// # Errors
    ///
    /// A refusal with the code `unauthorized` that says who may.
    pub(super) fn check(self, caller: &Caller, name: &str) -> Result<(), Refusal> {
        if self.admits(caller) {
            return Ok(());
        }
        let who = match self {
            Self::SameUser => "the daemon's own user",
            Self::Root => "root",
            Self::Any | Self::Users(_) => "certain users",
        };
        let message = format!("{name:?} is only for processes of {who}");
        Err(Refusal::new(code::UNAUTHORIZED, message))
    }

    fn admits(self, caller: &Caller) -> bool {
        let uid = caller.peer.uid;
        match self {
            Self::Any => true,
            Self::SameUser => caller.is_own,
            Self::Root => uid == Some(0),
            Self::Users(users) => uid.is_some_and(|uid| uid == 0 || users.contains(&uid)),
        }
    }
}

impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_struct("Policy", 6)?;
        if let Some(timeout) = self.timeout {
            object.serialize_field("timeout_ms", &timeout.as_millis())?;
        }
        if let Some(calls) = self.max_in_flight {
            object.serialize_field("max_in_flight", &calls)?;
        }
        object.serialize_field("concurrency", &self.concurrency)?;
        object.serialize_field("cancel", &self.cancel)?;
        object.serialize_field("runs_on", &self.runs_on)?;
        object.serialize_field("allow", &self.allow)?;
        object.end()
    }
}

impl Serialize for Allow {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (index, word) = match self {
            Self::SameUser => (0, "same_user"),
            Self::Root => (1, "root"),
            Self::Any => (2, "any"),
            Self::Users(users) => return to.serialize_newtype_variant("Allow", 3, "users", users),
        };
        to.serialize_unit_variant("Allow", index, word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(uid: u32, is_own: bool) -> Caller {
        let peer = Peer {
            pid: None,
            uid: Some(uid),
            gid: None,
        };
        Caller { peer, is_own }
    }

    #[test]
    fn each_rule_admits_whom_it_names_and_root() {
        let (own, other, root) = (caller(1000, true), caller(1001, false), caller(0, true));
        let admitted = |allow: Allow| [&own, &other, &root].map(|caller| allow.admits(caller));
        assert_eq!(admitted(Allow::SameUser), [true, false, true]);
        assert_eq!(admitted(Allow::Root), [false, false, true]);
        assert_eq!(admitted(Allow::Any), [true, true, true]);
        assert_eq!(admitted(Allow::Users(&[1001, 1002])), [false, true, true]);
        let refusal = Allow::Root.check(&own, "wipe").unwrap_err();
        assert_eq!(refusal.code(), code::UNAUTHORIZED);
        assert_eq!(refusal.message(), "\"wipe\" is only for processes of root");
    }

    #[test]
    fn is_shown_with_what_it_limits() {
        let show = |policy: Policy| serde_json::to_string(&policy).unwrap();
        assert_eq!(
            show(Policy::new()),
            r#"{"concurrency":"parallel","cancel":"with_client","runs_on":"runtime","allow":"same_user"}"#
        );
        let strict = Policy::new()
            .timeout(Duration::from_secs(2))
            .max_in_flight(0)
            .serial()
            .never_cancelled()
            .blocking()
            .allow(Allow::Users(&[7]));
        assert_eq!(
            show(strict),
            r#"{"timeout_ms":2000,"max_in_flight":1,"concurrency":"serial","cancel":"never","runs_on":"blocking_pool","allow":{"users":[7]}}"#
        );
    }
}
