//! Asks the daemon of the quick start, through its typed client.
//!
//!     cargo run --example my-service        # in one terminal
//!     cargo run --example ask-my-service    # in another

#![expect(clippy::print_stdout, reason = "a program for a terminal")]

use outfitter_daemon_examples::my_service::RequestClient;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = RequestClient::connect("my-service").await?;
    let status = service.status().await?;
    println!("{}, up for {} s", status.status, status.uptime);
    println!("2 + 3 = {}", service.add(2, 3).await?);
    match service.add(i64::MAX, 1).await {
        Ok(sum) => println!("{sum}"),
        Err(error) => println!("as expected: {error}"),
    }
    Ok(())
}
