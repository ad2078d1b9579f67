//! What holds of a connection whatever is sent on it, until its client says that this was all.

use std::collections::BTreeMap;

use outfitter_daemon::ipc::Limits;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::conversation::converse;
use crate::line::request;
use crate::service::Service;

const MAX_LINE: usize = 300;

/// One line, or something like it.
#[derive(Clone, Debug)]
enum Piece {
    Request(Payload),
    /// Takes back one of the requests so far.
    Cancel(prop::sample::Index),
    TooLong,
    Garbage(Vec<u8>),
    /// JSON, but no request.
    Nonsense(&'static str),
}

#[derive(Clone, Copy, Debug)]
enum Payload {
    Echo(u8),
    Word(&'static str),
}

fn piece() -> impl Strategy<Value = Piece> {
    let words = prop::sample::select(vec!["later", "fail", "panic"]);
    let nonsense = prop::sample::select(vec![
        "{}",
        "[]",
        "null",
        "{\"id\":\"x\"}",
        "{\"type\":\"cancel\"}",
        "",
    ]);
    prop_oneof![
        4 => any::<u8>().prop_map(|n| Piece::Request(Payload::Echo(n))),
        4 => words.prop_map(|word| Piece::Request(Payload::Word(word))),
        2 => any::<prop::sample::Index>().prop_map(Piece::Cancel),
        1 => Just(Piece::TooLong),
        1 => vec(any::<u8>(), 0..50).prop_map(Piece::Garbage),
        1 => nonsense.prop_map(Piece::Nonsense),
    ]
}

/// The bytes of all pieces, and how many requests there are, with the ids 0, 1, …
fn bytes(pieces: &[Piece]) -> (Vec<u8>, usize) {
    let (mut bytes, mut requests) = (Vec::new(), 0);
    for piece in pieces {
        match piece {
            Piece::Request(payload) => {
                let payload = match payload {
                    Payload::Echo(number) => json!(number),
                    Payload::Word(word) => json!(word),
                };
                bytes.extend(request(requests, &payload).bytes());
                requests += 1;
            }
            Piece::Cancel(_) if requests == 0 => {}
            Piece::Cancel(which) => {
                let id = which.index(requests);
                bytes.extend(format!("{{\"id\":{id},\"type\":\"cancel\"}}\n").bytes());
            }
            Piece::TooLong => {
                bytes.extend(request(requests, &json!("x".repeat(MAX_LINE))).bytes());
                requests += 1;
            }
            Piece::Garbage(garbage) => bytes.extend_from_slice(garbage),
            Piece::Nonsense(text) => bytes.extend_from_slice(text.as_bytes()),
        }
        if bytes.last() != Some(&b'\n') {
            bytes.push(b'\n');
        }
    }
    (bytes, requests)
}

/// The parts of `bytes` that end at `cuts`, and what comes after them.
fn parts<'a>(bytes: &'a [u8], cuts: &[prop::sample::Index], half: &'a [u8]) -> Vec<&'a [u8]> {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
    cuts.sort_unstable();
    cuts.push(bytes.len());
    let mut from = 0;
    let part = |cut| &bytes[std::mem::replace(&mut from, cut)..cut];
    cuts.into_iter().map(part).chain([half]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_request_among_anything_gets_exactly_one_answer(
        pieces in vec(piece(), 0..40),
        cuts in vec(any::<prop::sample::Index>(), 0..10),
        half in vec(any::<u8>().prop_filter("no line end", |byte| *byte != b'\n'), 0..20),
        max_in_flight in 1..5_usize,
        max_unsent in 0..500_usize,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (bytes, requests) = bytes(&pieces);
        let said = runtime.block_on(async {
            let limits = Limits::default().max_line(MAX_LINE);
            let service = Service::start(limits.max_in_flight(max_in_flight).max_unsent(max_unsent)).await;
            let said = converse(&service, &parts(&bytes, &cuts, &half)).await;
            service.at_work(0).await;
            said
        });
        let mut answers = BTreeMap::new();
        for line in said.lines() {
            let answer: Value = serde_json::from_str(line).unwrap();
            prop_assert!(answer["type"] == "response" || answer["type"] == "error", "{}", line);
            if let Some(id) = answer["id"].as_u64() {
                *answers.entry(id).or_insert(0) += 1;
            }
        }
        let once: BTreeMap<u64, i32> = (0..requests as u64).map(|id| (id, 1)).collect();
        prop_assert_eq!(answers, once);
    }
}
