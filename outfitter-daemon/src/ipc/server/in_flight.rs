//! Which request each task of a connection works on, so that it can be taken back.

use tokio::task::{AbortHandle, Id as TaskId};

use crate::ipc::wire::Id;

/// With so many tasks, those that have ended are forgotten.
const FEW: usize = 64;

/// The tasks of a connection. Nothing is done for one that ends: most are never taken back.
#[derive(Debug, Default)]
pub(super) struct InFlight {
    tasks: Vec<(Id, AbortHandle)>,
    /// Requests that were taken back and whose tasks have not ended yet.
    cancelled: Vec<(TaskId, Id)>,
}

impl InFlight {
    pub(super) fn add(&mut self, id: Id, task: AbortHandle) {
        if self.tasks.len() >= FEW && self.tasks.len() == self.tasks.capacity() {
            self.tasks.retain(|(_, task)| !task.is_finished());
            // At least as many are added before this is done again.
            self.tasks.reserve(self.tasks.len().max(FEW));
        }
        self.tasks.push((id, task));
    }

    /// Cancels the tasks of the request `id`; they end soon, if they have not yet.
    pub(super) fn cancel(&mut self, id: &Id) {
        let cancelled = &mut self.cancelled;
        self.tasks.retain(|(of, task)| {
            if of != id {
                return true;
            }
            if !task.is_finished() {
                task.abort();
                cancelled.push((task.id(), of.clone()));
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
