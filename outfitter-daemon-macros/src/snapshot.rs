//! Expansions as readable files: `snapshots/<attribute>_<case>.rs`, reviewed like code.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::shared::tokens::is_sign as is;

/// Compares with `snapshots/<name>.rs`; `UPDATE_EXPECT=1` rewrites the file.
#[track_caller]
pub(crate) fn check(name: &str, expansion: TokenStream) {
    let path = format!("{}/snapshots/{name}.rs", env!("CARGO_MANIFEST_DIR"));
    expect_test::expect_file![path].assert_eq(&pretty(expansion));
}

/// The tokens as formatted code. Arguments of macros are not formatted, so `submit!` stands there as a function.
#[track_caller]
fn pretty(tokens: TokenStream) -> String {
    let file = syn::parse2(submit_as_call(tokens)).expect("an expansion is a list of items");
    prettyplease::unparse(&file).replace("__private::submit(", "__private::submit!(")
}

fn submit_as_call(tokens: TokenStream) -> TokenStream {
    let mut submit = false;
    let keep = |token: TokenTree| {
        let bang = submit && token.to_string() == "!";
        submit = token.to_string() == "submit";
        match token {
            _ if bang => None,
            TokenTree::Group(group) => {
                let mut opened = Group::new(group.delimiter(), submit_as_call(group.stream()));
                opened.set_span(group.span());
                Some(opened.into())
            }
            other => Some(other),
        }
    };
    tokens.into_iter().filter_map(keep).collect()
}

/// How long the code is, whoever formats it: a line for each attribute and statement, and one more to close braces.
pub(crate) fn lines(tokens: TokenStream) -> usize {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let attributes = tokens.iter().filter(|token| is(token, '#')).count();
    let statements = tokens
        .split(|token| is(token, ';'))
        .filter(|statement| !statement.is_empty());
    attributes
        + statements
            .map(|statement| in_braces(statement).unwrap_or(1))
            .sum::<usize>()
}

fn in_braces(statement: &[TokenTree]) -> Option<usize> {
    let of_token = |token: &TokenTree| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(lines(group.stream()) + 2),
        TokenTree::Group(group) => in_braces(&group.stream().into_iter().collect::<Vec<_>>()),
        _ => None,
    };
    statement
        .iter()
        .filter_map(of_token)
        .reduce(|one, other| one + other)
}
