//! A pipe has no sending half: who has said everything asks for something, and waits until nothing else is at work.

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncWriteExt, BufReader};

use super::say;
use crate::service::Service;

const END: &str = "that was all";

pub(super) async fn until_the_end(service: &Service, parts: &[&[u8]]) -> String {
    let (reader, mut writer) = tokio::io::split(service.line().await.0.into_inner());
    let mut reader = BufReader::new(reader);
    let end = format!("\n{{\"id\":\"{END}\",\"type\":\"request\",\"payload\":0}}\n");
    let saying = async {
        say(parts, &mut writer).await;
        say(&[end.as_bytes()], &mut writer).await;
    };
    let (mut said, ()) = tokio::join!(until_then(&mut reader), saying);
    // What was asked before may be answered after; and what is answered twice, after that.
    service.at_work(0).await;
    writer.write_all(end.as_bytes()).await.unwrap();
    said.push_str(&until_then(&mut reader).await);
    said
}

async fn until_then(reader: &mut (impl AsyncBufRead + Unpin)) -> String {
    let (mut said, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        assert!(
            reader.read_line(&mut line).await.unwrap() > 0,
            "closed after {said}"
        );
        if line.contains(END) {
            return said;
        }
        said.push_str(&line);
    }
}
