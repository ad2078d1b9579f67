//! A whole connection, given anything.

use std::collections::BTreeSet;

use outfitter_daemon::ipc::Limits;
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use crate::conversation::converse;
use crate::fuzz_engine::{self, kind};
use crate::line::request;
use crate::service::Service;

const MAX_LINE: usize = 300;
/// The id of the request that is sent after everything, which no input has.
const LAST: usize = 4_711_471_147_114_711;

/// A line of the server's. Ids are echoed as they came, so they may be numbers that nothing can hold.
#[derive(Debug, Deserialize)]
struct Said {
    id: Box<RawValue>,
    r#type: String,
    payload: Box<RawValue>,
}

impl Said {
    fn code(&self) -> Option<String> {
        #[derive(Deserialize)]
        struct Coded {
            code: String,
        }
        let coded = serde_json::from_str::<Coded>(self.payload.get()).ok();
        coded.map(|coded| coded.code).filter(|_| self.r#type == "error")
    }
}

/// Sends the input, cut as its first byte says, then a valid request, and gives what comes back.
async fn talk(service: &Service, input: &[u8]) -> Vec<Said> {
    let cut = input.first().map_or(1, |byte| usize::from(*byte) + 1);
    let last = format!("\n{}", request(LAST, &json!("last")));
    let parts: Vec<&[u8]> = input.chunks(cut).chain([last.as_bytes()]).collect();
    let said = converse(service, &parts).await;
    said.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// How many final answers there must be: one for each line, but not for blank ones, those that are no requests, and
/// requests that want none.
fn expected(input: &[u8]) -> usize {
    let answered = |line: &&[u8]| {
        if line.len() > MAX_LINE {
            return true;
        }
        let blank = line.trim_ascii().is_empty();
        !blank && !is_notice(line) && !is_oneway(line)
    };
    input.split(|byte| *byte == b'\n').filter(answered).count() + 1
}

/// Whether the line takes a request back or lets a stream go on.
fn is_notice(line: &[u8]) -> bool {
    /// No member twice; what else there is does not matter.
    #[derive(Deserialize)]
    struct Notice {
        id: Box<RawValue>,
        r#type: String,
    }
    #[derive(Deserialize)]
    struct More {
        #[serde(rename = "count")]
        _count: u32,
    }
    let Ok(notice) = serde_json::from_slice::<Notice>(line) else {
        return false;
    };
    let has_id = !notice.id.get().starts_with(['n', 't', 'f', '[', '{']);
    let is_known = match notice.r#type.as_str() {
        "cancel" => true,
        "more" => serde_json::from_slice::<More>(line).is_ok(),
        _ => false,
    };
    has_id && is_known && line.trim_ascii().starts_with(b"{")
}

/// Whether the line is a request that is not answered. One that is wrong is.
fn is_oneway(line: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Oneway {
        id: Box<RawValue>,
        r#type: String,
        #[serde(rename = "oneway")]
        wanted: bool,
        #[serde(default, rename = "stream")]
        _stream: bool,
        #[serde(rename = "credit")]
        _credit: Option<u32>,
        #[serde(rename = "timeout_ms")]
        _timeout: Option<u64>,
        #[serde(rename = "payload")]
        _payload: Option<Box<RawValue>>,
    }
    serde_json::from_slice::<Oneway>(line).is_ok_and(|request| {
        let has_id = !request.id.get().starts_with(['n', 't', 'f', '[', '{']);
        has_id && request.wanted && request.r#type == "request" && line.trim_ascii().starts_with(b"{")
    })
}

#[test]
fn every_line_gets_one_answer_and_the_connection_goes_on() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let limits = Limits::default().max_line(MAX_LINE).max_in_flight(3);
    let service = runtime.block_on(Service::start(limits));
    // A handler that panics as asked would fill the output.
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if info.payload().downcast_ref::<&str>() != Some(&"as asked") {
            usual(info);
        }
    }));
    fuzz_engine::run("connections", |input| {
        // What is held is answered when the test ends, and this one does not.
        let words: [&[u8]; 3] = [b"hold", b"block", b"large"];
        if words
            .iter()
            .any(|word| input.windows(word.len()).any(|part| part == *word))
        {
            return 0;
        }
        let said = runtime.block_on(talk(&service, input));
        let is_final = |line: &&Said| line.r#type == "response" || line.r#type == "error";
        let answers: Vec<&Said> = said.iter().filter(is_final).collect();
        assert_eq!(answers.len(), expected(input), "{said:#?}");
        let last = LAST.to_string();
        assert_eq!(answers.iter().filter(|line| line.id.get() == last).count(), 1);
        let codes: BTreeSet<_> = answers.iter().filter_map(|line| line.code()).collect();
        kind((codes, answers.len().min(10)))
    });
}
