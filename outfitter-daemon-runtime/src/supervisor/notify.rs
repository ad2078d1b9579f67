//! Messages to the supervisor: ready, reloading, stopping, status.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::platform::{Channel, monotonic_usec};
use super::variables::Variables;

/// A supervisor reads 4096 bytes of a message, and shows less.
const STATUS_LIMIT: usize = 512;
/// What a stop may take beyond the shutdown timeout: the last resort comes a little later.
const STOP_GRACE: Duration = Duration::from_secs(1);

/// Whoever started this process and wants to know how it does; possibly nobody.
///
/// Whatever fails on the way to it is logged and changes nothing for the daemon.
#[derive(Clone, Debug, Default)]
pub(crate) struct Supervisor {
    link: Option<Arc<Link>>,
    watchdog: Option<Duration>,
}

#[derive(Debug)]
pub(super) struct Link {
    channel: Channel,
    told: Mutex<Told>,
}

/// What the supervisor has been told.
#[derive(Debug, Default)]
struct Told {
    /// A status in the program's own words, which ours do not replace.
    status: bool,
    /// That the daemon stops. It cannot be taken back.
    stopping: bool,
}

impl Supervisor {
    pub(super) fn new(variables: Variables) -> Self {
        let Variables {
            notify,
            watchdog,
            socket: _,
        } = variables;
        let link = notify.and_then(|named| match Channel::open(&named) {
            Ok(channel) => Some(Arc::new(Link {
                channel,
                told: Mutex::default(),
            })),
            Err(error) => {
                tracing::warn!(?named, %error, "cannot talk to the supervisor at `NOTIFY_SOCKET`");
                None
            }
        });
        Self { link, watchdog }
    }

    /// The daemon is running, for the first time or again after [`reloading`](Self::reloading).
    pub(crate) fn ready(&self) {
        self.change(|told| (!told.stopping).then(|| state("READY=1", "running", told)));
    }

    /// The daemon reads its settings anew; [`ready`](Self::ready) must follow.
    pub(crate) fn reloading(&self) {
        self.change(|told| {
            let reloading = || format!("RELOADING=1\nMONOTONIC_USEC={}", monotonic_usec());
            (!told.stopping).then(|| state(&reloading(), "reloading", told))
        });
    }

    /// The daemon begins to stop, which may take as long as `timeout`. Only the first call counts.
    ///
    /// The supervisor's own limit is extended if it is shorter, and never shortened (`sd_notify(3)`).
    pub(crate) fn stopping(&self, timeout: Duration) {
        self.change(|told| {
            let first = !std::mem::replace(&mut told.stopping, true);
            let limit = (timeout + STOP_GRACE).as_micros();
            let stopping = format!("STOPPING=1\nSTATUS=stopping\nEXTEND_TIMEOUT_USEC={limit}");
            first.then_some(stopping)
        });
    }

    /// The program says how it does, in a line of its own.
    pub(crate) fn status(&self, text: &str) {
        if let Some(link) = &self.link {
            let mut told = link.told();
            told.status = true;
            // Not worth waiting for: a request may be behind it.
            log(link.channel.try_send(&format!("STATUS={}", one_line(text))));
        }
    }

    /// What to send signs of life through, and how often.
    pub(super) fn watchdog(&self) -> Option<(Arc<Link>, Duration)> {
        self.link.clone().zip(self.watchdog)
    }

    /// Sends what follows from what has been told. Messages of different threads are in order.
    fn change(&self, message: impl FnOnce(&mut Told) -> Option<String>) {
        if let Some(link) = &self.link {
            let mut told = link.told();
            if let Some(message) = message(&mut told) {
                log(link.channel.send(&message));
            }
        }
    }
}

impl Link {
    /// Says that the runtime runs.
    pub(super) fn sign_of_life(&self) -> std::io::Result<()> {
        self.channel.try_send("WATCHDOG=1")
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn state(message: &str, status: &str, told: &Told) -> String {
    if told.status {
        message.to_owned()
    } else {
        format!("{message}\nSTATUS={status}")
    }
}

/// A line end in a status would begin another message.
fn one_line(text: &str) -> String {
    let no_control = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().take(STATUS_LIMIT).map(no_control).collect()
}

pub(super) fn log(sent: std::io::Result<()>) {
    if let Err(error) = sent {
        tracing::warn!(%error, "cannot tell the supervisor");
    }
}
