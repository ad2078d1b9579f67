//! Requests without an answer, until their lines are written.

use std::collections::VecDeque;

use tokio::sync::oneshot;

use crate::ipc::client::error::Failure;

/// What becomes of such a line: written whole, or not.
pub(in crate::ipc::client) type Written = Result<(), Failure>;

#[derive(Debug)]
struct Line {
    /// Where it begins and ends among all bytes of the connection.
    begins: u64,
    ends: u64,
    written: oneshot::Sender<Written>,
}

/// In the order in which they were queued.
#[derive(Debug, Default)]
pub(super) struct Unwritten(VecDeque<Line>);

impl Unwritten {
    pub(super) fn push(&mut self, begins: u64, ends: u64) -> oneshot::Receiver<Written> {
        let (written, receiver) = oneshot::channel();
        self.0.push_back(Line {
            begins,
            ends,
            written,
        });
        receiver
    }

    /// So many bytes have been written in all.
    pub(super) fn written(&mut self, total: u64) {
        while self.0.front().is_some_and(|line| line.ends <= total) {
            // Whoever queued it need not wait for it.
            drop(self.0.pop_front().map(|line| line.written.send(Ok(()))));
        }
    }

    /// No more than so many bytes will ever be written.
    pub(super) fn give_up(&mut self, total: u64) {
        self.written(total);
        for line in self.0.drain(..) {
            let sent = line.begins < total;
            drop(line.written.send(Err(Failure::Gone { sent })));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hears_when_its_last_byte_is_written() {
        let mut lines = Unwritten::default();
        let (mut one, mut two) = (lines.push(0, 10), lines.push(30, 40));
        lines.written(9);
        assert!(one.try_recv().is_err());
        lines.written(39);
        assert!(matches!(one.try_recv(), Ok(Ok(()))));
        assert!(two.try_recv().is_err());
        lines.written(40);
        assert!(matches!(two.try_recv(), Ok(Ok(()))));
    }

    #[test]
    fn in_the_end_each_knows_whether_it_was_begun() {
        let mut lines = Unwritten::default();
        let mut ends = [(0, 10), (10, 20), (20, 30)].map(|(begins, ends)| lines.push(begins, ends));
        lines.give_up(15);
        let heard = ends.each_mut().map(|end| end.try_recv().unwrap());
        assert!(matches!(heard[0], Ok(())));
        assert!(matches!(heard[1], Err(Failure::Gone { sent: true })));
        assert!(matches!(heard[2], Err(Failure::Gone { sent: false })));
    }
}
