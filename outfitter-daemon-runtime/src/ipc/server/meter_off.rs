//! Nothing is counted: the feature `http` is not on. All of this comes to nothing.

use crate::ipc::wire::Id;

#[derive(Debug, Default)]
pub(crate) struct ServerMeter(());

#[expect(clippy::unused_self, reason = "there are counters with the feature `http`")]
impl ServerMeter {
    pub(super) fn refuses(&self, _: &str) {}
}

#[derive(Clone, Debug, Default)]
pub(crate) struct RouteMeter(());

#[expect(clippy::unused_self, reason = "there are counters with the feature `http`")]
impl RouteMeter {
    pub(super) fn begins(&self) -> Measuring {
        Measuring
    }
}

#[derive(Debug)]
pub(super) struct Measuring;

#[expect(clippy::unused_self, reason = "there are counters with the feature `http`")]
impl Measuring {
    pub(super) fn ended(&mut self) {}

    pub(super) fn answered(&mut self, _: &[u8], _: &Id) {}
}
