//! Expansions as readable files: `snapshots/<attribute>_<case>.rs`, reviewed like code.

use proc_macro2::TokenStream;

/// Compares with `snapshots/<name>.rs`; `UPDATE_EXPECT=1` rewrites the file.
#[track_caller]
pub(crate) fn check(name: &str, expansion: TokenStream) {
    let path = format!("{}/snapshots/{name}.rs", env!("CARGO_MANIFEST_DIR"));
    expect_test::expect_file![path].assert_eq(&pretty(expansion));
}

pub(crate) fn pretty(tokens: TokenStream) -> String {
    let file = syn::parse2(tokens).expect("an expansion is a list of items");
    prettyplease::unparse(&file)
}
