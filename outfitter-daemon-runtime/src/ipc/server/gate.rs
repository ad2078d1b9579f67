//! What stands before a handler that may not be called by everybody at once: places and turns.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

use super::policy::{Concurrency, Policy};
use crate::ipc::refusal::Refusal;
use crate::ipc::wire::code;

/// The gate of one handler, whichever requests it takes.
#[derive(Debug)]
pub(super) struct Gate {
    places: Option<(usize, Arc<Semaphore>)>,
    /// One permit, which goes from call to call in the order in which they came.
    turns: Option<Arc<Semaphore>>,
}

impl Gate {
    /// None if the policy lets everybody through.
    pub(super) fn of(policy: &Policy) -> Option<Arc<Self>> {
        let places = policy
            .max_in_flight
            .map(|most| (most, Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS)))));
        let serial = policy.concurrency == Concurrency::Serial;
        let turns = serial.then(|| Arc::new(Semaphore::new(1)));
        (places.is_some() || serial).then(|| Arc::new(Self { places, turns }))
    }

    /// Takes a place for a call.
    ///
    /// # Errors
    ///
    /// A refusal with the code `busy` if there is none.
    pub(super) fn enter(&self, handler: &str) -> Result<Pass, Refusal> {
        let taken = self.places.as_ref().map(|(most, places)| {
            let busy = |_| {
                let message = format!("the handler {handler} is at work on {most} requests; ask again later");
                Refusal::new(code::BUSY, message)
            };
            Arc::clone(places).try_acquire_owned().map_err(busy)
        });
        let place = taken.transpose()?;
        Ok(Pass {
            turn: self.turns.as_ref().map(Turn::of),
            _place: place,
        })
    }
}

/// What a call holds until the handler has done with it.
#[derive(Debug)]
pub(super) struct Pass {
    turn: Option<Turn>,
    _place: Option<OwnedSemaphorePermit>,
}

impl Pass {
    /// Waits for the call's turn. It is in the queue from the beginning.
    pub(super) fn poll_turn(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.turn.as_mut().map_or(Poll::Ready(()), |turn| turn.poll(cx))
    }
}

type Acquiring = dyn Future<Output = Result<OwnedSemaphorePermit, AcquireError>> + Send;

/// A permit that is had or waited for.
pub(super) enum Turn {
    Had { _permit: Option<OwnedSemaphorePermit> },
    Awaited(Pin<Box<Acquiring>>),
}

impl Turn {
    /// The next permit of `queue`.
    pub(super) fn of(queue: &Arc<Semaphore>) -> Self {
        if let Ok(permit) = Arc::clone(queue).try_acquire_owned() {
            return Self::Had {
                _permit: Some(permit),
            };
        }
        let permit = Arc::clone(queue).acquire_owned();
        // Without a budget, since a call that does not get into the queue at once may be overtaken.
        Self::Awaited(Box::pin(tokio::task::coop::unconstrained(permit)))
    }

    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if let Self::Awaited(permit) = self {
            // The queue is never closed.
            *self = Self::Had {
                _permit: ready!(permit.as_mut().poll(cx)).ok(),
            };
        }
        Poll::Ready(())
    }
}

impl std::fmt::Debug for Turn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Had { .. } => "Had",
            Self::Awaited(_) => "Awaited",
        })
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    fn has_turn(pass: &mut Pass) -> bool {
        pass.poll_turn(&mut Context::from_waker(Waker::noop())).is_ready()
    }

    #[test]
    fn without_limits_there_is_none() {
        assert!(Gate::of(&Policy::new()).is_none());
    }

    #[test]
    fn a_place_is_free_again_when_its_pass_is_dropped() {
        let gate = Gate::of(&Policy::new().max_in_flight(2)).unwrap();
        let first = gate.enter("add").unwrap();
        let mut second = gate.enter("add").unwrap();
        assert!(has_turn(&mut second), "they do not wait for each other");
        let refusal = gate.enter("add").unwrap_err();
        assert_eq!(refusal.code(), code::BUSY);
        assert!(refusal.message().contains("at work on 2 requests"), "{refusal:?}");
        drop(first);
        gate.enter("add").unwrap();
    }

    #[test]
    fn turns_come_in_order_and_who_gives_up_is_passed_over() {
        let gate = Gate::of(&Policy::new().serial()).unwrap();
        let mut passes: Vec<Pass> = (0..4).map(|_| gate.enter("add").unwrap()).collect();
        let turns: Vec<bool> = passes.iter_mut().map(has_turn).collect();
        assert_eq!(turns, [true, false, false, false]);
        drop(passes.remove(1));
        drop(passes.remove(0));
        assert!(!has_turn(&mut passes[1]), "the one before it has the turn");
        assert!(has_turn(&mut passes[0]));
        let mut late = gate.enter("add").unwrap();
        drop(passes.remove(0));
        assert!(!has_turn(&mut late));
        assert!(has_turn(&mut passes[0]));
    }
}
