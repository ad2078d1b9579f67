//! The typed client that benchmarks measure, and what they make it do.
//!
//!     BENCH_SOCKET=/tmp/bench.sock cargo run --release --example bench-client -- --workload pipe
//!
//! With `--kind blocking` it is the client for programs without a runtime, for workloads of one call at a time.
//! Each workload ends with one line of `key=value` on standard output.

#![expect(clippy::print_stdout, reason = "a program for a terminal")]

mod blocking;
mod ensure;
mod latency;
mod options;
mod report;
mod start;
mod throughput;

use std::error::Error;
use std::sync::Arc;

use outfitter_daemon_examples::bench::RequestClient;

use options::Options;

type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Outcome {
    let options = Options::from_args()?;
    if options.blocking {
        return blocking::run(&options);
    }
    let mut runtime = if std::env::var_os("RT").is_some_and(|runtime| runtime == "mt") {
        tokio::runtime::Builder::new_multi_thread()
    } else {
        tokio::runtime::Builder::new_current_thread()
    };
    let runtime = runtime.enable_all().build()?;
    // As a task, so that it runs on a worker if there are any.
    let done = runtime.block_on(async { tokio::spawn(run(options)).await? });
    // Thousands of connections need no orderly end.
    runtime.shutdown_background();
    done
}

async fn run(options: Options) -> Outcome {
    match &*options.workload {
        "serial" | "large" => latency::run(&options).await,
        "pipe" => {
            let client = connect(&options).await?;
            throughput::run(vec![client; options.inflight], &options).await
        }
        "conns" => throughput::run(connect_many(&options).await?, &options).await,
        "idle" => {
            let connections = connect_many(&options).await?;
            println!("held={}", connections.len());
            // Until standard input is closed.
            tokio::task::spawn_blocking(|| std::io::copy(&mut std::io::stdin(), &mut std::io::sink()))
                .await??;
            Ok(())
        }
        "start" => start::run(&options).await,
        "ensure" => ensure::run(&options).await,
        unknown => Err(format!("unknown workload {unknown:?}").into()),
    }
}

async fn connect(options: &Options) -> Outcome<RequestClient> {
    let client = RequestClient::connect_to(&options.socket).await?;
    for _ in 0..options.warmup {
        echo(&client, &options.text).await?;
    }
    Ok(client)
}

/// Connections that have all been used.
async fn connect_many(options: &Options) -> Outcome<Vec<RequestClient>> {
    let mut clients = Vec::with_capacity(options.conns);
    for _ in 0..options.conns {
        let client = RequestClient::connect_to(&options.socket).await?;
        echo(&client, &options.text).await?;
        clients.push(client);
    }
    Ok(clients)
}

async fn echo(client: &RequestClient, text: &Arc<str>) -> Outcome {
    let reply = client.echo(text.to_string()).await?;
    if *reply.text == **text {
        Ok(())
    } else {
        Err("the text came back changed".into())
    }
}
