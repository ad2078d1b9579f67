//! Who has said everything closes the sending half of the connection.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::say;
use crate::service::Service;

pub(super) async fn until_the_end(service: &Service, parts: &[&[u8]]) -> String {
    let (mut reader, mut writer) = service.line().await.0.into_inner().into_split();
    let saying = async {
        say(parts, &mut writer).await;
        writer.shutdown().await.unwrap();
    };
    let mut said = String::new();
    let (read, ()) = tokio::join!(reader.read_to_string(&mut said), saying);
    read.unwrap();
    said
}
