//! Which request each task of a connection works on, so that it can be taken back.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::{AbortHandle, Id as TaskId};

use crate::ipc::wire::Id;

/// With so many tasks, those that have ended are forgotten.
const FEW: usize = 64;

/// The most items of a stream that a client can ask for at once; what exceeds it is not counted.
const MOST: usize = 1 << 20;

/// A semaphore that counts how many items of a stream the client takes.
pub(super) fn credit(items: u32) -> Arc<Semaphore> {
    Arc::new(Semaphore::new(MOST.min(items as usize)))
}

#[derive(Debug)]
struct Task {
    id: Id,
    abort: AbortHandle,
    credit: Option<Arc<Semaphore>>,
}

/// The tasks of a connection. Nothing is done for one that ends: most are never taken back.
#[derive(Debug, Default)]
pub(super) struct InFlight {
    tasks: Vec<Task>,
    /// Requests that were taken back and whose tasks have not ended yet.
    cancelled: Vec<(TaskId, Id)>,
}

impl InFlight {
    pub(super) fn add(&mut self, id: Id, abort: AbortHandle, credit: Option<Arc<Semaphore>>) {
        if self.tasks.len() >= FEW && self.tasks.len() == self.tasks.capacity() {
            self.tasks.retain(|of| !of.abort.is_finished());
            // At least as many are added before this is done again.
            self.tasks.reserve(self.tasks.len().max(FEW));
        }
        self.tasks.push(Task { id, abort, credit });
    }

    /// The client takes so many items more of the stream `id`.
    pub(super) fn more(&mut self, id: &Id, count: u32) {
        let asked = self.tasks.iter().find(|of| of.id == *id);
        if let Some(credit) = asked.and_then(|of| of.credit.as_deref()) {
            // Nobody else adds any, so there is still room for as many.
            let room = MOST.saturating_sub(credit.available_permits());
            credit.add_permits(room.min(count as usize));
        }
    }

    /// Cancels the tasks of the request `id`; they end soon, if they have not yet.
    pub(super) fn cancel(&mut self, id: &Id) {
        let cancelled = &mut self.cancelled;
        self.tasks.retain(|of| {
            if of.id != *id {
                return true;
            }
            if !of.abort.is_finished() {
                of.abort.abort();
                cancelled.push((of.abort.id(), of.id.clone()));
            }
            false
        });
    }

    /// The request of a task that has ended, if it was taken back.
    pub(super) fn ended(&mut self, task: TaskId) -> Option<Id> {
        let place = self.cancelled.iter().position(|(of, _)| *of == task)?;
        Some(self.cancelled.swap_remove(place).1)
    }

    /// All tasks have ended.
    pub(super) fn clear(&mut self) {
        if self.tasks.capacity() > 0 {
            self.tasks = Vec::new();
        }
    }
}
