//! Clients that mean harm, one round each. What becomes of a round is nobody's concern but the server's.

use std::io::Result;
use std::path::Path;
use std::time::Duration;

use outfitter_daemon_tests::platform::{self, RawStream};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt, sink};

use crate::line::request;

/// Kinds of harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Harm {
    /// Half a line, a byte at a time.
    Drips,
    /// Lines that are far too long, with and without an end.
    HugeLines,
    Garbage,
    /// Asks, shuts its sending half down and reads, or does not.
    HalfOpen,
    /// Asks for much and reads nothing.
    ReadsNothing,
    /// Comes and goes.
    Storms,
    /// Asks for more than may be in flight, takes some back and disappears.
    Floods,
}

impl Harm {
    pub(crate) const ALL: [Self; 7] = [
        Self::Drips,
        Self::HugeLines,
        Self::Garbage,
        Self::HalfOpen,
        Self::ReadsNothing,
        Self::Storms,
        Self::Floods,
    ];

    /// Does it once. An error is the server's defence.
    pub(crate) async fn once(self, socket: &Path, round: usize) -> Result<()> {
        let mut stream = platform::connect(socket).await?;
        match self {
            Self::Drips => drip(stream).await,
            Self::HugeLines => {
                let line = request(round, &json!("x".repeat(1024 * 1024)));
                let end = if round.is_multiple_of(2) {
                    line.len()
                } else {
                    line.len() - 3
                };
                stream.write_all(&line.as_bytes()[..end]).await
            }
            Self::Garbage => {
                let bytes: Vec<u8> = (0..50_000).map(|n| noise(n + round * 50_000)).collect();
                let (mut reader, mut writer) = tokio::io::split(stream);
                let mut some = [0; 100];
                let (read, written) = tokio::join!(reader.read(&mut some), writer.write_all(&bytes));
                read.and(written)
            }
            Self::HalfOpen => {
                let words = [json!("later"), json!("hold"), json!("fail")];
                let lines = words.iter().map(|word| request(round, word));
                stream.write_all(lines.collect::<String>().as_bytes()).await?;
                stream.shutdown().await?;
                if round.is_multiple_of(2) {
                    return Ok(());
                }
                stream.read(&mut [0; 10]).await.map(drop)
            }
            Self::ReadsNothing => {
                let line = request(round, &json!("large"));
                loop {
                    stream.write_all(line.as_bytes()).await?;
                }
            }
            Self::Storms => {
                for _ in 0..20 {
                    drop(platform::connect(socket).await?);
                }
                Ok(())
            }
            Self::Floods => {
                let hold = request(round, &json!("hold")).repeat(200);
                stream.write_all(hold.as_bytes()).await?;
                stream
                    .write_all(format!("{{\"id\":{round},\"type\":\"cancel\"}}\n").as_bytes())
                    .await?;
                let mut nowhere = sink();
                let reading = tokio::io::copy(&mut stream, &mut nowhere);
                // Until then some have been taken back and others begun.
                drop(tokio::time::timeout(Duration::from_millis(20), reading).await);
                Ok(())
            }
        }
    }
}

async fn drip(mut stream: RawStream) -> Result<()> {
    let mut pause = tokio::time::interval(Duration::from_millis(5));
    for byte in b"{\"id\":\"".iter().chain(std::iter::repeat(&b'x')) {
        pause.tick().await;
        stream.write_all(std::slice::from_ref(byte)).await?;
    }
    Ok(())
}

/// A byte that looks random, a line end now and then.
fn noise(n: usize) -> u8 {
    let mixed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31) ^ n;
    if mixed.is_multiple_of(61) {
        b'\n'
    } else {
        mixed.to_le_bytes()[1]
    }
}
