//! From nothing to an answered request: by the launcher, and by hand, taking turns.
//!
//! By hand means to spawn the same daemon and to connect as soon as its socket accepts.

use std::path::Path;
use std::time::{Duration, Instant};

use outfitter_daemon::ipc::Client;
use outfitter_daemon::{Launcher, PathOverrides, is_process_alive};
use outfitter_daemon_examples::bench::RequestClient;

use crate::options::Options;
use crate::start::{self, Server};
use crate::{Outcome, echo};

pub(crate) async fn run(options: &Options) -> Outcome {
    let command = std::env::var("BENCH_SERVER_CMD")?;
    let launcher = Launcher::new("bench")
        .program(&command)
        .paths(PathOverrides::default().dir(options.socket.with_extension("daemon")));
    let (mut by_hand, mut by_launcher) = (Vec::new(), Vec::new());
    for _ in 0..options.n {
        let begin = Instant::now();
        let server = Server::spawn(&command)?;
        start::answered(options, begin).await?;
        by_hand.push(milliseconds(begin));
        drop(server);
        clear(options);

        let begin = Instant::now();
        let client = RequestClient::new(Client::connect_with(&launcher).await?);
        echo(&client, &options.text).await?;
        by_launcher.push(milliseconds(begin));
        end(&client, options).await?;
        clear(options);
    }
    let (by_hand, by_launcher) = (median(by_hand), median(by_launcher));
    println!(
        "by_hand_ms={by_hand:.4} by_launcher_ms={by_launcher:.4} ratio={:.3} rounds={}",
        by_launcher / by_hand,
        options.n
    );
    Ok(())
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Both find nothing at all.
fn clear(options: &Options) {
    // They may not be there.
    let _ = std::fs::remove_file(&options.socket);
    let _ = std::fs::remove_dir_all(options.socket.with_extension("daemon"));
}

async fn end(client: &RequestClient, options: &Options) -> Outcome {
    let status: serde_json::Value = client
        .ipc()
        .send(serde_json::json!({ "type": "daemon.status" }))
        .await?;
    let _: serde_json::Value = client
        .ipc()
        .send(serde_json::json!({ "type": "daemon.stop" }))
        .await?;
    let pid = status["pid"].as_i64().ok_or("the daemon says no PID")?;
    let begin = Instant::now();
    while is_process_alive(pid) || Path::new(&options.socket).exists() {
        std::thread::sleep(Duration::from_micros(100));
        if begin.elapsed() > Duration::from_secs(10) {
            return Err("the daemon did not stop".into());
        }
    }
    Ok(())
}
