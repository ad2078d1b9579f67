//! A client that says what it likes.

use std::path::Path;

use outfitter_daemon_tests::platform::{self, RawStream};
use outfitter_daemon_tests::within;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

/// A bare connection.
pub(crate) struct Line(pub(crate) BufReader<RawStream>);

impl Line {
    pub(crate) async fn to(socket: &Path) -> Self {
        Self(BufReader::new(platform::connect(socket).await.unwrap()))
    }

    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        within("written", self.0.write_all(bytes.as_ref())).await.unwrap();
    }

    /// Asks for each of the payloads, with the ids 0, 1, …
    pub(crate) async fn ask(&mut self, payloads: impl IntoIterator<Item = Value>) {
        let lines = payloads.into_iter().enumerate();
        let lines: Vec<String> = lines.map(|(id, payload)| request(id, &payload)).collect();
        self.send(lines.concat()).await;
    }

    /// The next answer; null if the server has closed the connection.
    pub(crate) async fn answer(&mut self) -> Value {
        let mut line = String::new();
        match within("an answer", self.0.read_line(&mut line)).await {
            Ok(0) => Value::Null,
            Ok(_) => serde_json::from_str(&line).unwrap(),
            // It had something to read that it did not want.
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => Value::Null,
            Err(error) => panic!("{error}"),
        }
    }

    /// The next answer's id and the code of its error.
    pub(crate) async fn refusal(&mut self) -> (Value, Value) {
        let mut answer = self.answer().await;
        (answer["id"].take(), answer["payload"]["code"].take())
    }
}

pub(crate) fn request(id: usize, payload: &Value) -> String {
    format!("{}\n", json!({ "id": id, "type": "request", "payload": payload }))
}
