//! A descriptor that can be read when a time has come (`timerfd_create(2)`), which costs nothing until then.

use std::os::fd::OwnedFd;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use rustix::time::{
    Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create, timerfd_settime,
};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

#[derive(Debug)]
pub(super) struct Timer(AsyncFd<OwnedFd>);

impl Timer {
    /// None if the process has no descriptor left, or the kernel no timer.
    #[allow(
        deprecated,
        reason = "unsound for types that do not own their descriptor; for this one the unsafe successor is no safer"
    )]
    pub(super) fn new() -> Option<Self> {
        let flags = TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC;
        let timer = timerfd_create(TimerfdClockId::Monotonic, flags).ok()?;
        AsyncFd::with_interest(timer, Interest::READABLE).ok().map(Self)
    }

    /// Lets it go off after so long; says whether it will.
    pub(super) fn set(&self, after: Duration) -> bool {
        // A time of zero would mean never.
        let Ok(after) = Timespec::try_from(after.max(Duration::from_nanos(1))) else {
            return false;
        };
        let once = Itimerspec {
            it_interval: Timespec::default(),
            it_value: after,
        };
        timerfd_settime(&self.0, TimerfdTimerFlags::empty(), &once).is_ok()
    }

    /// Ready when it may have gone off.
    pub(super) fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            let Ok(mut guard) = ready!(self.0.poll_read_ready(cx)) else {
                // The runtime ends, and with it whoever waits.
                return Poll::Pending;
            };
            let read = guard.try_io(|timer| Ok(rustix::io::read(timer, &mut [0; 8])?));
            if read.is_ok() {
                return Poll::Ready(());
            }
        }
    }
}
