//! Expansions and messages of `#[ipc_protocol]`.

use proc_macro2::TokenStream;
use quote::quote;

use super::ATTRIBUTE;
use crate::snapshot;

#[test]
fn minimal() {
    let protocol = quote!(
        enum Request {
            #[ipc(returns = ())]
            Stop,
        }
    );
    snapshot::check("ipc_protocol_minimal", ATTRIBUTE.run(quote!(), protocol));
}

#[test]
fn documented() {
    let protocol = quote! {
        /// What clients may ask of the service.
        pub enum Request {
            /// How the service is doing.
            #[ipc(returns = Status)]
            Status,
            /// Adds two numbers.
            #[ipc(returns = i64, error = Overflow)]
            Add { a: i64, b: i64 },
            /// The end of the log, line by line.
            #[ipc(stream = String, error = TailError)]
            Tail { #[serde(default)] lines: u32 },
        }
    };
    snapshot::check("ipc_protocol_documented", ATTRIBUTE.run(quote!(), protocol));
}

#[test]
fn asks_about_types() {
    let protocol = quote! {
        pub enum Request {
            #[ipc(returns = ())]
            Paint { colour: Colour, size: u8 },
        }
    };
    snapshot::check("ipc_protocol_asked", ATTRIBUTE.run(quote!(), protocol));
}

#[test]
fn everything() {
    let protocol = quote! {
        #[cfg(unix)]
        #[derive(Clone, std::fmt::Debug, clap::Subcommand)]
        #[serde(rename_all_fields = "camelCase")]
        pub(super) enum Request {
            #[ipc(returns = HashMap<String, i64>, idempotent)]
            #[serde(rename = "get.all")]
            #[deprecated = "too much"]
            Type,
            #[cfg(feature = "batch")]
            #[ipc(stream = Self, error = Vec<Self>)]
            #[serde(rename_all = "PascalCase")]
            Batch {
                /// The requests.
                #[serde(default = "self::none", with = "Type::codec", rename = "Requests")]
                r#in: Vec<Self>,
                #[cfg(unix)]
                #[arg(long)]
                sub_type: super::Type,
            },
        }
    };
    snapshot::check(
        "ipc_protocol_everything",
        ATTRIBUTE.run(quote!(crate = self::runtime), protocol),
    );
}

#[test]
fn one_response_for_all() {
    let protocol = quote!(
        pub(crate) enum Request {
            Stop,
            Add { a: i64 },
        }
    );
    snapshot::check(
        "ipc_protocol_response",
        ATTRIBUTE.run(quote!(response = Response), protocol),
    );
}

#[test]
fn oneway() {
    let protocol = quote!(
        enum Request {
            /// Adds a line to the log.
            #[ipc(oneway, idempotent)]
            Log { line: String },
        }
    );
    snapshot::check("ipc_protocol_oneway", ATTRIBUTE.run(quote!(), protocol));
}

#[test]
fn with_schemas() {
    let protocol = quote! {
        enum Request {
            #[ipc(returns = ())]
            Stop,
            #[cfg(unix)]
            #[ipc(stream = String, error = TailError)]
            Tail { #[serde(default)] lines: u32 },
        }
    };
    snapshot::check("ipc_protocol_schema", ATTRIBUTE.run(quote!(schema), protocol));
}

#[test]
fn flattened() {
    let protocol = quote! {
        enum Request {
            #[ipc(returns = ())]
            Set { name: String, #[serde(flatten)] values: HashMap<String, i64> },
        }
    };
    snapshot::check("ipc_protocol_flattened", ATTRIBUTE.run(quote!(), protocol));
}

#[track_caller]
fn refuses(item: TokenStream, expected: &[&str]) {
    assert_eq!(ATTRIBUTE.messages(quote!(), item), expected);
}

/// In an enum of its own.
#[track_caller]
fn refuses_variants(variants: &TokenStream, expected: &[&str]) {
    refuses(quote!(enum Request { #variants }), expected);
}

#[test]
fn wants_an_enum() {
    let text = "`#[ipc_protocol]` goes on an enum with one variant for each request; expected `enum`";
    refuses(
        quote!(
            struct Request;
        ),
        &[text],
    );
    refuses(quote!(union Request { a: u8 }), &[text]);
    refuses(
        quote!(
            #[derive(Debug)]
            pub fn request() {}
        ),
        &[text],
    );
    refuses(
        quote!(
            enum Request {}
        ),
        &["a protocol needs at least one request; add a variant"],
    );
    refuses(
        quote!(
            enum Request<T>
            where
                T: Copy,
            {
                #[ipc(returns = T)]
                Get,
            }
        ),
        &[
            "a protocol cannot be generic: requests name their types, and own what they carry (`String`, not `&str`)",
            "a protocol cannot have a `where` clause; remove it",
        ],
    );
    refuses(
        quote!(
            enum Super {
                #[ipc(returns = ())]
                Stop,
            }
        ),
        &["the module of its requests cannot be called `super`; rename the enum"],
    );
}

#[test]
fn wants_to_know_the_answers() {
    let missing = "`Stop` does not say what it answers; \
                   add `#[ipc(returns = T)]` (`()` for nothing), `#[ipc(stream = T)]` or `#[ipc(oneway)]`";
    refuses_variants(&quote!(Stop), &[missing]);
    refuses_variants(
        &quote!(
            #[ipc]
            Stop
        ),
        &[missing],
    );
    refuses_variants(
        &quote!(
            #[ipc(error = Failed)]
            Stop
        ),
        &[missing],
    );
    refuses_variants(
        &quote!(
            #[ipc(oneway = false)]
            Stop
        ),
        &[missing],
    );
    for (both, message) in [
        (
            quote!(oneway, returns = ()),
            "a `oneway` request has no answer; remove `oneway` or `returns`",
        ),
        (
            quote!(stream = u8, oneway),
            "a `oneway` request has no answer; remove `oneway` or `stream`",
        ),
        (
            quote!(oneway, error = Failed),
            "nobody hears of the error of a `oneway` request; remove `error`: \
             its handler may return any error, which the daemon logs",
        ),
    ] {
        refuses_variants(
            &quote!(
                #[ipc(#both)]
                Stop
            ),
            &[message],
        );
    }
    refuses_variants(
        &quote!(
            #[ipc(returns = (), stream = String)]
            Stop
        ),
        &[
            "a request answers once (`returns`) or with many items (`stream`), not both; remove one of the two",
        ],
    );
    refuses_variants(
        &quote!(
            #[ipc(retuns = ())]
            #[ipc(returns)]
            Stop
        ),
        &[
            "unknown argument `retuns`; did you mean `returns`?",
            "`returns` needs a value: a type, as in `returns = Status`",
        ],
    );
    refuses_variants(
        &quote!(
            #[ipc = "Status"]
            Stop
        ),
        &["expected parentheses, as in `#[ipc(returns = Status)]`"],
    );
    refuses_variants(
        &quote!(
            #[ipc(retuns = ())]
            Stop
        ),
        &["unknown argument `retuns`; did you mean `returns`?"],
    );
}

#[test]
fn mistakes_do_not_hide_each_other() {
    refuses_variants(
        &quote!(
            #[ipc(returns = 5, error = "Failed", idempotent = 1)]
            Connect(u8)
        ),
        &[
            "a request cannot be called `Connect`: the client has a method of its own called `connect`; \
             rename it and keep the name on the wire with `#[serde(rename = \"connect\")]`",
            "expected a type, as in `returns = Status`",
            "expected a type, as in `error = StatusError`; remove the quotes",
            "expected `true` or `false`, as in `idempotent = true`",
            "use named fields, as in `Connect { value: .. }`",
        ],
    );
}

#[test]
fn one_response_leaves_nothing_to_say() {
    let item = quote!(
        enum Request {
            #[ipc(returns = u8, idempotent)]
            Get,
            #[ipc(error = Failed)]
            Set,
        }
    );
    let found = ATTRIBUTE.messages(quote!(response = Response), item);
    let text = |key| format!("remove `{key}`: `response = ..` says what every request answers");
    assert_eq!(found, [text("returns"), text("error")]);
    // A mistake in the value does not ask for `returns` everywhere.
    let found = ATTRIBUTE.messages(
        quote!(response = "Response"),
        quote!(
            enum Request {
                Get,
            }
        ),
    );
    assert_eq!(
        found,
        ["expected a type, as in `response = Response`; remove the quotes"]
    );
}

#[test]
fn wants_distinct_names() {
    refuses_variants(
        &quote!(
            #[ipc(returns = ())]
            Stop,
            #[ipc(returns = ())]
            #[serde(rename = "stop")]
            Halt
        ),
        &["the name `stop` is taken by `Request::Stop`; choose another"],
    );
    refuses_variants(
        &quote!(
            #[ipc(returns = ())]
            GetAll,
            #[ipc(returns = ())]
            #[serde(rename = "all")]
            Get_all
        ),
        &["the method `get_all` is taken by `Request::GetAll`; rename one"],
    );
    refuses_variants(
        &quote!(
            #[ipc(returns = ())]
            #[serde(rename = "daemon.stop")]
            Stop
        ),
        &["names that start with `daemon.` belong to the daemon itself; choose another"],
    );
    refuses_variants(
        &quote!(
            #[ipc(returns = ())]
            Connect,
            #[ipc(returns = ())]
            Super
        ),
        &[
            "a request cannot be called `Connect`: the client has a method of its own called `connect`; \
             rename it and keep the name on the wire with `#[serde(rename = \"connect\")]`",
            "a request cannot be called `Super`: no method can be called `super`; \
             rename it and keep the name on the wire with `#[serde(rename = \"super\")]`",
        ],
    );
}

#[test]
fn wants_named_fields() {
    refuses_variants(
        &quote!(
            #[ipc(returns = ())]
            Add(i64, i64)
        ),
        &["use named fields, as in `Add { value: .. }`"],
    );
    let text = "a field cannot be called `type`, which names the request on the wire; call it otherwise";
    refuses_variants(
        &quote!(
            #[ipc(returns = ())]
            Make { r#type: u8 }
        ),
        &[text],
    );
    refuses_variants(
        &quote!(
            #[ipc(returns = ())]
            Make {
                #[serde(rename = "type")]
                kind: u8
            }
        ),
        &[text],
    );
    refuses_variants(
        &quote!(
            #[ipc(returns = ())]
            Make {
                #[serde(rename = "kind")]
                r#type: u8
            }
        ),
        &[],
    );
    refuses_variants(
        &quote!(
            #[ipc(returns = ())]
            Make {
                #[ipc(returns = u8)]
                kind: u8
            }
        ),
        &["`#[ipc(..)]` goes on a variant, not on a field"],
    );
}

#[test]
fn keeps_the_wire_form() {
    refuses(
        quote! {
            #[derive(Debug, serde::Serialize)]
            #[serde(deny_unknown_fields, tag = "kind", rename_all = "camelCase")]
            #[ipc(returns = ())]
            enum Request { #[ipc(returns = ())] #[serde(alias = "halt", rename(serialize = "a"))] Stop }
        },
        &[
            "`#[ipc(..)]` goes on a variant; for the whole protocol write `#[ipc_protocol(..)]`",
            "remove `deny_unknown_fields`: it would refuse the member `type`, which names the request",
            "remove `tag`: a request is always an object whose `type` names it",
            "remove `rename_all`: the names of requests are in snake case; \
             rename one with `#[serde(rename = \"..\")]`",
            "`#[ipc_protocol]` derives `Serialize` by itself; remove it",
            "remove `alias`: on a request, `#[serde(..)]` can say `rename` and `rename_all`",
            "expected one name for both directions, as in `rename = \"add\"`",
        ],
    );
}

#[test]
fn keeps_the_enum_beside_its_errors() {
    let item = quote!(
        #[serde(tag = "t")]
        enum Request {
            #[ipc(returns = ())]
            Stop {
                #[serde(default)]
                now: bool,
            },
        }
    );
    snapshot::check("ipc_protocol_broken", ATTRIBUTE.run(quote!(), item));
}
