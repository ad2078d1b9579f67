//! From the spawn of the server that `BENCH_SERVER_CMD` names to its first answer.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use outfitter_daemon_examples::bench::RequestClient;

use crate::options::Options;
use crate::{Outcome, echo};

pub(crate) async fn run(options: &Options) -> Outcome {
    let command = std::env::var("BENCH_SERVER_CMD")?;
    let mut each = Vec::with_capacity(options.n);
    for _ in 0..options.n {
        // One that was killed has left it.
        let _ = std::fs::remove_file(&options.socket);
        let begin = Instant::now();
        let _server = Server::spawn(&command)?;
        answered(options, begin).await?;
        each.push(begin.elapsed().as_secs_f64() * 1e3);
    }
    each.sort_by(f64::total_cmp);
    let (middle, least) = (each.get(each.len() / 2), each.first());
    if let (Some(middle), Some(least)) = (middle, least) {
        println!(
            "start_ms={middle:.4} start_min_ms={least:.4} calls={}",
            each.len()
        );
    }
    Ok(())
}

/// Waits until the server, which was started at `begin`, has answered once.
pub(crate) async fn answered(options: &Options, begin: Instant) -> Outcome {
    while !answers(options).await {
        // The runtime's timer counts in milliseconds, and nothing else is to be done here.
        std::thread::sleep(Duration::from_micros(20));
        if begin.elapsed() > Duration::from_secs(10) {
            return Err("the server did not start".into());
        }
    }
    Ok(())
}

async fn answers(options: &Options) -> bool {
    match RequestClient::connect_to(&options.socket).await {
        Ok(client) => echo(&client, &options.text).await.is_ok(),
        Err(_) => false,
    }
}

/// A server that ends with its run.
pub(crate) struct Server(Child);

impl Server {
    pub(crate) fn spawn(command: &str) -> Outcome<Self> {
        let mut words = command.split_whitespace();
        let mut server = Command::new(words.next().ok_or("BENCH_SERVER_CMD is empty")?);
        server.args(words).stdin(Stdio::null()).stdout(Stdio::null());
        Ok(Self(server.spawn()?))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already if this fails.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
