//! The command line: pairs of `--name value`.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::Outcome;

/// What to do, and how much of it.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) socket: PathBuf,
    pub(crate) workload: String,
    /// Which client: of tasks or of a thread.
    pub(crate) blocking: bool,
    /// How many calls a latency run measures.
    pub(crate) n: usize,
    pub(crate) warmup: usize,
    pub(crate) inflight: usize,
    pub(crate) conns: usize,
    pub(crate) duration: Duration,
    pub(crate) text: Arc<str>,
}

impl Options {
    pub(crate) fn from_args() -> Outcome<Self> {
        let socket = std::env::var_os("BENCH_SOCKET").ok_or("BENCH_SOCKET is not set")?;
        let mut options = Self {
            socket: socket.into(),
            workload: "serial".into(),
            blocking: false,
            n: 20_000,
            warmup: 2_000,
            inflight: 64,
            conns: 64,
            duration: Duration::from_millis(800),
            text: text(64),
        };
        let mut arguments = std::env::args().skip(1);
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
            options.set(&name, value)?;
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: String) -> Outcome {
        match name {
            "--workload" => self.workload = value,
            "--kind" => self.blocking = value == "blocking",
            "--socket" => self.socket = value.into(),
            "--n" => self.n = value.parse()?,
            "--warmup" => self.warmup = value.parse()?,
            "--size" => self.text = text(value.parse()?),
            "--inflight" => self.inflight = value.parse()?,
            "--conns" => self.conns = value.parse()?,
            "--duration-ms" => self.duration = Duration::from_millis(value.parse()?),
            unknown => return Err(format!("unknown option {unknown}").into()),
        }
        Ok(())
    }
}

/// A text of `size` bytes, none of which JSON has to escape.
fn text(size: usize) -> Arc<str> {
    let letters = ('a'..='z').chain('A'..='Z').chain(" .".chars());
    letters.cycle().take(size).collect::<String>().into()
}
