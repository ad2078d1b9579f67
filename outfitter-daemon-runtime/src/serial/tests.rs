//! What is written and read is what serde's derive would write and read.

use serde::{Deserialize, Serialize};
use serde_json::{from_str, json, to_string};

use super::{deserialize_fields, no_values, serialize_fields, serialize_transparent, serialize_unit, words};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Word {
    First,
    TheSecond,
}

words!(Word {
    First = "first",
    TheSecond = "the_second"
});

#[derive(Debug, PartialEq)]
struct Own {
    number: u8,
    kind: String,
    word: Word,
    left_out: Option<u8>,
}

serialize_fields!(Own { number, kind as "type", word, left_out unless Option::is_none });
deserialize_fields!(impl<'de> Own { number, kind as "type" or "none".to_owned(), word, left_out or None });

mod derived {
    use super::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub(super) enum Word {
        First,
        TheSecond,
    }

    #[derive(Serialize, Deserialize)]
    pub(super) struct Own {
        pub(super) number: u8,
        #[serde(rename = "type", default = "none")]
        pub(super) kind: String,
        pub(super) word: Word,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(super) left_out: Option<u8>,
    }

    fn none() -> String {
        "none".to_owned()
    }
}

/// Reads a text as both; gives what they made of it, written again, or the error without the place.
fn both(text: &str) -> (Result<String, String>, Result<String, String>) {
    let own = from_str::<Own>(text).map(|own| to_string(&own).unwrap());
    let derived = from_str::<derived::Own>(text).map(|own| to_string(&own).unwrap());
    // A word is refused when it has been read to its end, and not a letter before.
    let text = |error: serde_json::Error| {
        let text = error.to_string();
        text.split(" at line").next().unwrap_or_default().to_owned()
    };
    (own.map_err(text), derived.map_err(text))
}

#[test]
fn reads_and_writes_what_the_derive_does() {
    for text in [
        r#"{"number":1,"type":"t","word":"first","left_out":3}"#,
        r#"{"left_out":null,"word":"the_second","number":255}"#,
        r#"{"number":1,"word":"first","more":{"number":[2]},"type":"a\n\"b\""}"#,
        r#"{"n\u0075mber":7,"word":"fir\u0073t"}"#,
    ] {
        let (own, derived) = both(text);
        assert_eq!(own, derived, "{text}");
        assert!(own.is_ok(), "{text}");
    }
}

#[test]
fn refuses_what_the_derive_does_and_says_the_same() {
    for text in [
        r#"{"number":1}"#,
        r#"{"number":1,"number":1,"word":"first"}"#,
        r#"{"number":-1,"word":"first"}"#,
        r#"{"number":1,"word":"third"}"#,
        r#"{"number":1,"word":"first","type":null}"#,
        r#"{"number":1,"word":"first""#,
        "",
    ] {
        let (own, derived) = both(text);
        assert_eq!(own, derived, "{text}");
        assert!(own.is_err(), "{text}");
    }
}

#[test]
fn what_is_no_object_is_refused_also_where_the_derive_would_take_a_list() {
    for text in [r#"[1,"t","first",null]"#, "7", "\"first\"", "null"] {
        let error = from_str::<Own>(text).unwrap_err().to_string();
        assert!(error.contains("expected an object"), "{text}: {error}");
    }
}

#[test]
fn is_read_from_values_as_well() {
    let own: Own = serde_json::from_value(json!({ "number": 1, "word": "first" })).unwrap();
    assert_eq!(serde_json::to_value(own).unwrap()["type"], "none");
}

#[test]
fn a_field_stands_among_those_of_another() {
    struct Outer(Own);
    impl Serialize for Outer {
        fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            use serde::ser::SerializeStruct as _;
            let mut object = to.serialize_struct("Outer", Own::FIELDS + 1)?;
            self.0.write_fields(&mut object)?;
            object.serialize_field("outer", &true)?;
            object.end()
        }
    }
    let own = from_str(r#"{"number":1,"word":"first"}"#).unwrap();
    assert_eq!(
        to_string(&Outer(own)).unwrap(),
        r#"{"number":1,"type":"none","word":"first","outer":true}"#
    );
}

struct Unit;
serialize_unit!(Unit);

struct Transparent(&'static str);
serialize_transparent!(Transparent);

#[derive(Debug)]
enum Never {}
no_values!(Never);

#[test]
fn the_others_are_what_they_are_for_the_derive() {
    assert_eq!(to_string(&Unit).unwrap(), "null");
    assert_eq!(to_string(&Transparent("text")).unwrap(), "\"text\"");
    for text in ["null", "{}", "\"Some\""] {
        let error = from_str::<Never>(text).unwrap_err().to_string();
        assert!(error.contains("`Never` has no values"), "{error}");
    }
    assert!(from_str::<Never>("{").unwrap_err().is_eof());
    assert_eq!(to_string(&Word::First).unwrap(), json!("first").to_string());
}
