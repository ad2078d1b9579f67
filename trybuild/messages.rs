//! Compiles every case and compares what the compiler says.

#[test]
fn messages() {
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*.rs");
    cases.compile_fail("fail/**/*.rs");
}
