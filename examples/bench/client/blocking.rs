//! One call after the other, on a thread that waits.

use std::time::Instant;

use outfitter_daemon::ipc::BlockingClient;
use outfitter_daemon_examples::bench::{Request, request};

use crate::Outcome;
use crate::latency::goes_on;
use crate::options::Options;
use crate::report::Measure;

pub(crate) fn run(options: &Options) -> Outcome {
    if !matches!(&*options.workload, "serial" | "large") {
        return Err(format!("no workload {:?} for the blocking client", options.workload).into());
    }
    let mut client = BlockingClient::<Request>::connect_to(&options.socket)?;
    for _ in 0..options.warmup {
        echo(&mut client, &options.text)?;
    }
    let mut each = Vec::with_capacity(options.n);
    let (measure, begin) = (Measure::start(), Instant::now());
    let mut before = begin;
    while goes_on(options, each.len(), begin) {
        echo(&mut client, &options.text)?;
        let now = Instant::now();
        each.push(now - before);
        before = now;
    }
    println!("{}", measure.latency(each, options.text.len()));
    Ok(())
}

fn echo(client: &mut BlockingClient<Request>, text: &str) -> Outcome {
    let reply = client.call(request::Echo {
        text: text.to_owned(),
    })?;
    if reply.text == text {
        Ok(())
    } else {
        Err("the text came back changed".into())
    }
}
