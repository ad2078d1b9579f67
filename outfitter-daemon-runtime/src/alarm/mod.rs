//! A timer that a program may always have set, without its waits for input becoming slower for it.
//!
//! While a timer of the runtime is set, each `epoll_wait(2)` has a time-out, for which the kernel sets and clears
//! a timer of its own every time: for a small request that is a tenth of the round trip. An alarm asks the kernel
//! once, where it can.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod not_linux;

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use tokio::time::{Instant, Sleep, sleep_until};

#[cfg(target_os = "linux")]
use linux as platform;
#[cfg(not(target_os = "linux"))]
use not_linux as platform;

/// So many alarms of a process have a descriptor of their own; a program may need the others itself.
const MOST: usize = 64;

static OWN: AtomicUsize = AtomicUsize::new(0);

/// A timer for one time after the other.
#[derive(Debug)]
pub(crate) struct Alarm {
    at: Instant,
    timer: Timer,
}

#[derive(Debug)]
enum Timer {
    Kernel(Own),
    Runtime(Pin<Box<Sleep>>),
}

impl Alarm {
    /// An alarm at `at`.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has its I/O and time drivers enabled.
    pub(crate) fn new(at: Instant) -> Self {
        let timer = match Own::set_for(at) {
            Some(own) => Timer::Kernel(own),
            None => Timer::Runtime(Box::pin(sleep_until(at))),
        };
        Self { at, timer }
    }

    /// Sets it to `at`, if it is not.
    pub(crate) fn set(&mut self, at: Instant) {
        if self.at == at {
            return;
        }
        self.at = at;
        match &mut self.timer {
            Timer::Kernel(own) if own.set(at) => {}
            Timer::Kernel(_) => self.timer = Timer::Runtime(Box::pin(sleep_until(at))),
            Timer::Runtime(sleep) => sleep.as_mut().reset(at),
        }
    }

    /// Ready when its time has come; afterwards it has to be set again.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        match &mut self.timer {
            Timer::Kernel(own) => loop {
                ready!(own.timer.poll(cx));
                if Instant::now() >= self.at {
                    return Poll::Ready(());
                }
            },
            Timer::Runtime(sleep) => sleep.as_mut().poll(cx),
        }
    }
}

/// A timer of the kernel.
#[derive(Debug)]
struct Own {
    timer: platform::Timer,
    _one: OneOfMost,
}

impl Own {
    fn set_for(at: Instant) -> Option<Self> {
        let own = Self {
            _one: OneOfMost::take()?,
            timer: platform::Timer::new()?,
        };
        own.set(at).then_some(own)
    }

    /// Says whether it is set.
    fn set(&self, at: Instant) -> bool {
        is_real() && self.timer.set(at.saturating_duration_since(Instant::now()))
    }
}

/// The right to a timer of the kernel.
#[derive(Debug)]
struct OneOfMost;

impl OneOfMost {
    fn take() -> Option<Self> {
        let one = Self;
        // What is too many is given back when it is dropped.
        (OWN.fetch_add(1, Ordering::Relaxed) < MOST).then_some(one)
    }
}

impl Drop for OneOfMost {
    fn drop(&mut self) {
        OWN.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Whether the runtime's clock is the kernel's: a test may have stopped it.
fn is_real() -> bool {
    let before = std::time::Instant::now();
    let now = Instant::now().into_std();
    (before..=std::time::Instant::now()).contains(&now)
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::time::Duration;

    use super::*;

    async fn rings(alarm: &mut Alarm) {
        poll_fn(|cx| alarm.poll(cx)).await;
    }

    #[tokio::test]
    async fn rings_when_its_time_has_come_and_again_when_it_is_set_again() {
        let mut alarm = Alarm::new(Instant::now());
        for pause in [0, 3, 1] {
            let at = Instant::now() + Duration::from_millis(pause);
            alarm.set(at);
            rings(&mut alarm).await;
            assert!(Instant::now() >= at);
        }
    }

    #[tokio::test]
    async fn rings_earlier_if_it_is_set_to_an_earlier_time() {
        let mut alarm = Alarm::new(Instant::now() + Duration::from_hours(1));
        assert!(poll_fn(|cx| Poll::Ready(alarm.poll(cx))).await.is_pending());
        alarm.set(Instant::now() + Duration::from_millis(1));
        rings(&mut alarm).await;
    }

    #[tokio::test]
    async fn works_as_well_when_there_are_too_many() {
        let at = Instant::now() + Duration::from_millis(1);
        let mut alarms: Vec<_> = (0..2 * MOST).map(|_| Alarm::new(at)).collect();
        let of_runtime = |alarm: &&Alarm| matches!(alarm.timer, Timer::Runtime(_));
        assert!(alarms.iter().filter(of_runtime).count() >= MOST);
        for alarm in &mut alarms {
            rings(alarm).await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn goes_by_the_runtimes_clock_if_a_test_has_stopped_it() {
        let mut alarm = Alarm::new(Instant::now() + Duration::from_hours(1));
        rings(&mut alarm).await;
    }
}
